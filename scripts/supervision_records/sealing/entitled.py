"""Who is entitled to a key on a day, and why: from posts, allocations, contracts, sessions and the settings. Pure.

Only who has a post that day is entitled to anything. Being entitled is one thing, having a public key in one's record
another (``publics``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervision_records.facts import Case, Facts
from supervision_records.model import Record
from supervision_records.sealing.age import is_usable
from supervision_records.store import Name, Store
from supervision_records.yamlio import find


class Why(StrEnum):
    """Why somebody may read, the nearest reason first."""

    WORKER = "holds the case"
    SUPERVISEE = "is supervised"
    SUPERVISOR = "supervises"
    NAMED = "is named in the record"
    LINE = "manages the team, or supervises who does"
    AUDITOR = "is an auditor"


#: Kinds whose records have a key of their own: the people in them who may read it, by their places.
NAMED: Mapping[str, tuple[str, ...]] = {
    "sessions": ("supervisors.*", "supervisees.*"),
    "audits": ("auditor",),
    "observations": ("practitioner", "observer"),
    "escalations": ("person", "steps.*.with.*"),
    "assurance": ("lead",),
}
#: Where such a record says whose line of managers may read it: a team, or a person, whose team it is.
_TEAM = {"sessions": "team", "audits": "team", "assurance": "team"}
_PERSON = {"observations": "practitioner", "escalations": "person"}

_Found = Iterator[tuple[str, Why]]


@dataclass(frozen=True)
class Staff:
    """What is asked here: the facts as of the day, the records, and the roles of auditors."""

    facts: Facts
    store: Store
    auditors: frozenset[str]

    @property
    def day(self) -> date:
        """The day on which it is asked."""
        return self.facts.as_of


def readers(unit: Name, staff: Staff) -> Mapping[str, Why]:
    """Who may have a key, with the nearest reason, in the order of their ids."""
    found: dict[str, Why] = {}
    order = list(Why)
    for person, why in sorted((*_near(unit, staff), *_auditors(staff)), key=lambda pair: order.index(pair[1])):
        if staff.facts.post_on(person, staff.day):
            found.setdefault(person, why)
    return dict(sorted(found.items()))


def publics(people: Iterable[str], store: Store) -> Mapping[str, tuple[str, ...]]:
    """The public keys of people that text can be sealed to; who has none is left out."""
    found = {}
    for person in people:
        record = store.records["people"].get(person)
        keys = tuple(sorted(key for key in record.data.get("keys", ()) if is_usable(key))) if record else ()
        if keys:
            found[person] = keys
    return found


def _near(unit: Name, staff: Staff) -> _Found:
    """All but the auditors. A key whose record is gone is the auditors' alone."""
    record = staff.store.records.get(unit.kind, {}).get(unit.id)
    if record is None:
        return
    if unit.kind == "cases":
        yield from _of_case(staff.facts.cases[unit.id], staff)
    elif unit.kind == "contracts":
        yield from _of_contract(record, staff)
    else:
        yield from _of_own(record, staff)


def _of_case(case: Case, staff: Staff) -> _Found:
    """Who holds it and supervises them; who took part in its supervision; the line. Of a closed case: on its last day.

    Each of them as long as they hold the post that they held then.
    """
    facts = staff.facts
    day = min(staff.day, case.life.end)
    for person, span in case.allocations:
        if span.holds(day) and _same_post(person, day, staff):
            yield person, Why.WORKER
            yield from ((boss, Why.SUPERVISOR) for boss in _supervisors(person, staff))
    for session in (s for found in facts.sessions.values() for s in found if case.id in s.cases):
        for people, why in ((session.supervisors, Why.SUPERVISOR), (session.supervisees, Why.SUPERVISEE)):
            yield from ((person, why) for person in people if _same_post(person, session.date, staff))
    for team, span in case.teams:
        if span.holds(day):
            yield from _line(team, staff)


def _of_contract(contract: Record, staff: Staff) -> _Found:
    """Those whom it binds, and the line of the supervisees."""
    yield from ((person, Why.SUPERVISOR) for person in contract.data["supervisors"])
    for person in contract.data["supervisees"]:
        yield person, Why.SUPERVISEE
        yield from _line_of(person, staff)


def _of_own(record: Record, staff: Staff) -> _Found:
    for pattern in NAMED.get(record.kind, ()):
        yield from ((person, Why.NAMED) for _, person in find(record.data, pattern))
    if team := record.data.get(_TEAM.get(record.kind, "")):
        yield from _line(team, staff)
    if person := record.data.get(_PERSON.get(record.kind, "")):
        yield from _line_of(person, staff)


def _line_of(person: str, staff: Staff) -> _Found:
    post = staff.facts.post_on(person, staff.day)
    if post:
        yield from _line(post.team, staff)


def _line(team: str, staff: Staff) -> _Found:
    """The team's manager, who supervises that manager, and so on."""
    known = staff.facts.teams.get(team)
    waiting, seen = ([known.data["manager"]] if known else []), set[str]()
    while waiting:
        person = waiting.pop()
        if person not in seen:
            seen.add(person)
            yield person, Why.LINE
            waiting += _supervisors(person, staff)


def _supervisors(person: str, staff: Staff) -> list[str]:
    """Who supervises somebody that day by a contract in force, of any protocol."""
    return [
        boss
        for contract in staff.facts.contracts.values()
        if person in contract.supervisees and contract.in_force and contract.in_force.holds(staff.day)
        for boss in contract.supervisors
    ]


def _same_post(person: str, then: date, staff: Staff) -> bool:
    """Does somebody still hold the post that they held on a day?"""
    post = staff.facts.post_on(person, then)
    return post is not None and post == staff.facts.post_on(person, staff.day)


def _auditors(staff: Staff) -> _Found:
    for person in staff.facts.people:
        if staff.facts.role_on(person, staff.day) in staff.auditors:
            yield person, Why.AUDITOR
