"""Commits of the main line whose date cannot be gone by, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from supervision_records.history.clock import Doubt
from supervision_records.history.findings.anomaly import Anomaly, anomaly
from supervision_records.history.values import Commit


def wrong_clocks(commits: Sequence[Commit], doubts: Mapping[str, Doubt]) -> Iterator[Anomaly]:
    """Every commit that is in doubt."""
    before: Commit | None = None
    for commit in commits:
        doubt = doubts.get(commit.id)
        if doubt is not None:
            yield anomaly("", doubt.value, commit, _words(doubt, commit, before))
        else:
            before = commit


def _words(doubt: Doubt, commit: Commit, before: Commit | None) -> str:
    name = f"Commit {commit.id[:12]}"
    if doubt is Doubt.NO_DATE:
        return f"{name} has no date of our time."
    if doubt is Doubt.FUTURE:
        return f"{name} is dated {commit.on}, which is later than now."
    earlier = f" ({before.id[:12]}, {before.on})" if before else ""
    return f"{name} is dated {commit.on}, before what was there already{earlier}."
