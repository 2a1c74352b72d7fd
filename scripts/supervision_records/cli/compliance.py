"""The verb ``compliance``: what the protocols demand against what the records show."""

from __future__ import annotations

import argparse
import sys

from supervision_records.assess import assess
from supervision_records.cli.evidence import evidence_for
from supervision_records.cli.shared import as_of_date, known, repository_of, unfit
from supervision_records.model import Assessment, Finding
from supervision_records.report import COMPLIANCE, ComplianceResult
from supervision_records.summary import CUTS


def run(options: argparse.Namespace) -> int:
    """The verb ``compliance``: what the protocols demand against what the records show."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    chosen = {name: getattr(options, name) for name in CUTS if getattr(options, name)}
    known(repository, chosen)
    as_of = as_of_date(options, repository)
    only = set(chosen["rule"]) if "rule" in chosen else None
    working, evidence = repository.settings.working_days, evidence_for(repository, options.evidence)
    assessment = assess(repository.store, repository.protocols, working, as_of, only, evidence)
    findings = tuple(f for f in assessment.findings if all(_matches(f, cut, chosen[cut]) for cut in chosen))
    words = "".join(f", {cut} {' or '.join(values)}" for cut, values in chosen.items())
    result = ComplianceResult(Assessment(as_of, findings, assessment.problems), repository.protocols, words)
    sys.stdout.write(COMPLIANCE[options.format](result))
    breached = options.fail_on == "breach" and bool(result.breaches)
    return 1 if breached or result.unknown or repository.store.refused or assessment.problems else 0


def _matches(finding: Finding, cut: str, values: list[str]) -> bool:
    return (CUTS[cut](finding) or "-") in values
