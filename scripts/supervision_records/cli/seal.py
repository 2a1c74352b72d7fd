"""The verb ``seal``: what may not stand plain in a record, sealed for those entitled to read it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace

from supervision_records.cli.sealed import (
    Desk,
    desk,
    errors_of,
    pointer_of,
    record_at,
    refused,
    told,
    write_record,
)
from supervision_records.cli.shared import CallError, repository_of, unfit
from supervision_records.model import Record
from supervision_records.narrative import texts
from supervision_records.sealing.entitled import readers
from supervision_records.sealing.record import Opened, seal_record, with_words
from supervision_records.sealing.units import shown
from supervision_records.store import Name
from supervision_records.yamlio import MAX_BYTES


def run(options: argparse.Namespace) -> int:
    """Seal, write, and say who can open it."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    given = sys.stdin.buffer.read(MAX_BYTES + 1) if options.stdin or options.at else None
    found = record_at(repository, options.file, given if options.stdin else None)
    if not isinstance(found, Record):
        return refused(found)
    with told():
        at = desk(options, repository)
        before = Opened({})
        if options.at:
            found, before = _with_words(found, options.at, given or b"")
        return finish(at, found, before, plain_on_disk=given is None)


def finish(at: Desk, record: Record, before: Opened, *, plain_on_disk: bool = False) -> int:
    """Seal a record, check what has come of it, write it, and say who can open it."""
    sealed = seal_record(record, at.repository.store, at.repository.settings, at.ring, before)
    done = replace(record, data=sealed.data)
    if problems := errors_of(at.repository, done, record):
        return refused(problems)
    if not sealed.keys and plain_on_disk:
        sys.stdout.write(f"{record.path}: nothing in it has to be sealed.\n")
        return 0
    at.ring.keep()
    write_record(at.repository, done)
    sys.stdout.write(f"{record.path}\n")
    for unit in sealed.keys:
        sys.stdout.write(f"Sealed with the key {shown(unit)}, which {_holders(at, unit)} can open.\n")
    if plain_on_disk:
        sys.stdout.write(
            "Until now it stood there plain. If it was committed, the history has it: tell whoever looks after the "
            "repository. A disk may keep what was overwritten; --at and --stdin never write it.\n"
        )
    return 0


def _with_words(record: Record, place: str, given: bytes) -> tuple[Record, Opened]:
    """The record with the words of standard input in one place, which is sealed even where it need not be."""
    pointer = pointer_of(place)
    try:
        words = given.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        message = "what came in is no text in UTF-8."
        raise CallError(message) from error
    if not words:
        message = "no words came in by standard input."
        raise CallError(message)
    try:
        changed = with_words(record, pointer, words)
    except (KeyError, IndexError, ValueError, AttributeError, TypeError) as error:
        raise CallError(_no_place(place)) from error
    text = next((text for text in texts(record.kind, changed.data) if text.pointer == pointer), None)
    if text is None:
        raise CallError(_no_place(place))
    return changed, Opened({}, places=frozenset({text.place}))


def _no_place(place: str) -> str:
    return f"{place[:80]!r} is no place of narrative in this record: write it like notes.plans or cases.0.notes.risks."


def _holders(at: Desk, unit: Name) -> str:
    """Who can open it; and who might, had they a public key in their record."""
    can = at.ring.people(unit)
    lacking = [person for person in readers(unit, at.staff) if person not in can]
    without = f" ({_names(lacking)} may read it too, and have no public key that it is sealed to)" if lacking else ""
    return f"{_names(can)}{without}"


def _names(people: Iterable[str]) -> str:
    return ", ".join(sorted(people)) or "nobody"
