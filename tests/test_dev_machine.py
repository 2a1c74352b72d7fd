"""What ``dev.py`` needs of the machine: what it installs, and what it says where it may not."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

import dev_machine


def fake(path: Path, script: str = "") -> str:
    """An executable file that stands for a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return str(path)


def test_the_running_environment_is_never_wiped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(dev_machine.MachineError, match="the machine's Python"):
        dev_machine.make_venv(tmp_path)


def test_a_missing_venv_module_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(dev_machine.MachineError, match="python3-venv") as lack:
        dev_machine.make_venv(tmp_path)
    assert "\n" not in str(lack.value)


@pytest.mark.skipif(dev_machine.WINDOWS, reason="apt-get is Debian's")
@pytest.mark.parametrize(("user", "status", "installs"), [(0, 0, True), (0, 1, False), (1000, 0, False)])
def test_debian_packages_are_installed_by_root_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: int, status: int, installs: bool
) -> None:
    fake(tmp_path / "apt-get", f'echo "$@" >> {tmp_path}/calls; exit {status}')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    if installs:
        dev_machine.install_debian("chromium", "what to do")
        assert (tmp_path / "calls").read_text(encoding="utf-8") == "-q update\n-q install -y chromium\n"
    else:
        with pytest.raises(dev_machine.MachineError, match="what to do"):
            dev_machine.install_debian("chromium", "what to do")
        assert (tmp_path / "calls").exists() == (user == 0)


@pytest.mark.skipif(dev_machine.WINDOWS, reason="programs without .exe")
def test_a_browser_is_found_by_name_and_by_place(tmp_path: Path) -> None:
    nowhere = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path)}
    assert dev_machine.find_chromium(nowhere) in {None, *dev_machine.browser_places({})}
    mac = fake(tmp_path / "Applications" / "Chromium.app" / "Contents" / "MacOS" / "Chromium")
    assert dev_machine.find_chromium(nowhere) == mac or sys.platform == "darwin"
    chrome = fake(tmp_path / "bin" / "google-chrome")
    assert dev_machine.find_chromium(nowhere) == chrome
    chromium = fake(tmp_path / "bin" / "chromium")
    assert dev_machine.find_chromium(nowhere) == chromium
    mine = fake(tmp_path / "mine")
    assert dev_machine.find_chromium({**nowhere, "SUPERVISION_CHROMIUM": mine}) == mine


def test_windows_places_are_named() -> None:
    places = list(dev_machine.browser_places({"PROGRAMFILES": r"C:\Program Files"}))
    assert r"C:\Program Files\Google\Chrome\Application\chrome.exe" in places
    assert r"C:\Program Files\Microsoft\Edge\Application\msedge.exe" in places


def test_a_missing_browser_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev_machine, "find_chromium", lambda: None)
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert dev_machine.ensure_chromium() is None
    assert capsys.readouterr().out.count("\n") == 1
