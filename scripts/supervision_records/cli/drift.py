"""The verb ``drift``: orphans, leavers, waiting signatures and the like, as a list for those entitled."""

from __future__ import annotations

import argparse
import sys

from supervision_records.cli.shared import as_of_date, known, not_judged, repository_of, unfit
from supervision_records.drift import drift
from supervision_records.facts import gather
from supervision_records.report.drift import FORMATS
from supervision_records.rules.bench import Bench


def run(options: argparse.Namespace) -> int:
    """List what was found, of all teams or of some."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    known(repository, {"team": options.team})
    as_of, settings = as_of_date(options, repository), repository.settings
    bench = Bench(gather(repository.store, settings.working_days, as_of), repository.protocols)
    most = options.most or settings.most_supervised
    found = [each for each in drift(bench, most) if not options.team or (each.team or "-") in options.team]
    sys.stdout.write(FORMATS[options.format](found))
    return not_judged(repository.store.errors)
