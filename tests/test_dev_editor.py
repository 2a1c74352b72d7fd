"""The language server of the tests is installed once for each lock file, and what keeps it from that is said."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import dev_editor
from dev_machine import MachineError


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / dev_editor.SOURCES
    folder.mkdir(parents=True)
    for name in dev_editor.FILES:
        (folder / name).write_text("{}", encoding="utf-8")
    return tmp_path


def test_it_is_installed_once_and_anew_after_a_change(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []

    def install(folder: Path, python: str, environment: Mapping[str, str]) -> None:
        installed.append((folder / "package-lock.json").read_text(encoding="utf-8"))

    monkeypatch.setattr(dev_editor, "_install", install)
    for text in ("{}", "{}", "[]"):
        (checkout / dev_editor.SOURCES / "package-lock.json").write_text(text, encoding="utf-8")
        dev_editor.ensure_language_server(checkout, "python")
    assert installed == ["{}", "[]"]


def test_a_failure_is_said_and_not_taken_for_done(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev_editor, "NPM", "raise SystemExit(1)")
    for _ in range(2):
        with pytest.raises(MachineError, match="check the network"):
            dev_editor.ensure_language_server(checkout, sys.executable)
    assert not (dev_editor.server_folder(checkout) / "made-from").exists()


def test_every_package_has_a_hash_and_none_a_host(root: Path) -> None:
    text = (root / dev_editor.SOURCES / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    packages = re.findall(r'"node_modules/[^"]+": \{', text)
    assert len(packages) == len(re.findall(r'"integrity": "sha512-[A-Za-z0-9+/=]{80,}"', text)) > 10
