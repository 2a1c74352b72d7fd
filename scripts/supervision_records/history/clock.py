"""Which commits of the main line have a date that cannot be gone by. Pure: the present moment is an argument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from supervision_records.history.values import Commit

#: How far the clocks of two honest machines may differ, in seconds.
TOLERANCE = 5 * 60


class Doubt(StrEnum):
    """Why a date cannot be gone by."""

    NO_DATE = "no-date"  # what stands there is no date of our time
    BACKWARDS = "clock-backwards"  # before that of a commit that was there already
    FUTURE = "clock-ahead"  # later than now


def doubts(commits: Sequence[Commit], now: int) -> Mapping[str, Doubt]:
    """By commit, what is wrong with its date. ``commits`` are the main line, oldest first; ``now`` is in seconds.

    A commit that is dated ahead of now does not make the honest ones after it look late.
    """
    found: dict[str, Doubt] = {}
    latest = 0
    for commit in commits:
        if commit.at is None:
            found[commit.id] = Doubt.NO_DATE
        elif commit.at > now + TOLERANCE:
            found[commit.id] = Doubt.FUTURE
        elif commit.at < latest - TOLERANCE:
            found[commit.id] = Doubt.BACKWARDS
        else:
            latest = max(latest, commit.at)
    return found
