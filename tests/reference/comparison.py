"""Puts the package's findings beside the naive judge's, and says where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pprint import pformat

from supervision_records.model import Finding

from .judge import COVERED, judge
from .verdict import Verdict
from .worlds import Repository


def as_verdicts(findings: Iterable[Finding]) -> list[Verdict]:
    """The findings of the covered rules as verdicts, sorted."""
    return sorted(
        Verdict(
            one.rule,
            one.form,
            one.subject.kind,
            one.subject.id,
            one.part or "",
            one.start,
            one.end,
            str(one.status),
            one.due,
            one.days_late,
        )
        for one in findings
        if (one.rule, one.form) in COVERED
    )


def judged(repository: Repository) -> list[Verdict]:
    """What the naive judge finds in a repository."""
    return judge(repository.records, repository.today, repository.working)


def difference(package: list[Verdict], reference: list[Verdict], repository: Repository) -> str:
    """Nothing where both agree; else the verdicts that only one of them came to, and the repository."""
    theirs, ours = Counter(package), Counter(reference)
    if theirs == ours:
        return ""
    lines = [f"as of {repository.today}, following {repository.protocol}:"]
    lines += [f"  only the package:   {_line(one)}" for one in sorted((theirs - ours).elements())]
    lines += [f"  only the reference: {_line(one)}" for one in sorted((ours - theirs).elements())]
    if repository.added or repository.removed:
        lines.append(f"  working days added {sorted(repository.added)}, removed {sorted(repository.removed)}")
    return "\n".join([*lines, pformat(repository.records, width=150, sort_dicts=False)])


def _line(one: Verdict) -> str:
    late = f", {one.days_late} late" if one.days_late else ""
    part = f" {one.part}" if one.part else ""
    return f"{one.rule} {one.form} {one.kind}/{one.id}{part} {one.start}..{one.end} {one.status}, due {one.due}{late}"
