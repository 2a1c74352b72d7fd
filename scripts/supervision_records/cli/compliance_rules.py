"""``compliance --rules REV``: the same records by the rules of another commit, and what that would change.

So new rules can be tried on what has been, before they are adopted: where a protocol says that it is in force from a
later day, it is judged as if it had been in force all along.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from supervision_records.assess import assess
from supervision_records.calendar import add_months
from supervision_records.cli.compliance_since import repository_by
from supervision_records.cli.cut import Cut
from supervision_records.cli.evidence import evidence_for
from supervision_records.cli.shared import CallError, as_of_date, known, repository_of, unfit
from supervision_records.files import Disk
from supervision_records.history.command import GitError
from supervision_records.history.ignored import ignored
from supervision_records.history.revision import at_revision
from supervision_records.model import Assessment, Protocol
from supervision_records.report.results import ComplianceResult
from supervision_records.report.since import SINCE
from supervision_records.report.since_result import SinceResult
from supervision_records.repository import Repository
from supervision_records.since.findings import compare_findings
from supervision_records.since.problems import compare
from supervision_records.since.states import read_rules
from supervision_records.store import FOLDER, read_store

#: A protocol that is new is judged as if it had been in force for so many months.
MONTHS = 12


def run(options: argparse.Namespace) -> int:
    """Judge by the rules that are here and by the others, and tell what differs; the status is as the call says."""
    if options.format not in SINCE:
        message = f"--rules is told in {', '.join(SINCE)}, not in {options.format}."
        raise CallError(message)
    here = repository_of(options)
    if here.fatal:
        return unfit(here.fatal)
    as_of = as_of_date(options, here)
    try:
        with at_revision(here.root, options.rules) as revision:
            rules, commit = read_rules(revision, here.settings.names), revision.commit
    except GitError as error:
        sys.stderr.write(f"supervision compliance: {error}\nNothing was judged.\n")
        return 3
    if rules.problems:
        return unfit(rules.problems)
    proposed = replace(rules, protocols=in_force_already(rules.protocols, here.protocols, as_of))
    store = read_store(Disk(here.root), rules.schemas, ignored(here.root, FOLDER))
    result = _compared(here, repository_by(here.root, proposed, store), commit, as_of, options)
    sys.stdout.write(SINCE[options.format](result))
    bad = result.verdicts.new if options.fail_on == "new" else result.whole.breaches
    return 1 if result.unjudged.brought or result.verdicts.unknown or (options.fail_on != "never" and bad) else 0


def in_force_already(
    proposed: Mapping[str, Protocol], now: Mapping[str, Protocol], as_of: date
) -> Mapping[str, Protocol]:
    """The proposed protocols, each in force since the one that it replaces was, or for the last year if it is new."""
    since = {name: now[name].in_force if name in now else add_months(as_of, -MONTHS) for name in proposed}
    return {name: replace(each, in_force=min(each.in_force, since[name])) for name, each in proposed.items()}


def _compared(
    here: Repository, other: Repository, commit: str, as_of: date, options: argparse.Namespace
) -> SinceResult:
    cut = Cut.of(options)
    try:
        known(other, cut.chosen)
    except CallError:
        known(here, cut.chosen)  # what the proposed rules leave out may still be asked for
    old, new = (
        assess(
            side.store,
            side.protocols,
            side.settings.working_days,
            as_of,
            cut.rules,
            evidence_for(side, options.evidence),
        )
        for side in (here, other)
    )
    found = tuple(filter(cut, new.findings))
    whole = ComplianceResult(Assessment(as_of, found, new.problems), other.protocols, str(cut))
    verdicts = compare_findings(filter(cut, old.findings), found, as_of)
    return SinceResult(commit, whole, verdicts, compare(old.problems, new.problems, set()), proposed=True)
