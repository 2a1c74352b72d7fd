"""The verb ``about``: everything held about one member of staff, for whoever answers a subject access request."""

from __future__ import annotations

import argparse
import sys

from supervision_records.about import held_about
from supervision_records.cli.shared import known, not_judged, repository_of, unfit
from supervision_records.report.about import FORMATS, AboutResult


def run(options: argparse.Namespace) -> int:
    """List it; exit status 1 if a record could not be read, and so not be looked through."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    known(repository, {"person": [options.person]})
    found = tuple(held_about(options.person, repository.store))
    sys.stdout.write(FORMATS[options.format](AboutResult(options.person, found)))
    return not_judged(repository.store.errors)
