"""What the history bears witness to: the day on which each dated claim of a record first stood on the main line.

It is handed to what judges as a value; nothing that judges asks Git.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from supervision_records.claims import KINDS, first_days
from supervision_records.history.blobs import Blobs
from supervision_records.history.clock import doubts
from supervision_records.history.command import GitError
from supervision_records.history.reading import Contents, read_history
from supervision_records.history.values import History, Read, Version
from supervision_records.model import Arrivals, Claim

NO_RECORDS = "None of these records was ever committed here, so there is no history of them."


def arrivals_at(root: Path, now: int) -> Arrivals:
    """The days for the repository at ``root``; ``now`` is in seconds. Why not, where the history is not to be had."""
    try:
        history = read_history(root, branches=False)
        with Blobs(root) as blobs:
            read = Contents(blobs)
            read.fetch((v.path, v.blob) for kind, v in _versions(history) if kind in KINDS)
            return witnessed(history, read, now)
    except GitError as error:
        return Arrivals(why=str(error))


def witnessed(history: History, read: Read, now: int) -> Arrivals:
    """The same from a history that was read. A record is known by every path that it ever had."""
    if not history.records:
        return Arrivals(why=NO_RECORDS)
    wrong = doubts(history.commits, now)
    days: dict[str, Mapping[Claim, date | None]] = {}
    for name, versions in history.records.items():
        first = first_days(name.kind, _contents(versions, read, wrong)) if name.kind in KINDS else {}
        days.update(dict.fromkeys((version.path for version in versions), first))
    return Arrivals(days)


def _contents(versions: tuple[Version, ...], read: Read, wrong: Mapping[str, Any]) -> Iterator[tuple[date | None, Any]]:
    """Each content of a record, with the day on which it came in; None where that date cannot be gone by."""
    for version in versions:
        yield None if version.commit.id in wrong else version.commit.on, read(version.path, version.blob)


def _versions(history: History) -> Iterator[tuple[str, Version]]:
    for name, versions in history.records.items():
        yield from ((name.kind, version) for version in versions)
