"""The designed cases. Days are counted back from the as-of date, months from the opening or the last session."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from supervision_records.calendar import DAY, add_months
from supervision_records.demo.clock import Clock

Faults = Collection[str]


@dataclass(frozen=True)
class CaseStory:
    """A case: days ago that it opened (None: with the records) and closed, a shorter interval, its sessions.

    A session is (days ago, what is wrong with it). ``steady`` are sessions so many days off the due date, each
    ``every`` months from the one before, from the opening on.
    """

    opened: int | None
    sessions: tuple[tuple[int, Faults], ...] = ()
    closed: int | None = None
    months: int | None = None
    every: int | None = None
    off: int = 0

    def days(self, clock: Clock) -> list[tuple[date, Faults]]:
        """The sessions as dates."""
        return [(clock.back(clock.ago(ago)), faults) for ago, faults in self.sessions] + list(self._steady(clock))

    def _steady(self, clock: Clock) -> list[tuple[date, Faults]]:
        days: list[tuple[date, Faults]] = []
        day = clock.start if self.opened is None else clock.ago(self.opened)
        while self.every and (day := add_months(day, self.every) + self.off * DAY) <= clock.as_of - timedelta(days=10):
            days.append((day, ()))
        return days


CASES = (
    # Each session on the very day it is due; and each a day after.
    CaseStory(None, every=6),
    CaseStory(None, every=6, off=1),
    # Never taken to joint supervision.
    CaseStory(240),
    # High risk, every three months by agreement: kept, then not.
    CaseStory(330, ((250, ()), (170, ()), (20, ())), months=3),
    # Closed as the protocol asks, closed without a step-down considered, and closed without any session.
    CaseStory(300, ((150, ()), (60, ("closing",))), closed=40),
    CaseStory(300, ((150, ()), (60, ("closing", "JNT-6"))), closed=40),
    CaseStory(200, (), closed=45),
    # One fault a session; the newest is so fresh that nothing is written up.
    CaseStory(
        350,
        (
            (300, ("JNT-2",)),
            (280, ()),
            (200, ("JNT-3",)),
            (120, ("JNT-4",)),
            (60, ("JNT-5",)),
            (1, ("fresh",)),
        ),
    ),
)
