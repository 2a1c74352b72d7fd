"""What several verbs share: which repository, which day, and how what is wrong with a call is said."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from supervision_records.clock import today
from supervision_records.encode import lines
from supervision_records.history.ignored import ignored
from supervision_records.model import Problem
from supervision_records.repository import Repository, find_root, read_repository
from supervision_records.store import FOLDER as RECORDS
from supervision_records.writing import settle

#: The records that are evidence as a whole, and the date that says from when.
DATED = {"sessions": "date", "referrals": "on", "audits": "on", "observations": "on", "assurance": "on"}


class CallError(Exception):
    """The call was wrong; the message says how."""


def repository_of(options: argparse.Namespace) -> Repository:
    """The repository that the call is about, read."""
    root = root_of(options)
    return read_repository(root, ignored=ignored(root, RECORDS))


def root_of(options: argparse.Namespace) -> Path:
    """The repository that the call is about, fit to be read."""
    root: Path | None = options.root or find_root(Path.cwd())
    if root is None:
        message = "there is no folder records/ here or above; name the repository with --root DIR."
        raise CallError(message)
    settle(root)
    if not (root / "records").is_dir():
        message = f"{root} has no folder records/."
        raise CallError(message)
    return root


def needs_since(options: argparse.Namespace) -> None:
    """Refuse what only means something beside ``--since``."""
    for name in ("at", "rules", "allow_rule_changes"):
        if getattr(options, name, None) not in (None, False):
            message = f"--{name.replace('_', '-')} says something about a change: name its start with --since REV."
            raise CallError(message)
    if getattr(options, "fail_on", None) == "new":
        message = "--fail-on new asks what is new: name what to compare with by --since REV."
        raise CallError(message)


def as_of_date(options: argparse.Namespace, repository: Repository) -> date:
    """The day to judge for: of the call, else of the settings, else today."""
    chosen: date | None = options.as_of or repository.settings.as_of
    if chosen is None:
        chosen = today()
        _warn_of_later(repository, chosen)
    return chosen


def _warn_of_later(repository: Repository, day: date) -> None:
    """Evidence from after today is a slip of the pen, or the clock is wrong: in both cases the verdicts lack it."""
    later = sorted(
        (record.data[field], record.path)
        for kind, field in DATED.items()
        for record in repository.store.records.get(kind, {}).values()
        if record.data[field] > day.isoformat()
    )
    if later:
        on, path = later[-1]
        sys.stderr.write(
            f"Dated after today, which is {day} by this machine's clock, and so not counted: {len(later)} of the "
            f"records; the latest is {path}, of {on}. Look at their dates, and at the clock; or say which day to judge "
            "for (--as-of DATE).\n"
        )


def unfit(problems: tuple[Problem, ...]) -> int:
    """Say what has to be mended before anything can be judged."""
    for p in problems:
        sys.stderr.write(lines([f"{p.path}:{p.line}:{p.column}: {p.message}", f"    → {p.hint}"]))
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
        sys.stderr.write(lines([f"Not judged: {p.path}:{p.line}:{p.column}: {p.message}", f"    → {p.hint}"]))
    return 1 if problems else 0
