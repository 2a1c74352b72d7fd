"""Offices for the tests: one that is sealed once and only looked at, and a fresh copy for what changes something."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from supervision_records.cli import main
from supervision_records.files import Disk
from supervision_records.protocol import read_protocols
from supervision_records.repository import OWN
from supervision_records.schema import Schemas
from tests.sealing.calls import Git
from tests.sealing.office import Office, made


@cache
def _ours() -> tuple[Schemas, Any]:
    """The tool's own schemas and protocols."""
    files = Disk(OWN)
    schemas = Schemas.of(files)
    return schemas, read_protocols(files, schemas)


@pytest.fixture(scope="module", autouse=True)
def _rules_read_once() -> Iterator[None]:
    """The offices have no rules of their own: those of the tool are read once for all tests of this folder."""
    schemas, protocols = _ours()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Schemas, "of", lambda _: schemas)
        patch.setattr("supervision_records.repository.read_protocols", lambda *_: protocols)
        yield


@pytest.fixture(autouse=True)
def _shown(capsys: pytest.CaptureFixture[str]) -> None:
    """What is shown is shown to the test: into a file, no words would go."""


def sealed(office: Office) -> Office:
    """Every record of an office sealed."""
    for path in office.records_with_text():
        assert main(["--root", str(office.root), "seal", str(path)]) == 0
    return office


@pytest.fixture(scope="session")
def sealed_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office in which everything is sealed; never changed."""
    return sealed(made(tmp_path_factory.mktemp("sealed")))


@pytest.fixture
def office(sealed_office: Office, tmp_path: Path) -> Office:
    """A copy of it."""
    shutil.copytree(sealed_office.root.parent, tmp_path / "copy")
    here = tmp_path / "copy"
    return replace(sealed_office, root=here / "office", keys=here / "keys", secrets=here / "secrets")


@pytest.fixture
def git(git_environment: dict[str, str]) -> Git:
    """Git, as one of the office."""

    def run(folder: Path, *arguments: str) -> str:
        command = ["git", "-C", str(folder), *arguments]
        return subprocess.run(command, env=git_environment, check=True, capture_output=True, text=True).stdout

    return run


@pytest.fixture
def submitted(office: Office, git: Git) -> Office:
    """The office's records, submitted: a history with a branch beside the main line."""
    git(office.root, "init", "-q", "-b", "main")
    git(office.root, "add", ".")
    git(office.root, "commit", "-q", "-m", "Records as they stand")
    git(office.root, "branch", "beside")
    return office
