"""The days of a demo: where its history starts, where it is judged, and the working days between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from supervision_records.calendar import DAY, Span, WorkingDays, add_months


@dataclass(frozen=True)
class Clock:
    """``start`` is the first day of the records, ``as_of`` the day on which they are judged."""

    as_of: date
    start: date
    days: WorkingDays = field(default_factory=WorkingDays)

    def ago(self, days: int) -> date:
        """The day so many days before the as-of date."""
        return self.as_of - timedelta(days=days)

    def months_ago(self, months: int, day: int = 1) -> date:
        """A day of the calendar month so many months before that of the as-of date."""
        return add_months(self.as_of.replace(day=1), -months).replace(day=day)

    def turn(self, day: date) -> int:
        """How many calendar months before the as-of date's month the day lies."""
        return (self.as_of.year - day.year) * 12 + self.as_of.month - day.month

    def months(self) -> list[date]:
        """The first day of each month of the history, oldest first."""
        return [self.months_ago(n) for n in range(self.turn(self.start), -1, -1)]

    def forward(self, day: date) -> date:
        """The day itself, or the next working day."""
        while not self.days.is_working(day):
            day += DAY
        return day

    def back(self, day: date) -> date:
        """The day itself, or the working day before."""
        while not self.days.is_working(day):
            day -= DAY
        return day

    def after(self, day: date, number: int) -> date:
        """So many working days later; 0 is the day itself."""
        return self.days.add(day, number)

    def before(self, number: int) -> date:
        """The working day from which the as-of date is so many working days away."""
        day = self.back(self.as_of)
        for _ in range(number):
            day = self.back(day - DAY)
        return day


def away(spans: Iterable[Span], day: date) -> bool:
    """Is the day in one of the absences?"""
    return any(span.start <= day <= span.end for span in spans)


def step(clock: Clock, day: date, days: int, absent: Sequence[Span]) -> date:
    """So many days later, days of absence not counted, moved back to a day at work (never to ``day`` or before)."""
    goal = day
    while days > 0:
        goal += DAY
        days -= not away(absent, goal)
    found = goal
    while found > day and (away(absent, found) or not clock.days.is_working(found)):
        found -= DAY
    return found if found > day else clock.forward(goal)


def rhythm(clock: Clock, days: int, absent: Sequence[Span], first: date | None = None) -> list[date]:
    """Working days at a steady distance, from ``first`` (default: soon after the start) up to the as-of date."""
    day = first or step(clock, clock.start, days, absent)
    found = []
    while day <= clock.as_of:
        found.append(day)
        day = step(clock, day, days, absent)
    return found


def school_holidays(clock: Clock) -> list[Span]:
    """The days on which a school is closed, for all years of the history and the one after."""
    spans = [
        Span(date(year, *first), date(year + (last < first), *last))
        for year in range(clock.start.year - 1, clock.as_of.year + 1)
        for first, last in _CLOSURES
    ]
    return [span for span in spans if span.end >= clock.start]


_CLOSURES = (
    ((2, 16), (2, 20)),
    ((3, 30), (4, 10)),
    ((5, 25), (5, 29)),
    ((7, 22), (9, 1)),
    ((10, 26), (10, 30)),
    ((12, 21), (1, 2)),
)
