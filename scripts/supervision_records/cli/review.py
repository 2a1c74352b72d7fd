"""The verb ``review``: a change in plain words, for whoever made it and whoever has to look at it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from supervision_records.cli.check_since import result_of
from supervision_records.cli.compliance_since import repository_by, verdicts_of
from supervision_records.cli.cut import Cut
from supervision_records.cli.shared import as_of_date, unfit
from supervision_records.cli.since import Opened, names_of, of_change
from supervision_records.codeowners import at
from supervision_records.facts import gather
from supervision_records.model import Problem
from supervision_records.privacy import notes
from supervision_records.report.review import REVIEW, ReviewResult, paper, unfit_paper
from supervision_records.review.asked import Asked, asked
from supervision_records.review.brought import brought
from supervision_records.review.remaining import remaining
from supervision_records.rules.bench import Bench
from supervision_records.since.change import Judged, Unfit, judge_change
from supervision_records.since.told import further
from supervision_records.store import printable


def run(options: argparse.Namespace) -> int:
    """Tell the change; exit status 1 if anything in it is wrong, as ``check --since`` has it."""
    return of_change(options, lambda root, change: _tell(root, change, options))


def _tell(root: Path, change: Opened, options: argparse.Namespace) -> int:
    names, wrong = names_of(root, options.at)
    if wrong:
        return _unfit(wrong, options)
    judged = judge_change(
        change.before, change.after, change.by, change.on_the_way, names=names, agreed=options.allow_rule_changes
    )
    if isinstance(judged, Unfit):
        return _unfit(judged.problems, options)
    result = _result(root, change, judged, options)
    sys.stdout.write(REVIEW[options.format](paper(result)))
    return 1 if result.check.errors else 0


def _unfit(problems: Iterable[Problem], options: argparse.Namespace) -> int:
    found = tuple(problems)
    if options.format != "text":
        sys.stdout.write(REVIEW[options.format](unfit_paper(found)))
    return unfit(found)


def _result(root: Path, change: Opened, judged: Judged, options: argparse.Namespace) -> ReviewResult:
    before, after = (repository_by(root, judged.used, store) for store in (judged.base, judged.store))
    as_of = as_of_date(options, after)
    since = verdicts_of(before, after, change, as_of, Cut({}))
    check = result_of(judged, change.revision)
    bench = Bench(gather(after.store, after.settings.working_days, as_of), after.protocols)
    return ReviewResult(
        brought(judged.records, judged.base, judged.store, judged.paths),
        check,
        since,
        remaining(judged.records, judged.store, since.whole.assessment, bench),
        _asked(change, judged),
        frozenset(map(printable, judged.paths.removed)),
        (*(further(check.since) if check.since else ()), *notes(judged.settings)),
        options.files_at or "",
    )


def _asked(change: Opened, judged: Judged) -> tuple[Asked, ...]:
    """Whom the forge asks: by the file that is there before the change, as the forge itself goes by it."""
    forge = judged.settings.forge
    text = at(change.before.files, forge.file) if forge else None
    return asked(text.decode("utf-8", "replace"), judged.paths.all) if text else ()
