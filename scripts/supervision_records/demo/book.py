"""The book in which a demo is written: records by kind and id, and the file in which each belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from supervision_records.calendar import Span
from supervision_records.demo.clock import Clock, away
from supervision_records.yamlio.emit import to_yaml

Data = dict[str, Any]

FLAT = frozenset({"people", "teams", "cases", "contracts"})
#: The order in which the keys of a session are written; other records are written as they were built.
ORDER = (
    *("type", "protocol", "team", "person", "process", "status", "reason", "date", "start", "minutes", "mode"),
    *("rearranged_for", "setting", "supervisors", "supervisees", "absent", "observers", "deputising_for", "referral"),
    *("cases", "cases_covered", "prepared", "agenda", "notes", "functions", "partnership", "gap"),
    *("reviewed", "actions", "recorded", "filed", "signed", "feedback", "next", "review"),
)
_RANK = {key: number for number, key in enumerate(ORDER)}
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass
class Book:
    """Records on their way to files; a second record of one kind and id is a mistake of the demo's own."""

    records: dict[tuple[str, str], Data] = field(default_factory=dict)

    def add(self, kind: str, name: str, data: Data) -> str:
        """Write a record down; gives its id back."""
        if (kind, name) in self.records:
            message = f"the demo made {kind}/{name} twice"
            raise ValueError(message)
        self.records[kind, name] = data
        return name

    def name(self, kind: str, stem: str) -> str:
        """An id that is not taken yet: the stem itself, or with the next number."""
        name, number = stem, 2
        while (kind, name) in self.records:
            name, number = f"{stem}-{number}", number + 1
        return name

    def files(self) -> Iterator[tuple[str, str]]:
        """All records as (path, text), in the order of their paths."""
        for path, data in sorted((_path(kind, name, data), data) for (kind, name), data in self.records.items()):
            yield path, to_yaml(_ordered(data) if path.startswith("records/sessions/") else data)


def _ordered(session: Data) -> Data:
    return {key: session[key] for key in sorted(session, key=_RANK.__getitem__)}


def _path(kind: str, name: str, data: Data) -> str:
    if kind in FLAT:
        folder = ""
    elif kind == "sessions":
        folder = f"{data['team']}/{data['date'].year}/"
    else:
        day = next(data[key] for key in ("from", "opened", "on") if isinstance(data.get(key), date))
        folder = f"{day.year}/"
    return f"records/{kind}/{folder}{name}.yaml"


@dataclass
class Scene:
    """What a builder of one service works with: the book, the days, and its own source of chance."""

    book: Book
    clock: Clock
    rng: Random
    away: dict[str, list[Span]] = field(default_factory=dict)

    def absent(self, who: str, day: date) -> bool:
        """Is somebody absent on the day?"""
        return away(self.away.get(who, ()), day)

    def add(self, kind: str, stem: str, data: Data) -> str:
        """Write a record down under the first free id made of the stem; gives the id."""
        return self.book.add(kind, self.book.name(kind, stem), data)

    def case_id(self) -> str:
        """A new random case id."""
        while True:
            name = "c-" + "".join(self.rng.choices(_ALPHABET, k=8))
            if ("cases", name) not in self.book.records:
                return name

    def met(self, day: date, who: str, kind: str) -> bool:
        """Is there a session of this kind for somebody on that day?"""
        return ("sessions", f"{day}-{who}-{kind}") in self.book.records

    def session(self, day: date, kind: str, data: Data) -> str:
        """Write a session down; its id is the day, who it was for, and its type."""
        who = (data["supervisees"] or data["supervisors"])[0]
        return self.add("sessions", f"{day}-{who}-{kind}", {"type": kind, "date": day, **data})
