"""The verb ``list``: whom a rule applies to now, or the cases of absent staff."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from supervision_records.cli.shared import CallError, as_of_date, known, not_judged, repository_of, unfit
from supervision_records.lists import AbsentCase, InScope, absent_cases, in_scope
from supervision_records.report.lists import LISTS


def run(options: argparse.Namespace) -> int:
    """The verb ``list``: whom a rule applies to now, or the cases of absent staff."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    as_of, working = as_of_date(options, repository), repository.settings.working_days
    rows: Sequence[InScope | AbsentCase]
    if options.what == "absent":
        rows = absent_cases(repository.store, working, as_of)
    else:
        known(repository, {"rule": [options.what]})
        rules = [
            r for p in repository.protocols.values() for r in p.rules if (r.id, r.form) == (options.what, "cadence")
        ]
        if not rules:
            message = (
                f"{options.what} does not come round (it is no cadence), so there is no list of whom it applies to."
            )
            raise CallError(message)
        rows = in_scope(repository.store, repository.protocols, working, as_of, rules[0])
    sys.stdout.write(LISTS[options.format](rows))
    return not_judged(repository.store.errors)
