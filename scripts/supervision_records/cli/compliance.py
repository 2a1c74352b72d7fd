"""The verb ``compliance``: what the protocols demand against what the records show."""

from __future__ import annotations

import argparse
import sys

from supervision_records.assess import assess
from supervision_records.cli.cut import Cut
from supervision_records.cli.evidence import evidence_for
from supervision_records.cli.shared import as_of_date, known, needs_since, repository_of, unfit
from supervision_records.model import Assessment
from supervision_records.report.compliance_formats import COMPLIANCE
from supervision_records.report.results import ComplianceResult


def run(options: argparse.Namespace) -> int:
    """The verb ``compliance``: what the protocols demand against what the records show."""
    if options.since is not None:
        from supervision_records.cli import compliance_since  # noqa: PLC0415  (no verdict of today needs any of it)

        return compliance_since.run(options)
    if options.rules is not None and options.at is None:
        from supervision_records.cli import compliance_rules  # noqa: PLC0415  (as above)

        return compliance_rules.run(options)
    needs_since(options)
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    cut = Cut.of(options)
    known(repository, cut.chosen)
    as_of = as_of_date(options, repository)
    working, evidence = repository.settings.working_days, evidence_for(repository, options.evidence)
    assessment = assess(repository.store, repository.protocols, working, as_of, cut.rules, evidence)
    findings = tuple(filter(cut, assessment.findings))
    result = ComplianceResult(Assessment(as_of, findings, assessment.problems), repository.protocols, str(cut))
    sys.stdout.write(COMPLIANCE[options.format](result))
    breached = options.fail_on == "breach" and bool(result.breaches)
    return 1 if breached or result.unknown or repository.store.refused or assessment.problems else 0
