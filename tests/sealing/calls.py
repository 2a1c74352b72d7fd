"""Running the verbs in an office, as somebody."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from supervision_records.cli import main
from tests.sealing.office import Office

#: Runs Git in a folder, and gives what it prints.
Git = Callable[..., str]


def call(office: Office, *arguments: str, person: str = "") -> int:
    """Run a verb in an office; its exit status. ``person`` is whose secret key is used."""
    identity = ["--identity", office.identity(person)] if person else []
    return main(["--root", str(office.root), *arguments, *identity])


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder, Git's own left out, by what it holds."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }
