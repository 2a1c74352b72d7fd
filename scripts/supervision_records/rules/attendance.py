"""Who was there: agencies at a session, allocated workers, and who is independent of a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from supervision_records.facts import Facts, Session


def agencies(facts: Facts, people: Iterable[str], day: date) -> set[str]:
    """The agencies that these people belonged to that day."""
    return {agency for person in people if (agency := facts.agency_on(person, day))}


def missing_agencies(facts: Facts, session: Session, case: str, both: Sequence[str]) -> list[str]:
    """What a joint session lacks for a case: of each agency, its supervisor and its allocated worker.

    A worker counts who is allocated that day to the case or to another of the same family.
    """
    family = _family(facts, case)
    missing: list[str] = []
    for agency in both:
        if agency not in agencies(facts, session.supervisors, session.date):
            missing.append(f"a supervisor of {agency}")
        workers = (p for p in session.supervisees if _allocated(facts, p, family, session.date))
        if agency not in agencies(facts, workers, session.date):
            missing.append(f"an allocated worker of {agency}")
    return missing


def independent(facts: Facts, person: str, case: str, own_protocol: str, day: date) -> bool:
    """Is a supervisor neither allocated to the case nor, by a contract in force, supervising somebody who is?

    Contracts of the session's own protocol are left out: they are made with the very people who hold the case.
    """
    known = facts.cases.get(case)
    if not known:
        return True
    holders = {who for who, span in known.allocations if span.holds(day)}
    return person not in holders and not any(
        person in contract.supervisors and holders & set(contract.supervisees)
        for contract in facts.contracts.values()
        if contract.protocol != own_protocol and contract.in_force and contract.in_force.holds(day)
    )


def _family(facts: Facts, case: str) -> tuple[str, ...]:
    known = facts.cases.get(case)
    if not known:
        return ()
    return tuple(c.id for c in facts.families.get(known.family, ())) if known.family else (case,)


def _allocated(facts: Facts, person: str, cases: Iterable[str], day: date) -> bool:
    return any(facts.cases[case].allocated_to(person, day) for case in cases)
