"""What the records say, as dated facts indexed for judging, with the as-of date already applied to evidence.

Evidence (sessions, signatures, milestones …) dated after the as-of date is not here. Plans (posts,
allocations, teams, statuses, contracts' ends, absences, closures) are, as written. A record is taken as
it stands, whatever ``check`` says of its consistency: a reference that leads nowhere has no posts, no team.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from supervision_records.calendar import DAY, FOREVER, Span, Spans, WorkingDays, merge, parse_date
from supervision_records.model import Data, Record
from supervision_records.store import Store

#: A date, under another name where a field is called ``date``.
Day = date


def span_of(entry: Data) -> Span:
    """The span of a mapping with ``from`` and, if it ended, ``to``."""
    to = entry.get("to")
    return Span(parse_date(entry["from"]), parse_date(to) if to else FOREVER)


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a person: where, as what, and when."""

    team: str
    role: str
    span: Span
    case_holding: bool
    term_time: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff or a volunteer."""

    id: str
    path: str
    posts: tuple[Post, ...]
    qualifications: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Team:
    """A team, the protocols it follows and when, and the days it is closed."""

    id: str
    path: str
    data: Data
    agency: str
    follows: Mapping[str, Spans]
    closures: Spans


@dataclass(frozen=True, slots=True)
class Case:
    """A case: its life, the teams that answer for it, whom it is allocated to, its milestones."""

    id: str
    path: str
    data: Data
    life: Span
    teams: tuple[tuple[str, Span], ...]
    allocations: tuple[tuple[str, Span], ...]
    family: str | None
    milestones: Mapping[str, tuple[date, ...]]

    def allocated_to(self, person: str, day: date) -> bool:
        """Is the case allocated to the person that day, open or not?"""
        return any(who == person and span.holds(day) for who, span in self.allocations)


@dataclass(frozen=True, slots=True)
class Session:
    """A session dated on or before the as-of date, held or not."""

    id: str
    path: str
    data: Data
    date: Day
    protocol: str
    team: str
    type: str
    status: str
    supervisors: tuple[str, ...]
    supervisees: tuple[str, ...]
    cases: Mapping[str, Data]

    @property
    def key(self) -> tuple[Day, str]:
        """Earlier or later: by date, and on one day by id."""
        return (self.date, self.id)

    @property
    def held(self) -> bool:
        """Did it take place?"""
        return self.status == "held"


@dataclass(frozen=True, slots=True)
class Contract:
    """A supervision contract, and the days on which it is in force (None: not signed by all, or over before)."""

    id: str
    path: str
    data: Data
    protocol: str
    supervisors: tuple[str, ...]
    supervisees: tuple[str, ...]
    starts: date
    in_force: Span | None


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence, merged from records that overlap or have no working day between them."""

    id: str
    person: str
    start: date
    end: date
    records: tuple[Record, ...]

    @property
    def ended(self) -> bool:
        """Has it an end on record?"""
        return self.end != FOREVER


@dataclass(frozen=True)
class Facts:
    """All facts for one as-of date. Lists are in the order of (date, id)."""

    as_of: date
    working: WorkingDays
    teams: Mapping[str, Team]
    people: Mapping[str, Person]
    cases: Mapping[str, Case]
    contracts: Mapping[str, Contract]
    sessions: Mapping[str, tuple[Session, ...]]
    absences: Mapping[str, tuple[Absence, ...]]
    dated: Mapping[str, tuple[tuple[date, Record], ...]]
    allocations_of: Mapping[str, tuple[tuple[Case, Span], ...]] = field(repr=False)
    families: Mapping[str, tuple[Case, ...]] = field(repr=False)
    referrals: Mapping[str, Record] = field(repr=False)

    def seen(self, day: str | None) -> date | None:
        """A date of evidence, or None where there is none yet."""
        if day is None:
            return None
        parsed = parse_date(day)
        return parsed if parsed <= self.as_of else None

    def post_on(self, person: str, day: date) -> Post | None:
        """The post a person holds that day, if any."""
        known = self.people.get(person)
        return next((p for p in known.posts if p.span.holds(day)), None) if known else None

    def role_on(self, person: str, day: date) -> str | None:
        """The person's role that day."""
        post = self.post_on(person, day)
        return post.role if post else None

    def agency_on(self, person: str, day: date) -> str | None:
        """The agency of the team of the person's post that day."""
        post = self.post_on(person, day)
        team = self.teams.get(post.team) if post else None
        return team.agency if team else None

    def qualified(self, person: str, name: str, day: date) -> bool:
        """Has the person the qualification that day?"""
        known = self.people.get(person)
        return known is not None and any(q == name and span.holds(day) for q, span in known.qualifications)

    def holding_days(self, person: str) -> Spans:
        """The days on which the person has an open case allocated."""
        return merge(_within_life(case, span) for case, span in self.allocations_of.get(person, ()))

    def absent_days(self, person: str) -> Spans:
        """The days away: absences (without an end: until the as-of date), and closures for a term-time post."""
        away = [Span(a.start, a.end if a.ended else self.as_of) for a in self.absences.get(person, ())]
        return merge([*away, *(span for span, _ in self.closed_days(person))])

    def closed_days(self, person: str) -> list[tuple[Span, str]]:
        """The closures that are days away for a term-time post, each with the record of the team."""
        known = self.people.get(person)
        found: list[tuple[Span, str]] = []
        for post in known.posts if known else ():
            team = self.teams.get(post.team)
            if post.term_time and team:
                closed = (Span(max(c.start, post.span.start), min(c.end, post.span.end)) for c in team.closures)
                found += [(span, team.path) for span in closed if span.start <= span.end]
        return found


def place_of(team: Team, kind: str) -> str | None:
    """The team itself, or its locality, borough or organisation (which may be written as a number)."""
    if kind == "team":
        return team.id
    return str(team.data[kind]) if kind in team.data else None


def _within_life(case: Case, span: Span) -> Span:
    return Span(max(case.life.start, span.start), min(case.life.end, span.end))


def gather(store: Store, working: WorkingDays, as_of: date) -> Facts:
    """Records to facts for one as-of date."""
    records = store.records
    cases = {i: _case(r, as_of) for i, r in records.get("cases", {}).items()}
    dated = {kind: _dated(records.get(kind, {}).values(), key, as_of) for kind, key in DATED.items()}
    return Facts(
        as_of=as_of,
        working=working,
        teams={i: _team(r) for i, r in records.get("teams", {}).items()},
        people={i: _person(r) for i, r in records.get("people", {}).items()},
        cases=cases,
        contracts={i: _contract(r, as_of) for i, r in records.get("contracts", {}).items()},
        sessions=_sessions(records.get("sessions", {}).values(), as_of),
        absences=_absences(records.get("absences", {}).values(), working),
        dated=dated,
        allocations_of=_allocations_of(cases.values()),
        families=_families(cases.values()),
        referrals={record.id: record for _, record in dated["referrals"]},
    )


#: The kinds that are dated facts themselves, and the key of their date.
DATED: Mapping[str, str] = {
    "referrals": "on",
    "audits": "on",
    "observations": "on",
    "escalations": "opened",
    "handovers": "on",
    "assurance": "on",
}


def _dated(records: Iterable[Record], key: str, as_of: date) -> tuple[tuple[date, Record], ...]:
    dated = ((parse_date(r.data[key]), r) for r in records)
    return tuple(sorted(((day, r) for day, r in dated if day <= as_of), key=lambda pair: (pair[0], pair[1].id)))


def _person(record: Record) -> Person:
    posts = tuple(
        Post(p["team"], p["role"], span_of(p), p.get("case_holding", False), p.get("term_time", False))
        for p in record.data["posts"]
    )
    return Person(
        record.id,
        record.path,
        tuple(sorted(posts, key=lambda p: p.span)),
        tuple((q["name"], span_of(q)) for q in record.data.get("qualifications", ())),
    )


def _team(record: Record) -> Team:
    follows: dict[str, list[Span]] = defaultdict(list)
    for entry in record.data["protocols"]:
        follows[entry["protocol"]].append(span_of(entry))
    return Team(
        record.id,
        record.path,
        record.data,
        record.data["agency"],
        {protocol: merge(spans) for protocol, spans in follows.items()},
        merge(span_of(c) for c in record.data.get("closures", ())),
    )


def _case(record: Record, as_of: date) -> Case:
    data = record.data
    closed = data.get("closed")
    return Case(
        record.id,
        record.path,
        data,
        Span(parse_date(data["opened"]), parse_date(closed) if closed else FOREVER),
        tuple((t["team"], span_of(t)) for t in data["teams"]),
        tuple((a["person"], span_of(a)) for a in data["allocations"]),
        str(data["family"]) if "family" in data else None,
        {name: _milestone(value, as_of) for name, value in data.get("milestones", {}).items()},
    )


def _milestone(value: Any, as_of: date) -> tuple[date, ...]:
    days = (parse_date(v) for v in ([value] if isinstance(value, str) else value))
    return tuple(sorted({d for d in days if d <= as_of}))


def _contract(record: Record, as_of: date) -> Contract:
    data = record.data
    starts = parse_date(data["starts"])
    parties = {*data["supervisors"], *data["supervisees"]}
    signed: dict[str, date] = {}
    for entry in data["signed"]:
        on = parse_date(entry["on"])
        if on <= as_of:
            signed[entry["by"]] = min(on, signed.get(entry["by"], on))
    span = None
    if parties <= signed.keys():
        begins = max(starts, *(signed[p] for p in parties))
        ends = parse_date(data["ends"]) if "ends" in data else FOREVER
        span = Span(begins, ends) if begins <= ends else None
    return Contract(
        record.id,
        record.path,
        data,
        data["protocol"],
        tuple(data["supervisors"]),
        tuple(data["supervisees"]),
        starts,
        span,
    )


def _sessions(records: Iterable[Record], as_of: date) -> dict[str, tuple[Session, ...]]:
    by_protocol: dict[str, list[Session]] = defaultdict(list)
    for record in records:
        data = record.data
        day = parse_date(data["date"])
        if day > as_of:
            continue
        cases: dict[str, Data] = {}
        for entry in data.get("cases", ()):
            cases[entry["case"]] = _both(cases[entry["case"]], entry) if entry["case"] in cases else entry
        by_protocol[data["protocol"]].append(
            Session(
                record.id, record.path, data, day, data["protocol"], data["team"], data["type"], data["status"],
                tuple(data["supervisors"]), tuple(data["supervisees"]), cases,
            )
        )  # fmt: skip
    return {protocol: tuple(sorted(found, key=lambda s: s.key)) for protocol, found in by_protocol.items()}


def _both(first: Data, second: Data) -> Data:
    """A case that one session lists twice: what either marks as urgent or significant is."""
    marks = {key: True for key in ("urgent", "significant") if first.get(key) or second.get(key)}
    return {**second, **first, **marks}


def _absences(records: Iterable[Record], working: WorkingDays) -> dict[str, tuple[Absence, ...]]:
    by_person: dict[str, list[tuple[Span, Record]]] = defaultdict(list)
    for record in records:
        span = span_of(record.data)
        if span.start <= span.end:
            by_person[record.data["person"]].append((span, record))
    return {person: tuple(_merged(person, found, working)) for person, found in by_person.items()}


def _merged(person: str, found: list[tuple[Span, Record]], working: WorkingDays) -> Iterable[Absence]:
    current: Absence | None = None
    for span, record in sorted(found, key=lambda pair: (pair[0].start, pair[1].id)):
        if current and (not current.ended or not working.count(current.end + DAY, span.start - DAY)):
            end = max(current.end, span.end)
            current = Absence(current.id, person, current.start, end, (*current.records, record))
        else:
            if current:
                yield current
            current = Absence(record.id, person, span.start, span.end, (record,))
    if current:
        yield current


def _allocations_of(cases: Iterable[Case]) -> dict[str, tuple[tuple[Case, Span], ...]]:
    found: dict[str, list[tuple[Case, Span]]] = defaultdict(list)
    for case in cases:
        for person, span in case.allocations:
            found[person].append((case, span))
    return {person: tuple(entries) for person, entries in found.items()}


def _families(cases: Iterable[Case]) -> dict[str, tuple[Case, ...]]:
    found: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.family is not None:
            found[case.family].append(case)
    return {family: tuple(members) for family, members in found.items()}
