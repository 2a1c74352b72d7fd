"""Without the program age no test run counts: it is installed where that is allowed, and asked for otherwise."""

from __future__ import annotations

import shutil

import pytest

import dev_machine


def test_what_is_there_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev_machine, "install_debian", lambda *_: pytest.fail("it is there"))
    dev_machine.ensure_age()


def test_what_is_not_there_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    installed: list[str] = []
    monkeypatch.setattr(dev_machine, "install_debian", lambda package, _: installed.append(package))
    dev_machine.ensure_age()
    assert installed == ["age"]


def test_where_it_cannot_be_had_it_is_said_and_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(dev_machine.MachineError, match="age is missing"):
        dev_machine.ensure_age()
