"""The verb ``read``: who has read a protocol exactly as it is now, and to say so oneself."""

from __future__ import annotations

import argparse
import sys

from supervision_records.cli.shared import CallError, as_of_date, known, not_judged, repository_of, unfit
from supervision_records.clock import today
from supervision_records.encode import lines
from supervision_records.facts import gather
from supervision_records.repository import Repository
from supervision_records.rules.bench import Bench
from supervision_records.versions import exact, readers
from supervision_records.writing import write_files
from supervision_records.yamlio import load
from supervision_records.yamlio.append import with_entry


def run(options: argparse.Namespace) -> int:
    """Note it in the person's record, or list everybody who works by the protocol."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    known(repository, {"protocol": [options.protocol]})
    return _note(repository, options) if options.by else _list(repository, options)


def _list(repository: Repository, options: argparse.Namespace) -> int:
    as_of, protocol = as_of_date(options, repository), repository.protocols[options.protocol]
    bench = Bench(gather(repository.store, repository.settings.working_days, as_of), repository.protocols)
    found = list(readers(bench, repository.store.records["people"], protocol))
    said = [
        f"{r.person}  {r.team}  "
        + (f"read on {r.on}" if r.on else f"an earlier version on {r.before}" if r.before else "–")
        for r in sorted(found, key=lambda r: (r.on is not None, r.team, r.person))
    ]
    read = sum(r.on is not None for r in found)
    sys.stdout.write(lines([*said, f"{read} of {len(found)} have read this version, {exact(protocol)}."]))
    return not_judged(repository.store.errors)


def _note(repository: Repository, options: argparse.Namespace) -> int:
    """Add one line to the person's record; the rest of the file stays as it is."""
    record = repository.store.records["people"].get(options.by)
    if record is None:
        message = f"there is no person {options.by!r}."
        raise CallError(message)
    protocol = repository.protocols[options.protocol]
    day = (options.on or today()).isoformat()
    entry = {"protocol": protocol.id, "of": exact(protocol), "on": day}
    if any((e["protocol"], e["of"]) == (protocol.id, entry["of"]) for e in record.data.get("read", ())):
        sys.stdout.write(f"{record.id} has said so already.\n")
        return 0
    text = with_entry((repository.root / record.path).read_text(encoding="utf-8"), record.data, "read", entry)
    document, problems = load(record.path, text.encode())
    if document is None or problems or document.data != {**record.data, "read": [*record.data.get("read", ()), entry]}:
        message = f"{record.path} is written in a way that cannot be added to. Add the line yourself: {entry}"
        raise CallError(message)
    write_files(repository.root, {record.path: text.encode()}, replace=True)
    sys.stdout.write(f"Noted in {record.path}. Submit it as you would any change, in your own name.\n")
    return 0
