"""The verb ``demands``: every demand of the protocols, what enforces it and what tests it."""

from __future__ import annotations

import argparse
import sys

from supervision_records.assess import assess
from supervision_records.cli.evidence import evidence_for
from supervision_records.cli.shared import as_of_date, not_judged, repository_of, unfit
from supervision_records.demands import trace
from supervision_records.report.demands import DEMANDS


def run(options: argparse.Namespace) -> int:
    """The verb ``demands``: every demand of the protocols, what enforces it and what tests it."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    as_of = as_of_date(options, repository)
    working, evidence = repository.settings.working_days, evidence_for(repository)
    assessment = assess(repository.store, repository.protocols, working, as_of, evidence=evidence)
    traced = trace(repository.protocols, assessment.findings, repository.tests)
    sys.stdout.write(DEMANDS[options.format](traced))
    return 1 if any(t.faults for t in traced) or not_judged(assessment.problems) else 0
