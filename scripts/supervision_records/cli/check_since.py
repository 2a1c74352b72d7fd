"""``check --since``: what a change brings, mends, and does to the records and to what judges them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from supervision_records.cli.shared import CallError, unfit
from supervision_records.cli.since import Opened, names_of, of_change
from supervision_records.privacy import notes
from supervision_records.report.check_formats import CHECK
from supervision_records.report.results import CheckResult
from supervision_records.since.change import Judged, Unfit, judge_change
from supervision_records.since.told import Told, sentences


def run(options: argparse.Namespace) -> int:
    """Judge the change; exit status 1 if it brings an error."""
    if options.paths:
        message = "a PATH and --since do not go together: what the change touches is what is shown."
        raise CallError(message)
    return of_change(options, lambda root, change: _judge(root, change, options))


def _judge(root: Path, change: Opened, options: argparse.Namespace) -> int:
    names, wrong = names_of(root, options.at)
    if wrong:
        return unfit(wrong)
    judged = judge_change(
        change.before, change.after, change.by, change.on_the_way, names=names, agreed=options.allow_rule_changes
    )
    if isinstance(judged, Unfit):
        return unfit(judged.problems)
    result = result_of(judged, change.revision)
    sys.stdout.write(CHECK[options.format](result))
    return 1 if result.errors else 0


def result_of(judged: Judged, revision: str) -> CheckResult:
    """What is told of a change."""
    store = judged.store
    told = Told(revision, judged.records, judged.compared.mended, len(judged.compared.left), judged.guarded.said)
    said = (*sentences(told), *notes(judged.settings))
    return CheckResult(judged.compared.brought, store.seen, store.judged, store.refused, said, told)
