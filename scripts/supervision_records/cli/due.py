"""The verb ``due``: what is coming up and what is overdue, as a list, a digest or a calendar."""

from __future__ import annotations

import argparse
import sys

from supervision_records.ahead import Item, ahead
from supervision_records.announced import Reader, announcement, announcement_id, new_to, told
from supervision_records.assess import assess
from supervision_records.cli import retention
from supervision_records.cli.evidence import evidence_for
from supervision_records.cli.shared import CallError, as_of_date, known, not_judged, repository_of, unfit
from supervision_records.facts import gather
from supervision_records.report.due import FORMATS, DueResult
from supervision_records.repository import Repository
from supervision_records.rules.bench import Bench
from supervision_records.store import right_path
from supervision_records.writing import write_file, write_files
from supervision_records.yamlio.emit import to_yaml

CUTS = ("team", "supervisor", "person")


def run(options: argparse.Namespace) -> int:
    """List, or write the calendar to the file that was named."""
    if options.retention:
        return retention.run(options)
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    chosen = {cut: getattr(options, cut) for cut in CUTS if getattr(options, cut)}
    known(repository, chosen)
    reader = _reader(chosen) if options.announce or options.only_new else None
    as_of = as_of_date(options, repository)
    working = repository.settings.working_days
    assessment = assess(repository.store, repository.protocols, working, as_of, evidence=evidence_for(repository))
    bench = Bench(gather(repository.store, working, as_of), repository.protocols)
    items = tuple(item for item in ahead(assessment, bench, options.days) if _wanted(item, chosen))
    if reader:
        items = new_to(items, told(repository.store.records["announcements"].values(), reader, as_of))
    name = ", ".join(f"{cut} {' and '.join(values)}" for cut, values in chosen.items()) or "everybody"
    result = DueResult(as_of, options.days, name, items)
    if options.ics:
        write_file(options.ics, FORMATS["ics"](result).encode(), replace=True)
        sys.stdout.write(f"{len(items)} events written to {options.ics}.\n")
    else:
        sys.stdout.write(FORMATS[options.format](result))
    if reader and options.announce and items:
        sys.stdout.flush()  # Said first: what could not be kept is said again, what was kept unsaid never would be.
        _keep(repository, reader, result)
    return not_judged(assessment.problems)


def _reader(chosen: dict[str, list[str]]) -> Reader:
    """Whom it is for: what somebody has been told is kept for each reader by itself."""
    readers = [(cut, value) for cut, values in chosen.items() for value in values]
    if len(readers) != 1:
        message = "--announce and --only-new are for one reader: one --team, one --supervisor or one --person."
        raise CallError(message)
    return readers[0]


def _keep(repository: Repository, reader: Reader, result: DueResult) -> None:
    """Write the record of the announcement, never over another one."""
    data = announcement(result.as_of, reader, result.items)
    record_id = announcement_id(result.as_of, reader, repository.store.records["announcements"])
    path = right_path("announcements", record_id, {"on": result.as_of.isoformat()})
    write_files(repository.root, {path: to_yaml(data).encode()}, replace=False)
    sys.stderr.write(f"Kept as {path}.\n")


def _wanted(item: Item, chosen: dict[str, list[str]]) -> bool:
    return all(getattr(item, cut) in values for cut, values in chosen.items())
