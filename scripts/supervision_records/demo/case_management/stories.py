"""The designed stories: who is supervised how, so that each rule is kept, broken, due and excused.

A turn is a number of calendar months before that of the as-of date (0 is the current one). What a worker's line does
not name, goes well.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Absent(NamedTuple):
    """An absence in working days before the as-of date; ``decided``: working days from its start to re-allocation."""

    start: int
    end: int | None
    decided: int | None = None


@dataclass(frozen=True)
class WorkerStory:
    """One worker: the rules broken at each turn, absences, and the days between sessions by contract."""

    faults: Mapping[int, Collection[str]] = field(default_factory=dict)
    absences: tuple[Absent, ...] = ()
    days: int | None = None


WORKERS = (
    # One fault a month; the session of the current month is so fresh that nothing is written up ("fresh").
    WorkerStory(
        {
            0: ["fresh", "ISL-2", "ISL-15"],
            1: ["ISL-6"],
            2: ["ISL-13"],
            3: ["ISL-2", "ISL-7"],
            4: ["ISL-15"],
            5: ["ISL-17"],
            6: ["ISL-1"],
            7: ["informal"],
            8: ["ISL-6-urgent", "informal"],
        }
    ),
    # Not yet supervised this month (due); last month's session missed one case; one was recorded on the last day.
    WorkerStory({0: ["ISL-1"], 1: ["ISL-2"], 3: ["last-day"]}),
    # A long absence, well managed: decided early, gap on the record, seen soon after the return.
    WorkerStory({}, (Absent(170, 130, 4),)),
    # The same, managed badly: decided late, no gap on the record, seen late.
    WorkerStory({4: ["ISL-3", "ISL-4"], 5: ["ISL-3", "ISL-4"], 3: ["ISL-3"]}, (Absent(150, 100, 13),)),
    # Away now, with no end yet, and nobody has decided what becomes of the cases.
    WorkerStory({}, (Absent(48, None),)),
    # Came back from three weeks away two days ago: supervision is due first thing.
    WorkerStory({0: ["ISL-1"]}, (Absent(19, 3, 10),)),
    # Went off some days ago, and no end is known: the decision is due.
    WorkerStory({}, (Absent(6, None),)),
    # In the assessed first year: every two weeks by contract, with one long gap.
    WorkerStory({4: ["ISL-5"], 7: ["ISL-5"]}, days=14),
)

OFFICERS = (
    WorkerStory({0: ["fresh"], 2: ["ISL-12-agenda"], 4: ["ISL-12"]}),
    WorkerStory({0: ["ISL-12"]}, (Absent(120, 85),)),
)

#: The first team's deputy: not yet supervised this month, and missed once before.
DEPUTY: Mapping[int, Collection[str]] = {0: ["ISL-10"], 6: ["ISL-10"]}
#: The first team's practice supervisor is away in the month so many months ago, from the 2nd to this day.
SUPERVISOR_ABSENCE = (5, 27)
#: The first team's decisions and reviews: working days before the as-of date, and what goes wrong with each.
DECISIONS: tuple[tuple[int, Collection[str]], ...] = (
    (1, ("fresh",)),
    (25, ()),
    (50, ("ISL-8", "ISL-9")),
    (75, ("ISL-8-filing",)),
)
