"""What the site says of the history of its records, for anyone to check: a value, and the file that is published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision_records.model import NOT_READ, Changes, Evidence

#: The version of the published file.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Stage:
    """One commit of the main line and its day; None where the commit bears no date to go by."""

    on: date | None
    commit: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One record as the commit has it.

    ``first`` is the commit with which it came in, ``last`` the one that changed it last, ``changes`` the number of
    all that touched it, the first among them. It is the same record wherever it lies in the folder of its kind.
    """

    path: str
    sha256: str
    first: Stage
    changes: int
    last: Stage


@dataclass(frozen=True, slots=True)
class Removed:
    """One removal of a record, and the path of the tombstone that stands for it now, if any does."""

    path: str
    at: Stage
    tombstone: str | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All of it for one commit. ``open`` are records whose content here is not the commit's: nobody else has it yet.

    ``why`` says what keeps the history from being known; then there is nothing else.
    """

    commit: str = ""
    kept: tuple[Kept, ...] = ()
    removed: tuple[Removed, ...] = ()
    open: tuple[str, ...] = ()
    why: str = ""


#: Where nobody looked.
UNREAD = Ledger(why=NOT_READ.why)


@dataclass(frozen=True, slots=True)
class Past:
    """What the history says, for the site: of the protocols' pages, of what records claim, and of the records."""

    changes: Changes
    evidence: Evidence
    ledger: Ledger


NO_PAST = Past(Changes(why=NOT_READ.why), Evidence(), UNREAD)


def published(ledger: Ledger) -> str:
    """The file that ``verify.py`` reads: JSON with a record a line, the same for the same history."""
    head = {"version": VERSION, "commit": ledger.commit, "uncommitted": list(ledger.open), "why": ledger.why}
    parts = {"records": map(_kept, ledger.kept), "removed": map(_removed, ledger.removed)}
    lines = [f'"{key}": {json.dumps(value)}' for key, value in head.items()]
    lines += [f'"{key}": [{_lines(values)}]' for key, values in parts.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _lines(values: Any) -> str:
    listed = ",\n".join(json.dumps(value) for value in values)
    return f"\n{listed}\n" if listed else ""


def _kept(one: Kept) -> Mapping[str, Any]:
    return {"path": one.path, "sha256": one.sha256, "first": _stage(one.first), "changes": one.changes,
            "last": _stage(one.last)}  # fmt: skip


def _removed(one: Removed) -> Mapping[str, Any]:
    return {"path": one.path, **_stage(one.at), "tombstone": one.tombstone}


def _stage(stage: Stage) -> Mapping[str, str | None]:
    return {"on": stage.on.isoformat() if stage.on else None, "commit": stage.commit}
