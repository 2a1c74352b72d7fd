"""What the records say about one day or another, looked up the slow way: a scope is a set of days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from .days import ONE, Working, day, walk

Data = Mapping[str, Any]
Days = frozenset[date]
T = TypeVar("T")

JNT = "joint-supervision"
STK = "partnership-supervision"
WTW = "school-supervision"
ISL = "case-management-supervision"
TEL = "strengthening-families"

IN_FORCE = {
    JNT: date(2013, 6, 20),
    STK: date(2017, 5, 1),
    WTW: date(2013, 10, 1),
    ISL: date(2016, 9, 2),
    TEL: date(2020, 1, 1),
}


@dataclass(frozen=True)
class Absence:
    """The absences of one person that are one: known by the first record's id; ``last`` is None if it has no end."""

    id: str
    first: date
    last: date | None
    days: Days
    records: tuple[Data, ...]


@dataclass(frozen=True)
class Past:
    """What each record was, and from which day on, the earliest first; ``blind`` where nobody can look."""

    versions: Mapping[tuple[str, str], list[tuple[date, Data]]]
    blind: bool = False


def dates_in(value: object) -> Iterable[date]:
    """Every date anywhere inside a value of a record."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from dates_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from dates_in(inner)
    elif isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-" and value[:4].isdigit():
        yield day(value)


class World:
    """The records (kind → id → data) as they look on the as-of date ``today``."""

    def __init__(
        self, records: Mapping[str, Mapping[str, Data]], today: date, working: Working, past: Past | None = None
    ) -> None:
        self.past = past
        self.records = records
        self.today = today
        self.working = working
        self.answers: dict[object, Any] = {}
        known = [today, *dates_in(records)]
        self.first = min(known) - ONE
        self.last = max(known) + timedelta(days=400)

    def all(self, kind: str) -> list[tuple[str, Data]]:
        """All records of a kind, by id."""
        return sorted(self.records.get(kind, {}).items())

    # The history of the records

    def done_by(self, kind: str, id_: str, claimed: date, stands: Callable[[Data], bool]) -> date | None:
        """The day by which what is claimed was done: not before its own day, nor before it stood in the repository.

        Without a history it is the day that is claimed.
        """
        if self.past is None or self.past.blind:
            return claimed
        came = [when for when, data in self.past.versions.get((kind, id_), ()) if stands(data)]
        return max(claimed, came[0]) if came and came[0] <= self.today else None

    # Stretches of days

    def days(self, first: str | date, last: str | date | None = None) -> Days:
        """The days from one to the other; without an end, all that are left."""
        start = day(first) if isinstance(first, str) else first
        end = day(last) if isinstance(last, str) else last or self.last
        return self.once(("days", start, end), lambda: frozenset(walk(max(start, self.first), min(end, self.last))))

    def once(self, question: object, answer: Callable[[], T]) -> T:
        """The answer to a question, found only once: this judge is slow enough as it is."""
        if question not in self.answers:
            self.answers[question] = answer()
        found: T = self.answers[question]
        return found

    def stretch(self, entry: Data) -> Days:
        """The days of an entry with ``from`` and perhaps ``to``."""
        return self.days(entry["from"], entry.get("to"))

    def stretches(self, entries: Iterable[Data]) -> Days:
        """The days of any of the entries."""
        return frozenset().union(*(self.stretch(entry) for entry in entries))

    def unbroken(self, scope: Days) -> list[tuple[date, date]]:
        """The scope cut into unbroken periods; one without an end goes to ``date.max``."""
        periods: list[tuple[date, date]] = []
        for when in sorted(scope):
            if when - ONE in scope:
                periods[-1] = (periods[-1][0], when)
            else:
                periods.append((when, when))
        return [(start, date.max if end == self.last else end) for start, end in periods]

    # People

    def post(self, person: str, when: date) -> Data | None:
        """The person's post on a day."""
        for post in self.records["people"][person]["posts"]:
            if when in self.stretch(post):
                return dict(post)
        return None

    def role(self, person: str, when: date) -> str | None:
        """The person's role on a day."""
        post = self.post(person, when)
        return post["role"] if post else None

    def agency(self, person: str, when: date) -> str | None:
        """The agency of the person's team on a day."""
        post = self.post(person, when)
        return self.records["teams"][post["team"]]["agency"] if post else None

    def qualified(self, person: str, name: str, when: date) -> bool:
        """Did the person have a qualification on a day?"""
        held = self.records["people"][person].get("qualifications", [])
        return any(one["name"] == name and when in self.stretch(one) for one in held)

    def follows(self, team: str, protocol: str) -> Days:
        """The days on which a team follows a protocol that is in force."""
        entries = [one for one in self.records["teams"][team]["protocols"] if one["protocol"] == protocol]
        return self.once(("follows", team, protocol), lambda: self.stretches(entries) & self.days(IN_FORCE[protocol]))

    def staff(self, person: str, protocol: str, fits: Callable[[str], bool] = lambda _: True) -> Days:
        """The days on which the person has a post of a fitting role in a team that follows the protocol."""
        found: Days = frozenset()
        for post in self.records["people"][person]["posts"]:
            if fits(post["role"]):
                found |= self.stretch(post) & self.follows(post["team"], protocol)
        return found

    def case_holding(self, person: str) -> Days:
        """The days on which the person's post says that it holds cases, or an open case is allocated to them."""
        return self.once(("case-holding", person), lambda: self._case_holding(person))

    def _case_holding(self, person: str) -> Days:
        found = self.stretches(post for post in self.records["people"][person]["posts"] if post.get("case_holding"))
        for case, _ in self.all("cases"):
            found |= self.open(case) & self.allocated(case, person)
        return found

    # Absences

    def absences(self, person: str) -> list[Absence]:
        """The person's absences, those that overlap or have no working day between them made one."""
        groups: list[list[tuple[str, Data]]] = []
        for item in sorted(
            ((id_, data) for id_, data in self.all("absences") if data["person"] == person),
            key=lambda pair: (pair[1]["from"], pair[0]),
        ):
            if groups and self._joins(groups[-1], day(item[1]["from"])):
                groups[-1].append(item)
            else:
                groups.append([item])
        return [self._merged(group) for group in groups]

    def _joins(self, group: list[tuple[str, Data]], start: date) -> bool:
        last = self._last(group)
        return last is None or start <= last or self.working.between(last, start) == 0

    def _last(self, group: list[tuple[str, Data]]) -> date | None:
        if any("to" not in data for _, data in group):
            return None
        return max(day(data["to"]) for _, data in group)

    def _merged(self, group: list[tuple[str, Data]]) -> Absence:
        """All days from the first to the last are absent days; without an end, those up to the as-of date."""
        first_id, data = group[0]
        first, last = day(data["from"]), self._last(group)
        return Absence(first_id, first, last, self.days(first, last or self.today), tuple(one for _, one in group))

    def absent(self, person: str) -> Days:
        """All absent days of a person: absences, and for a term-time post the closures of its team."""
        return self.once(("absent", person), lambda: self._absent(person))

    def _absent(self, person: str) -> Days:
        found: Days = frozenset()
        for absence in self.absences(person):
            found |= absence.days
        for post in self.records["people"][person]["posts"]:
            if post.get("term_time"):
                closures = self.records["teams"][post["team"]].get("closures", [])
                found |= self.stretch(post) & self.stretches(closures)
        return found

    def working_days(self, days: Iterable[date]) -> int:
        """How many of the days are working days?"""
        return sum(1 for when in days if self.working.works(when))

    # Cases

    def open(self, case: str) -> Days:
        """The days on which the case is open."""
        data = self.records["cases"][case]
        return self.days(data["opened"], data.get("closed"))

    def allocated(self, case: str, person: str) -> Days:
        """The days on which the case is allocated to the person."""
        return self.stretches(one for one in self.records["cases"][case]["allocations"] if one["person"] == person)

    def case_of(self, case: str, protocol: str, agency: str | None = None) -> Days:
        """The days on which it is a case of the protocol (through a team of the agency, where one is named)."""
        found: Days = frozenset()
        for entry in self.records["cases"][case]["teams"]:
            if agency in {None, self.records["teams"][entry["team"]]["agency"]}:
                found |= self.stretch(entry) & self.follows(entry["team"], protocol)
        return found & self.open(case)

    # Contracts

    def in_force(self, contract: Data) -> Days:
        """The days on which the contract is in force; a signature after the as-of date is not there yet."""
        start = day(contract["starts"])
        for party in [*contract["supervisors"], *contract["supervisees"]]:
            signed = [day(one["on"]) for one in contract["signed"] if one["by"] == party]
            signed = [when for when in signed if when <= self.today]
            if not signed:
                return frozenset()
            start = max(start, min(signed))
        return self.days(start, contract.get("ends"))

    def contracts(self, protocol: str) -> list[tuple[str, Data]]:
        """All contracts of the protocol."""
        return [(id_, data) for id_, data in self.all("contracts") if data["protocol"] == protocol]

    # Sessions

    def own(self, protocol: str, *types: str) -> list[tuple[str, Data]]:
        """Held sessions of the protocol and types up to the as-of date, the earlier first."""
        found = [
            (id_, data)
            for id_, data in self.all("sessions")
            if data["protocol"] == protocol and data["type"] in types and data["status"] == "held"
            if day(data["date"]) <= self.today
        ]
        return sorted(found, key=lambda pair: (pair[1]["date"], pair[0]))


def one_to_one(session: Data) -> bool:
    """Exactly one supervisee; two supervisors are no matter."""
    return len(session["supervisees"]) == 1


def discussed(session: Data) -> list[str]:
    """The cases that the session discussed."""
    return [one["case"] for one in session.get("cases", [])]
