"""Which files an audit could look at on a day, and what is known of each: its team, its supervisor, its risk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from supervision_records.calendar import add_months, holds
from supervision_records.lists import risk_on
from supervision_records.model import Subject
from supervision_records.rules.bench import Bench

#: What a population can be divided by.
STRATA = ("team", "supervisor", "risk")
NONE = "none"
#: A file counts as discussed if a session held in so many months before the day discussed it.
RECENT_MONTHS = 12


@dataclass(frozen=True, slots=True)
class File:
    """One file that could be audited: a worker's supervision file, known by the worker's id, or that of a case.

    ``people`` are those whose own work it shows: none of them audits it.
    """

    kind: str
    id: str
    team: str
    supervisor: str
    risk: str
    people: frozenset[str] = field(repr=False)


def files_of(bench: Bench, audit: str, protocol: str, *, discussed: bool = False) -> tuple[File, ...]:
    """The files that an audit of this type could look at on the bench's day, by id.

    ``discussed``: of cases, only those that a session held under the protocol has discussed in the last 12 months.
    """
    found = SOURCES[audit](bench, protocol)
    if discussed:
        found = (file for file in found if _recently(bench, protocol, file))
    return tuple(sorted(found, key=lambda file: file.id))


def _workers(bench: Bench, protocol: str) -> Iterator[File]:
    """A supervision file for everybody in a team that follows the protocol who is supervised under it."""
    for person in bench.facts.people.values():
        post = bench.facts.post_on(person.id, bench.as_of)
        if post is None or not holds(bench.team_days(post.team, protocol), bench.as_of):
            continue
        contracts, sessions = bench.contracts_of(protocol, person.id), bench.sessions_of(protocol, person.id)
        if contracts or sessions:
            parties = {p for c in contracts for p in c.supervisors} | {p for s in sessions for p in s.supervisors}
            supervisor = bench.supervisor_of(person.id, protocol, bench.as_of) or NONE
            yield File("person", person.id, post.team, supervisor, NONE, frozenset(parties | {person.id}))


def _cases(bench: Bench, protocol: str) -> Iterator[File]:
    """The open cases of the protocol."""
    for case in bench.facts.cases.values():
        if holds(bench.case_days(case.id, protocol), bench.as_of):
            team = bench.team_of(Subject("case", case.id), protocol, bench.as_of) or NONE
            worker = next((who for who, span in case.allocations if span.holds(bench.as_of)), None)
            supervisor = bench.supervisor_of(worker, protocol, bench.as_of) if worker else None
            yield File(
                "case", case.id, team, supervisor or NONE, risk_on(case, bench.as_of), _at_work_on(bench, case.id)
            )


def _joint_cases(bench: Bench, protocol: str) -> Iterator[File]:
    """The open cases for which teams of two agencies answer that day."""
    agencies = {team.agency for team in bench.facts.teams.values()}
    for file in _cases(bench, protocol):
        if sum(holds(bench.case_days(file.id, protocol, agency), bench.as_of) for agency in agencies) > 1:
            yield file


def _at_work_on(bench: Bench, case: str) -> frozenset[str]:
    """Everybody who has had the case, or supervised it, under whatever protocol."""
    sessions = [s for protocol in bench.protocols for s in bench.sessions_with_case(protocol, case)]
    allocated = [who for who, _ in bench.facts.cases[case].allocations]
    return frozenset((*allocated, *(p for s in sessions for p in (*s.supervisors, *s.supervisees))))


def _recently(bench: Bench, protocol: str, file: File) -> bool:
    since: date = add_months(bench.as_of, -RECENT_MONTHS)
    return any(s.held and s.date > since for s in bench.sessions_with_case(protocol, file.id))


#: The types of audit (as in ``schemas/audits.schema.json``) and the files that each could look at.
SOURCES: Mapping[str, Callable[[Bench, str], Iterator[File]]] = {
    "supervision-file": _workers,
    "case-supervision": _cases,
    "case-file": _cases,
    "joint": _joint_cases,
}
