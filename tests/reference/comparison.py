"""Puts the package's findings beside the naive judge's, and says where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pprint import pformat

from supervision_records.model import Finding

from .judge import COVERED, judge
from .verdict import Verdict
from .world import Past, World
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


def wrong_teams(findings: Iterable[Finding], repository: Repository) -> list[str]:
    """The findings about people, sessions and cases that name another team than that of the last day judged."""
    world = World(repository.records, repository.today, repository.working)
    return [
        f"{one.rule} {one.subject.kind}/{one.subject.id} {one.start}..{one.end} as of {repository.today}: {one.team}"
        for one in findings
        if one.team not in _teams(world, one, min(one.end, repository.today))
    ]


def _teams(world: World, finding: Finding, when: date) -> set[str | None]:
    """The teams that the finding may belong to on the day; a case may have two."""
    kind, id_ = finding.subject.kind, finding.subject.id
    if kind == "session":
        return {world.records["sessions"][id_]["team"]}
    if kind == "person":
        post = world.post(id_, when)
        return {post["team"] if post else None}
    if kind == "case":
        entries = world.records["cases"][id_]["teams"]
        followed = [(one["team"], world.stretch(one) & world.follows(one["team"], finding.protocol)) for one in entries]
        there = {team for team, days in followed if when in days and when in world.open(id_)}
        return {*there} or {None}
    return {finding.team}


def judged(repository: Repository, past: Past | None = None) -> list[Verdict]:
    """What the naive judge finds in a repository, by its claims or by its past."""
    return judge(repository.records, repository.today, repository.working, past)


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
