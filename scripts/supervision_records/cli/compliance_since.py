"""``compliance --since``: which breaches a change brings and which it mends, both sides judged as of the same date."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from supervision_records.assess import assess
from supervision_records.cli.cut import Cut
from supervision_records.cli.evidence import evidence_for
from supervision_records.cli.shared import CallError, as_of_date, known, unfit
from supervision_records.cli.since import Opened, names_of, of_change
from supervision_records.model import Assessment
from supervision_records.report.results import ComplianceResult
from supervision_records.report.since import SINCE
from supervision_records.report.since_result import SinceResult
from supervision_records.repository import Repository
from supervision_records.since.contents import differing
from supervision_records.since.findings import compare_findings
from supervision_records.since.problems import compare
from supervision_records.since.states import Rules, read_rules, remembering
from supervision_records.store import Store, printable, read_store


def run(options: argparse.Namespace) -> int:
    """Compare the findings before and after; the exit status is as ``--fail-on`` says."""
    if options.format not in SINCE:
        message = f"--since is told in {', '.join(SINCE)}, not in {options.format}."
        raise CallError(message)
    return of_change(options, lambda root, change: _judge(root, change, options))


def _judge(root: Path, change: Opened, options: argparse.Namespace) -> int:
    names, wrong = names_of(root, options.at)
    rules = read_rules(change.by or change.after.files, names)
    if wrong or rules.problems:
        return unfit((*wrong, *rules.problems))
    judge = remembering()
    before = read_store(change.before.files, rules.schemas, judge=judge)
    after = read_store(change.after.files, rules.schemas, change.after.ignored, judge)
    result = _compared(repository_by(root, rules, before), repository_by(root, rules, after), change, options)
    sys.stdout.write(SINCE[options.format](result))
    return _status(result, options.fail_on)


def _compared(before: Repository, after: Repository, change: Opened, options: argparse.Namespace) -> SinceResult:
    """Judge both sides by the same rules, and cut what comes of it as the call asks."""
    cut = Cut.of(options)
    _known(before, after, cut)
    as_of = as_of_date(options, after)
    return verdicts_of(before, after, change, as_of, cut, options.evidence)


def verdicts_of(
    before: Repository, after: Repository, change: Opened, as_of: date, cut: Cut, asked: str | None = None
) -> SinceResult:
    """Judge both sides as of the same date and by the same evidence, and compare."""
    evidence = evidence_for(after, asked)
    old, new = (
        assess(side.store, side.protocols, side.settings.working_days, as_of, cut.rules, evidence)
        for side in (before, after)
    )
    found = tuple(filter(cut, new.findings))
    verdicts = compare_findings(filter(cut, old.findings), found, as_of)
    touched = {printable(path) for path in differing(change.before.contents, change.after.contents).all}
    whole = ComplianceResult(Assessment(as_of, found, new.problems), after.protocols, str(cut))
    return SinceResult(change.revision, whole, verdicts, compare(old.problems, new.problems, touched))


def _known(before: Repository, after: Repository, cut: Cut) -> None:
    """A cut by what neither side has is refused; by what the change takes away, it is not."""
    try:
        known(after, cut.chosen)
    except CallError:
        known(before, cut.chosen)


def repository_by(root: Path, rules: Rules, store: Store) -> Repository:
    """The records of one side, with what they are judged by."""
    return Repository(root, rules.schemas, rules.settings, rules.protocols, store, (), {})


def _status(result: SinceResult, fail_on: str) -> int:
    """1 for what the change keeps from being judged or told, and for breaches as the call says.

    ``new`` gives an all-clear only where all could be compared: nothing refused on either side, nothing that cannot be
    told any more. A breach that is gone since what it was about has left the scope is none that was mended.
    """
    unjudged, verdicts = result.unjudged, result.verdicts
    if unjudged.brought or verdicts.unknown:
        return 1
    if fail_on == "breach":
        return 1 if result.whole.breaches or result.whole.unknown or unjudged.left else 0
    if fail_on == "new":
        return 1 if verdicts.new or verdicts.lost or unjudged.left or unjudged.mended else 0
    return 0
