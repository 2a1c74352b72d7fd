"""Orphans and drift: what no single rule is about, and what goes wrong slowly where nobody looks.

Whom nobody supervises, who has left and is still named, what waits for a signature that cannot come any more, who
supervises too many, what is carried forward again and again, and the cases of staff who are away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from supervision_records.calendar import holds
from supervision_records.facts import Facts
from supervision_records.lists import cases_of_absent
from supervision_records.rules.bench import Bench

#: An action that was carried forward so many times is not being done.
CARRIED = 3


@dataclass(frozen=True, slots=True)
class Drift:
    """One thing that somebody should look at: its sort, what it is about, its team, since when, and in words.

    ``person`` is who it is about, or who should act; the words hold ids and numbers alone.
    """

    sort: str
    kind: str
    id: str
    team: str | None
    person: str | None
    since: date | None
    words: str


def drift(bench: Bench, most: int) -> tuple[Drift, ...]:
    """Everything of every sort on the bench's day; ``most`` is how many people one supervisor should have."""
    found = [each for find in SORTS.values() for each in find(bench, most)]
    order = list(SORTS)
    return tuple(sorted(found, key=lambda d: (order.index(d.sort), d.team or "", d.since or date.max, d.kind, d.id)))


def _team(facts: Facts, person: str) -> str | None:
    post = facts.post_on(person, facts.as_of)
    return post.team if post else None


def _without(bench: Bench, _most: int) -> Iterator[Drift]:
    """People in a team that follows a protocol whom no contract in force and no session ever gave a supervisor."""
    facts, day = bench.facts, bench.as_of
    for person in facts.people.values():
        post = facts.post_on(person.id, day)
        team = facts.teams.get(post.team) if post else None
        if post is None or team is None or post.role in ROLES_WITHOUT or person.id == team.data["manager"]:
            continue
        followed = [p for p in team.follows if p in bench.protocols and holds(bench.team_days(team.id, p), day)]
        if followed and not any(_supervised(bench, protocol, person.id) for protocol in bench.protocols):
            words = "Nobody supervises them: there is no contract in force and no session under any protocol."
            yield Drift("no-supervisor", "person", person.id, team.id, person.id, post.span.start, words)


#: Roles that the protocols' rules on supervision are not about.
ROLES_WITHOUT = frozenset({"service-manager", "governor", "cluster-chair", "auditor", "business-support", "head"})


def _supervised(bench: Bench, protocol: str, person: str) -> bool:
    """Has the person a supervisor who is still there: by a contract in force, or at the latest session?"""
    supervisor = bench.supervisor_of(person, protocol, bench.as_of)
    return supervisor is not None and bench.facts.post_on(supervisor, bench.as_of) is not None


def _gone(facts: Facts, person: str) -> date | None:
    """The last day of somebody who has no post any more and will have none; None for anybody else."""
    known = facts.people.get(person)
    if known is None or not known.posts or facts.post_on(person, facts.as_of):
        return None
    last = max(post.span.end for post in known.posts)
    return last if last < facts.as_of else None


def _leavers(bench: Bench, _most: int) -> Iterator[Drift]:
    """Who has left and is still named as manager, supervisor, supervisee or worker of an open case."""
    facts = bench.facts
    for team in facts.teams.values():
        if left := _gone(facts, team.data["manager"]):
            words = f"Their manager {team.data['manager']} left on {left}."
            yield Drift("leaver-named", "team", team.id, team.id, team.data["manager"], left, words)
    yield from _in_contracts(facts, facts.as_of)
    yield from _in_cases(facts, facts.as_of)


def _in_contracts(facts: Facts, day: date) -> Iterator[Drift]:
    for contract in facts.contracts.values():
        if contract.in_force and contract.in_force.holds(day):
            for person in (*contract.supervisors, *contract.supervisees):
                if left := _gone(facts, person):
                    team_id = next((t for p in contract.supervisees if (t := _team(facts, p))), None)
                    words = f"The contract is in force, and {person} left on {left}. End it."
                    yield Drift("leaver-named", "contract", contract.id, team_id, person, left, words)


def _in_cases(facts: Facts, day: date) -> Iterator[Drift]:
    for case in facts.cases.values():
        if case.life.holds(day):
            for person, span in case.allocations:
                if span.holds(day) and (left := _gone(facts, person)):
                    team_id = next((t for t, of_team in case.teams if of_team.holds(day)), None)
                    words = f"The case is allocated to {person}, who left on {left}."
                    yield Drift("leaver-named", "case", case.id, team_id, person, left, words)


def _unsigned(bench: Bench, _most: int) -> Iterator[Drift]:
    """Records of sessions that somebody was to sign who has left since."""
    facts = bench.facts
    for sessions in facts.sessions.values():
        for session in sessions:
            signed = {entry["by"] for entry in session.data.get("signed", ())}
            for person in dict.fromkeys((*session.supervisors, *session.supervisees)):
                if session.held and signed and person not in signed and (left := _gone(facts, person)):
                    words = f"{person} has not signed, and left on {left}. Let their manager note it in the record."
                    yield Drift("signer-left", "session", session.id, session.team, person, left, words)


def _too_many(bench: Bench, most: int) -> Iterator[Drift]:
    """Supervisors with more people under contracts in force than the settings allow."""
    facts = bench.facts
    pairs = {
        (supervisor, supervisee)
        for contract in facts.contracts.values()
        if contract.in_force and contract.in_force.holds(bench.as_of)
        for supervisor in contract.supervisors
        for supervisee in contract.supervisees
    }
    for supervisor, number in sorted(Counter(supervisor for supervisor, _ in pairs).items()):
        if number > most:
            words = f"Supervises {number} people by contracts in force; the settings say at most {most}."
            yield Drift("too-many", "person", supervisor, _team(facts, supervisor), supervisor, None, words)


def _carried(bench: Bench, _most: int) -> Iterator[Drift]:
    """Actions that were carried forward three times or more and never closed."""
    carried: Counter[tuple[str, str]] = Counter()
    closed: set[tuple[str, str]] = set()
    sessions = {s.id: s for found in bench.facts.sessions.values() for s in found}
    for session in sessions.values():
        for entry in session.data.get("reviewed", ()) if session.held else ():
            key = entry["session"], str(entry["action"])
            if entry["outcome"] == "carried-forward":
                carried[key] += 1
            else:
                closed.add(key)
    for (session_id, action), times in sorted(carried.items()):
        if times >= CARRIED and (session_id, action) not in closed and (of := sessions.get(session_id)):
            owner = next((a["owner"] for a in of.data.get("actions", ()) if str(a["id"]) == action), None)
            words = f"Action {action} was carried forward {times} times. Do it, change it or drop it with a reason."
            yield Drift("carried-forward", "session", session_id, of.team, owner, of.date, words)


def _absent(bench: Bench, _most: int) -> Iterator[Drift]:
    """Open cases of staff who are away, for which nothing was decided."""
    for away in cases_of_absent(bench.facts):
        if away.decided is None:
            words = f"{away.person} is away, and nothing was decided on the case. Its risk is {away.risk}."
            yield Drift("absent-holder", "case", away.case, away.team, away.person, away.since, words)


#: The sorts, in the order in which they are listed, each with what finds it.
SORTS: Mapping[str, Callable[[Bench, int], Iterator[Drift]]] = {
    "no-supervisor": _without,
    "leaver-named": _leavers,
    "signer-left": _unsigned,
    "too-many": _too_many,
    "carried-forward": _carried,
    "absent-holder": _absent,
}
