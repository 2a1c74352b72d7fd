"""Dates the slow way: a stretch of time is the set of its days, and every sum walks from day to day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

ONE = timedelta(days=1)


def day(text: str) -> date:
    """A date from its text in a record."""
    return date.fromisoformat(text)


def walk(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both included."""
    while first <= last:
        yield first
        first += ONE


def months_later(start: date, months: int) -> date:
    """The same day so many months later (or earlier); where that month is too short, its last day."""
    year, month = start.year, start.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in {0, 13}:
            year, month = (year + 1, 1) if month else (year - 1, 12)
    number = start.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def later(start: date, interval: Mapping[str, int]) -> date:
    """The day an interval of days, weeks or months after the start."""
    if "months" in interval:
        return months_later(start, interval["months"])
    return start + timedelta(days=interval.get("days", 0), weeks=interval.get("weeks", 0))


@cache
def period_of(when: date, months: int) -> tuple[date, date]:
    """First and last day of the calendar month (1), quarter (3), half year (6) or year (12) around a day."""
    first = when.replace(day=1)
    while (first.month - 1) % months:
        first = months_later(first, -1)
    return first, months_later(first, months) - ONE


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


@dataclass(frozen=True)
class Working:
    """Which days are worked: Monday to Friday, less bank holidays, and the organisation's own changes."""

    added: frozenset[date] = field(default=frozenset())
    removed: frozenset[date] = field(default=frozenset())

    def works(self, when: date) -> bool:
        """Is it a working day?"""
        if when in self.added:
            return True
        return when.weekday() < 5 and when not in bank_holidays(when.year) and when not in self.removed

    def after(self, when: date, number: int) -> date:
        """The working day so many working days later; the day itself is day 0."""
        while number:
            when += ONE
            number -= self.works(when)
        return when

    def between(self, first: date, last: date) -> int:
        """How many working days lie strictly between two days."""
        return sum(1 for when in walk(first + ONE, last - ONE) if self.works(when))
