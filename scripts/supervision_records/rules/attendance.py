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


def asks_independence(facts: Facts, session: Session) -> bool:
    """Does the session's referral ask for an independent supervisor?"""
    referral = facts.referrals.get(session.data.get("referral", ""))
    return referral is not None and bool(referral.data.get("independent_supervisor", False))


def dependence(facts: Facts, session: Session, person: str, pool: Sequence[str]) -> list[str]:
    """What a supervisor of a partnership session lacks to be independent: a role of the pool, distance from the case.

    Nobody is independent who is allocated to the case (the referral's, or one discussed) or supervises, by a
    contract in force of whatever protocol, somebody who is. The referral's own contract is no such contract:
    it is made with the very people who hold the case.
    """
    referral = facts.referrals.get(session.data.get("referral", ""))
    cases = {*([referral.data["case"]] if referral else []), *session.cases}
    holders = {
        who for c in cases if c in facts.cases for who, span in facts.cases[c].allocations if span.holds(session.date)
    }
    own = referral.data.get("contract") if referral else None
    lacks = [] if facts.role_on(person, session.date) in pool else [f"a role of the pool of {person}"]
    if person in holders or any(
        person in contract.supervisors and holders & set(contract.supervisees)
        for contract in facts.contracts.values()
        if contract.id != own and contract.in_force and contract.in_force.holds(session.date)
    ):
        lacks.append(f"independence of {person} from the case")
    return lacks


def _family(facts: Facts, case: str) -> tuple[str, ...]:
    known = facts.cases.get(case)
    if not known:
        return ()
    return tuple(c.id for c in facts.families.get(known.family, ())) if known.family is not None else (case,)


def _allocated(facts: Facts, person: str, cases: Iterable[str], day: date) -> bool:
    return any(facts.cases[case].allocated_to(person, day) for case in cases)
