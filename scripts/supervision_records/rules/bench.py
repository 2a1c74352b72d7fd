"""The bench that a judging run works at: the facts, the rules by id, and what has been worked out so far.

Everything here is a pure function of facts and protocols; the tables only save working it out twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from supervision_records.calendar import FOREVER, Span, Spans, intersect, merge
from supervision_records.facts import Contract, Facts, Session
from supervision_records.model import Evidence, Protocol, Rule, Subject


class Bench:
    """Facts and protocols of one run, with the lookups that all forms share."""

    def __init__(self, facts: Facts, protocols: Mapping[str, Protocol], evidence: Evidence | None = None) -> None:
        self.facts = facts
        self.evidence = evidence or Evidence()
        self.as_of = facts.as_of
        self.protocols = protocols
        self.rules: dict[tuple[str, str], Rule] = {
            (rule.id, rule.form): rule for protocol in protocols.values() for rule in protocol.rules
        }
        self.scopes: dict[str, Mapping[str, Spans]] = {}
        self.counting: dict[str, tuple[Session, ...]] = {}
        self.chosen: dict[str, Mapping[str, Session]] = {}
        self.counted: dict[str, Mapping[str, Session]] = {}
        self.open_actions: dict[tuple[Any, ...], tuple[Mapping[str, Session], Mapping[str, Any]]] = {}
        self.series: dict[str, Mapping[str, tuple[Session, ...]]] = {}
        self._by_case: dict[str, dict[str, list[Session]]] = {}
        self._contracts: dict[str, dict[str, list[Contract]]] = {}

    def cadence(self, rule_id: str) -> Rule:
        """The cadence that another rule names."""
        return self.rules[(rule_id, "cadence")]

    def own_sessions(self, protocol: str) -> tuple[Session, ...]:
        """The sessions under a protocol, held or not, in order."""
        return self.facts.sessions.get(protocol, ())

    def sessions_with_case(self, protocol: str, case: str) -> list[Session]:
        """The sessions under a protocol that discussed a case, in order."""
        if protocol not in self._by_case:
            index: dict[str, list[Session]] = {}
            for session in self.own_sessions(protocol):
                for name in session.cases:
                    index.setdefault(name, []).append(session)
            self._by_case[protocol] = index
        return self._by_case[protocol].get(case, [])

    def contracts_of(self, protocol: str, supervisee: str) -> list[Contract]:
        """The contracts of a protocol with this supervisee, by start and id."""
        if protocol not in self._contracts:
            index: dict[str, list[Contract]] = {}
            for contract in sorted(self.facts.contracts.values(), key=lambda c: (c.starts, c.id)):
                if contract.protocol == protocol:
                    for person in contract.supervisees:
                        index.setdefault(person, []).append(contract)
            self._contracts[protocol] = index
        return self._contracts[protocol].get(supervisee, [])

    def contracts_on(self, protocol: str, supervisee: str, day: date) -> list[Contract]:
        """Those of them that are in force that day."""
        return [c for c in self.contracts_of(protocol, supervisee) if c.in_force and c.in_force.holds(day)]

    def team_days(self, team: str, protocol: str) -> Spans:
        """The days on which a team follows a protocol that is in force."""
        known = self.facts.teams.get(team)
        if not known:
            return ()
        return intersect(known.follows.get(protocol, ()), [Span(self.protocols[protocol].in_force, FOREVER)])

    def case_days(self, case_id: str, protocol: str, agency: str | None = None) -> Spans:
        """The days on which a case is a case of the protocol (through a team of the agency, if one is named)."""
        case = self.facts.cases[case_id]
        spans: list[Span] = []
        for team, span in case.teams:
            known = self.facts.teams.get(team)
            if known and agency in (None, known.agency):
                spans += intersect(self.team_days(team, protocol), [span])
        return intersect(merge(spans), [case.life])

    def team_of(self, subject: Subject, protocol: str, day: date) -> str | None:
        """The team that a finding belongs to, on the period's last day or the as-of date, whichever is earlier."""
        return _TEAM_OF.get(subject.kind, _nobody)(self, subject.id, protocol, min(day, self.as_of))

    def supervisor_of(self, person: str, protocol: str, day: date) -> str | None:
        """Who supervises the person: by contract in force that day, else at the latest session before."""
        for contract in self.contracts_on(protocol, person, min(day, self.as_of)):
            return contract.supervisors[0]
        for session in reversed(self.sessions_of(protocol, person)):
            if session.date <= day:
                return session.supervisors[0]
        return None

    def sessions_of(self, protocol: str, supervisee: str) -> list[Session]:
        """The sessions under a protocol with this supervisee (held or expected), in order."""
        key = f"supervisee of {protocol}"
        if key not in self._by_case:
            index: dict[str, list[Session]] = {}
            for session in self.own_sessions(protocol):
                for name in dict.fromkeys(session.supervisees):
                    index.setdefault(name, []).append(session)
            self._by_case[key] = index
        return self._by_case[key].get(supervisee, [])


def _nobody(_bench: Bench, _id: str, _protocol: str, _day: date) -> str | None:
    return None


def _team_itself(_bench: Bench, team: str, _protocol: str, _day: date) -> str | None:
    return team


def _team_of_person(bench: Bench, person: str, _protocol: str, day: date) -> str | None:
    post = bench.facts.post_on(person, day)
    return post.team if post else None


def _team_of_case(bench: Bench, case_id: str, protocol: str, day: date) -> str | None:
    case = bench.facts.cases.get(case_id)
    if not case or not case.life.holds(day):
        return None
    for team, span in case.teams:
        if span.holds(day) and any(s.holds(day) for s in bench.team_days(team, protocol)):
            return team
    return None


def _team_of_contract(bench: Bench, contract: str, protocol: str, day: date) -> str | None:
    return _team_of_person(bench, bench.facts.contracts[contract].supervisees[0], protocol, day)


_TEAM_OF = {
    "team": _team_itself,
    "person": _team_of_person,
    "case": _team_of_case,
    "contract": _team_of_contract,
}
