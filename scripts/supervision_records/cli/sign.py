"""The verb ``sign``: add a signature to a record, with the fingerprint of what was signed."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from difflib import get_close_matches
from typing import Any

from supervision_records.cli.shared import CallError, repository_of, unfit
from supervision_records.clock import today
from supervision_records.model import Data, Record
from supervision_records.repository import Repository
from supervision_records.signatures import LATER, fingerprint
from supervision_records.store import named
from supervision_records.writing import write_files
from supervision_records.yamlio import load
from supervision_records.yamlio.append import with_entry


def run(options: argparse.Namespace) -> int:
    """Write one line into the record's file; the rest of the file stays as it is."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    record = _record(repository, options.record)
    if options.by not in repository.store.records["people"]:
        message = f"there is no person {options.by!r}."
        raise CallError(message)
    entry = _entry(record, options)
    if any({**entry, "on": old["on"]} == old for old in record.data.get("signed", ())):
        sys.stdout.write(f"{options.by} has signed it already, as it is now.\n")
        return 0
    text = (repository.root / record.path).read_text(encoding="utf-8")
    signed = with_entry(text, record.data, "signed", entry)
    document, problems = load(record.path, signed.encode())
    wanted = {**record.data, "signed": [*record.data.get("signed", ()), _plain(entry)]}
    if document is None or document.data != wanted or repository.schemas.validate(record.kind, document) or problems:
        message = f"{record.path} is written in a way that cannot be added to. Add the line yourself: {entry}"
        raise CallError(message)
    write_files(repository.root, {record.path: signed.encode()}, replace=True)
    sys.stdout.write(f"Signed by {options.by}: {record.path}. Submit it as you would any change, in your own name.\n")
    return 0


def _record(repository: Repository, wanted: str) -> Record:
    """The session or contract that the call names, by its path or as KIND/ID."""
    name = named(wanted.replace("\\", "/").removeprefix("./"))
    kind, _, record_id = wanted.partition("/") if name is None else (name.kind, "", name.id)
    records = repository.store.records.get(kind, {}) if kind in LATER else {}
    if record_id not in records:
        close = get_close_matches(record_id, records, 1)
        hint = f" Did you mean {kind}/{close[0]}?" if close else f" Name a record of {' or '.join(LATER)} as KIND/ID."
        message = f"there is no record {wanted!r} that can be signed.{hint}"
        raise CallError(message)
    return records[record_id]


def _entry(record: Record, options: argparse.Namespace) -> dict[str, Any]:
    on: date = options.on or today()
    entry: dict[str, Any] = {"by": options.by, "on": on.isoformat(), "of": fingerprint(record.kind, record.data)}
    if options.not_agreed:
        entry |= {"agreed": False, **({"comment": {"held": options.held}} if options.held else {})}
    elif options.held:
        message = "--held says where it is written what somebody does not agree with: add --not-agreed."
        raise CallError(message)
    return entry


def _plain(entry: Data) -> dict[str, Any]:
    return dict(entry)
