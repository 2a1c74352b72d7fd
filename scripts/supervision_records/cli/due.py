"""The verb ``due``: what is coming up and what is overdue, as a list, a digest or a calendar."""

from __future__ import annotations

import argparse
import sys

from supervision_records.ahead import Item, ahead
from supervision_records.assess import assess
from supervision_records.cli.evidence import evidence_for
from supervision_records.cli.shared import as_of_date, known, not_judged, repository_of, unfit
from supervision_records.facts import gather
from supervision_records.report.due import FORMATS, DueResult
from supervision_records.rules.bench import Bench
from supervision_records.writing import write_file

CUTS = ("team", "supervisor", "person")


def run(options: argparse.Namespace) -> int:
    """List, or write the calendar to the file that was named."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    chosen = {cut: getattr(options, cut) for cut in CUTS if getattr(options, cut)}
    known(repository, chosen)
    as_of = as_of_date(options, repository)
    working = repository.settings.working_days
    assessment = assess(repository.store, repository.protocols, working, as_of, evidence=evidence_for(repository))
    bench = Bench(gather(repository.store, working, as_of), repository.protocols)
    items = tuple(item for item in ahead(assessment, bench, options.days) if _wanted(item, chosen))
    name = ", ".join(f"{cut} {' and '.join(values)}" for cut, values in chosen.items()) or "everybody"
    result = DueResult(as_of, options.days, name, items)
    if options.ics:
        write_file(options.ics, FORMATS["ics"](result).encode(), replace=True)
        sys.stdout.write(f"{len(items)} events written to {options.ics}.\n")
    else:
        sys.stdout.write(FORMATS[options.format](result))
    return not_judged(assessment.problems)


def _wanted(item: Item, chosen: dict[str, list[str]]) -> bool:
    return all(getattr(item, cut) in values for cut, values in chosen.items())
