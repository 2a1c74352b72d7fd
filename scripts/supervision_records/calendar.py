"""Pure date arithmetic: spans of days, months clamped to their end, calendar periods, working days.

A span is a pair of dates, closed at both ends; an open end is ``FOREVER``. ``Spans`` are sorted,
disjoint, and never touch (two that touch are one).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

FOREVER = date.max
BEGINNING = date.min
DAY = timedelta(days=1)

#: The years that records and as-of dates may lie in: arithmetic on them can never leave the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2199


class Span(NamedTuple):
    """A stretch of days, closed at both ends."""

    start: date
    end: date = FOREVER

    def holds(self, day: date) -> bool:
        """Is the day inside?"""
        return self.start <= day <= self.end


Spans = tuple[Span, ...]


@lru_cache(maxsize=1 << 15)
def parse_date(text: str) -> date:
    """A date from ``YYYY-MM-DD``; the schema has vouched for its form. ValueError if the day does not exist."""
    return date(int(text[0:4]), int(text[5:7]), int(text[8:10]))


def next_day(day: date) -> date:
    """The day after, or ``FOREVER`` itself."""
    return day if day == FOREVER else day + DAY


def previous_day(day: date) -> date:
    """The day before, or ``BEGINNING`` itself."""
    return day if day == BEGINNING else day - DAY


def merge(spans: Iterable[Span]) -> Spans:
    """Any spans to ``Spans``: sorted, overlapping or touching ones made one, empty ones dropped."""
    merged: list[Span] = []
    for span in sorted(s for s in spans if s.start <= s.end):
        if merged and span.start <= next_day(merged[-1].end):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def intersect(left: Iterable[Span], right: Iterable[Span]) -> Spans:
    """The days in both."""
    others = tuple(right)
    return merge(Span(max(a.start, b.start), min(a.end, b.end)) for a in left for b in others)


def subtract(left: Iterable[Span], right: Iterable[Span]) -> Spans:
    """The days of ``left`` that are not in ``right``."""
    rest = list(left)
    for cut in merge(right):
        pieces: list[Span] = []
        for span in rest:
            if cut.end < span.start or cut.start > span.end:
                pieces.append(span)
                continue
            if span.start < cut.start:
                pieces.append(Span(span.start, previous_day(cut.start)))
            if cut.end < span.end:
                pieces.append(Span(next_day(cut.end), span.end))
        rest = pieces
    return merge(rest)


def holds(spans: Spans, day: date) -> bool:
    """Is the day in one of the spans?"""
    return any(start <= day <= end for start, end in spans)


def days_in(spans: Spans, first: date, last: date) -> int:
    """How many calendar days of the spans lie from ``first`` to ``last``."""
    total = 0
    for start, end in spans:
        low, high = max(start, first), min(end, last)
        if low <= high:
            total += (high - low).days + 1
    return total


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), clamped to the month's end: 31 August + 6 = 28 or 29 February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > FOREVER.year:
        return FOREVER
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    """Days in a month."""
    return monthrange(year, month)[1]


def add_interval(day: date, interval: Mapping[str, int]) -> date:
    """``day`` plus an interval of ``days``, ``weeks`` or ``months`` (one key)."""
    ((unit, amount),) = interval.items()
    if unit == "months":
        return add_months(day, amount)
    return add_days(day, amount * (7 if unit == "weeks" else 1))


def add_days(day: date, number: int) -> date:
    """``day`` plus a number of days; ``FOREVER`` where the calendar ends first."""
    return day + timedelta(days=number) if number <= (FOREVER - day).days else FOREVER


PERIOD_MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def calendar_period(day: date, unit: str) -> Span:
    """The calendar month, quarter, half year or year that holds the day."""
    months = PERIOD_MONTHS[unit]
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Span(start, previous_day(add_months(start, months)))


def calendar_periods(first: date, last: date, unit: str) -> list[Span]:
    """All calendar periods that have a day from ``first`` to ``last``."""
    periods: list[Span] = []
    day = first
    while day <= last:
        periods.append(calendar_period(day, unit))
        day = next_day(periods[-1].end)
    return periods


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415  (slow to import, and not every verb needs it)

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


@dataclass(frozen=True)
class WorkingDays:
    """Monday to Friday, less the bank holidays of England and Wales, with an organisation's own days."""

    added: frozenset[date] = frozenset()
    removed: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Is it a working day?"""
        if day in self.added:
            return True
        return day.weekday() < 5 and day not in self.removed and day not in _bank_holidays(day.year)

    def count(self, first: date, last: date) -> int:
        """Working days from ``first`` to ``last``, both counted."""
        if last < first:
            return 0
        return sum(
            _count_in_year(self, year, max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))
            for year in range(first.year, last.year + 1)
        )

    def count_in(self, spans: Spans, within: Span) -> int:
        """Working days of the spans that lie within another span."""
        return sum(self.count(max(s.start, within.start), min(s.end, within.end)) for s in spans)

    def add(self, day: date, number: int) -> date:
        """The working day that is ``number`` after ``day``; the day itself is day 0, working or not."""
        while number > 0:
            day += DAY
            if self.is_working(day):
                number -= 1
        return day


@lru_cache(maxsize=256)
def _working_days_of(rules: WorkingDays, year: int) -> tuple[date, ...]:
    first = date(year, 1, 1)
    return tuple(d for n in range(366) if (d := first + timedelta(days=n)).year == year and rules.is_working(d))


def _count_in_year(rules: WorkingDays, year: int, first: date, last: date) -> int:
    days = _working_days_of(rules, year)
    return bisect_right(days, last) - bisect_left(days, first)
