"""Random small repositories for one protocol, whose dates fall on or next to the dates that matter.

Every date is made from one that is there already, by an interval that some rule uses, and a day more or less at
times; so due dates, month ends and the ends of scopes are hit often. No repository breaks what ``check`` refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from .days import ONE, Working, later
from .focus import Focus
from .world import ISL, JNT, STK, TEL, WTW

T = TypeVar("T")
Entry = dict[str, Any]

#: Where the worlds begin: at the protocol's coming into force, at month ends, leap days, Easter and Christmas.
COMMON = ("2023-08-31", "2023-12-29", "2024-01-31", "2024-02-29", "2024-12-30", "2025-04-17", "2026-01-01")
STARTS = {
    JNT: ("2013-06-20", *COMMON),
    STK: ("2017-05-01", *COMMON),
    WTW: ("2013-10-01", *COMMON),
    ISL: ("2016-09-02", *COMMON),
    TEL: ("2020-01-01", "2023-12-31", "2024-01-01", "2024-06-30", *COMMON),
}
INTERVALS: dict[str, Sequence[Entry]] = {
    JNT: ({"months": 6}, {"months": 3}, {"months": 1}, {"days": 20}),
    STK: ({"days": 28}, {"days": 14}, {"months": 3}),
    WTW: ({"weeks": 4}, {"weeks": 2}, {"days": 21}, {"days": 10}, {"months": 12}),
    ISL: ({"months": 1}, {"weeks": 2}, {"days": 21}, {"days": 10}, {"days": 45}),
    TEL: ({"months": 1}, {"weeks": 6}, {"months": 3}, {"months": 2}, {"months": 6}, {"months": 12}),
}
CONTRACTS: dict[str, Sequence[Entry]] = {
    STK: ({"weeks": 4},),
    WTW: ({"weeks": 4}, {"weeks": 2}, {"weeks": 3}, {"days": 27}, {"days": 28}, {"days": 10}, {"months": 1}),
    ISL: ({"weeks": 4}, {"weeks": 2}, {"weeks": 3}, {"days": 27}, {"days": 28}, {"days": 10}, {"calendar": "month"}),
    TEL: ({"months": 1}, {"months": 2}, {"weeks": 6}, {"weeks": 5}, {"weeks": 4}, {"days": 31}, {"days": 32}),
}
ROLES = {
    JNT: ("social-worker", "mental-health-worker", "team-manager"),
    STK: ("nurse", "social-worker", "family-nurse"),
    WTW: ("teacher", "designated-lead", "head"),
    ISL: ("social-worker", "practice-supervisor", "team-manager", "contact-officer", "business-support"),
    TEL: ("practitioner", "team-leader", "volunteer", "volunteer-lead", "practitioner"),
}
TYPES = {
    JNT: ("joint",),
    STK: ("partnership", "partnership", "partnership", "group"),
    WTW: ("case", "case", "case", "case", "informal", "group"),
    ISL: ("case", "case", "case", "case", "personal", "informal", "group", "decision", "oversight"),
    TEL: ("case", "case", "case", "personal", "personal", "personal", "informal", "volunteer", "group"),
}
AGENCIES = ("childrens-service", "mental-health", "health", "education", "early-help")


@dataclass(frozen=True)
class Repository:
    """Records (kind → id → data), the date as of which they are judged, and the organisation's own working days."""

    protocol: str
    today: date
    records: dict[str, dict[str, Entry]]
    added: frozenset[date] = frozenset()
    removed: frozenset[date] = frozenset()

    @property
    def working(self) -> Working:
        """Its working days."""
        return Working(self.added, self.removed)


@dataclass
class Maker:
    """Makes one repository, piece by piece; ``known`` are the dates that there are so far.

    All chance comes from ``pick``, which gives a whole number from one to another: drawn by Hypothesis, which can
    make a failing repository small, or by a seeded generator, which is faster.
    """

    pick: Callable[[int, int], int]
    protocol: str
    focus: Focus
    start: date
    known: list[date] = field(default_factory=list)
    records: dict[str, dict[str, Entry]] = field(default_factory=dict)

    # Choices

    def chance(self, percent: int) -> bool:
        """True so often; it shrinks towards False."""
        return self.pick(0, 99) >= 100 - percent

    def odds(self, what: str, percent: int) -> bool:
        """True so often, unless the focus has other odds for it."""
        return self.chance(self.focus.odds.get(what, percent))

    def one(self, choices: Sequence[T]) -> T:
        """One of the choices; it shrinks towards the first."""
        return choices[self.pick(0, len(choices) - 1)]

    def some(self, choices: Sequence[str], least: int, most: int) -> list[str]:
        """A few different ones of the choices, in any order."""
        left = list(choices)
        number = self.pick(min(least, len(left)), min(most, len(left)))
        return [left.pop(self.pick(0, len(left) - 1)) for _ in range(number)]

    # Dates

    def note(self, when: date) -> date:
        """Remember a date, so that others come to lie near it; none strays too far from the world's start."""
        low, high = self.start - timedelta(60), self.start + timedelta(620)
        when = min(max(when, low), high)
        self.known.append(when)
        return when

    def beside(self, when: date) -> date:
        """The date itself, or at times the day before or after."""
        return when + timedelta(self.one((0, 0, 0, -1, 1)))

    def early(self) -> date:
        """A date around the world's start."""
        return self.note(self.start + timedelta(self.one((0, -30, -1, 1, 15, 31, -45))))

    def near(self) -> date:
        """A date at, or an interval away from, some known date, give or take a day."""
        return self.note(self.beside(self.away(self.one(self.known))))

    def usual(self, when: date) -> date:
        """The date the focus's interval later, or at times a day before or after that, or further away."""
        when = later(when, self.focus.interval)
        return self.note(self.beside(when) if self.chance(85) else self.near())

    def away(self, when: date) -> date:
        """Another date an interval, some weeks or some working days away, or the end of the month."""
        way = self.pick(0, 9)
        if way in {0, 1}:
            return when
        if way in {2, 3, 4}:
            return later(when, self.one(INTERVALS[self.protocol]))
        if way in {5, 6}:
            return Working().after(when, 5 * (way - 4))
        if way in {7, 8}:
            return when + timedelta(self.pick(-3, 60))
        return later(when.replace(day=1), {"months": 1}) - ONE

    def after(self, when: date) -> date:
        """A date not before another, at an interval or a few days from it."""
        return self.note(max(when, self.beside(self.away(when))))

    def span(self, start: date, percent: int) -> Entry:
        """``from`` and, so often, ``to``."""
        entry: Entry = {"from": str(start)}
        if self.chance(percent):
            entry["to"] = str(max(start, self.after(start)))
        return entry

    def add(self, kind: str, prefix: str, data: Entry) -> str:
        """Put a record into the repository and tell its id."""
        folder = self.records.setdefault(kind, {})
        id_ = f"{prefix}-{len(folder) + 1:08}" if kind == "cases" else f"{prefix}-{len(folder) + 1}"
        folder[id_] = data
        return id_

    def ids(self, kind: str) -> list[str]:
        """The ids of a kind so far."""
        return list(self.records.get(kind, {}))
