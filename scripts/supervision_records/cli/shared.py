"""What several verbs share: which repository, which day, and how what is wrong with a call is said."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from supervision_records.model import Problem
from supervision_records.repository import Repository, find_root, read_repository


class CallError(Exception):
    """The call was wrong; the message says how."""


def repository_of(options: argparse.Namespace) -> Repository:
    """The repository that the call is about, read."""
    root = options.root or find_root(Path.cwd())
    if root is None:
        message = "there is no folder records/ here or above; name the repository with --root DIR."
        raise CallError(message)
    if not (root / "records").is_dir():
        message = f"{root} has no folder records/."
        raise CallError(message)
    return read_repository(root)


def as_of_date(options: argparse.Namespace, repository: Repository) -> date:
    """The day to judge for: of the call, else of the settings, else today."""
    return options.as_of or repository.settings.as_of or date.today()  # noqa: DTZ011  (a calendar day, local)


def unfit(problems: tuple[Problem, ...]) -> int:
    """Say what has to be mended before anything can be judged."""
    for p in problems:
        sys.stderr.write(f"{p.path}:{p.line}:{p.column}: {p.message}\n    → {p.hint}\n")
    sys.stderr.write("Nothing was judged: protocols, schemas and settings have to be right first.\n")
    return 3


def known(repository: Repository, chosen: Mapping[str, list[str]]) -> None:
    """A cut by something that does not exist would look like an all-clear: it is refused."""
    records = repository.store.records
    known = {
        "protocol": set(repository.protocols),
        "rule": {rule.id for protocol in repository.protocols.values() for rule in protocol.rules},
        "team": {*records.get("teams", {}), "-"},
        "supervisor": {*records.get("people", {}), "-"},
        "person": {*records.get("people", {}), "-"},
        "case": {*records.get("cases", {}), "-"},
    }
    for month in chosen.get("month", ()):
        if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", month):
            message = f"{month!r} is no month: write YYYY-MM, for instance 2026-07."
            raise CallError(message)
    for cut, values in chosen.items():
        for value in values:
            if cut in known and value not in known[cut]:
                close = get_close_matches(value, known[cut], 1)
                message = f"there is no {cut} {value!r}." + (f" Did you mean {close[0]!r}?" if close else "")
                raise CallError(message)


def not_judged(problems: tuple[Problem, ...]) -> int:
    """Say which records could not be judged; the status for that."""
    for p in problems:
        sys.stderr.write(f"Not judged: {p.path}:{p.line}:{p.column}: {p.message}\n    → {p.hint}\n")
    return 1 if problems else 0


def cannot_write(folder: Path) -> str:
    """What to say of a folder that cannot be written."""
    return f"{folder} cannot be written: name a new folder in one that you may write to."
