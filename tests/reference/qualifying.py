"""Whom each rule is about on which days (its scope), and which sessions count for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from .days import day
from .world import ISL, JNT, TEL, WTW, Data, Days, World, discussed, one_to_one

Session = tuple[str, Data]
FRONT_LINE = {"social-worker", "practitioner", "assistant", "contact-officer"}
SENIORS = {"practice-supervisor", "deputy-team-manager"}
MANAGERS = {"team-manager", "service-manager"}


# Scopes of people


def holders(world: World, person: str, protocol: str) -> Days:
    """Case-holding people of a team that follows the protocol."""
    return world.staff(person, protocol) & world.case_holding(person)


def frequent_contract(world: World, person: str, protocol: str) -> dict[date, dict[str, int]]:
    """The shortest interval under four weeks that a contract in force asks for, day by day."""
    return _contract_intervals(world, person, protocol, _under_four_weeks)


def sparse_contract(world: World, person: str) -> dict[date, dict[str, int]]:
    """The shortest interval over a month that a contract in force allows with a reason, day by day."""
    return _contract_intervals(world, person, TEL, lambda contract: "reason" in contract and _over_a_month(contract))


def _contract_intervals(
    world: World, person: str, protocol: str, fits: Callable[[Data], bool]
) -> dict[date, dict[str, int]]:
    found: dict[date, dict[str, int]] = {}
    for _, contract in world.contracts(protocol):
        if person in contract["supervisees"] and fits(contract):
            for when in world.in_force(contract):
                found[when] = min([contract["interval"], *([found[when]] if when in found else [])], key=_length)
    return found


def _under_four_weeks(contract: Data) -> bool:
    interval = contract["interval"]
    return bool(interval.get("days", 28) < 28 or interval.get("weeks", 4) < 4)


def _over_a_month(contract: Data) -> bool:
    interval = contract["interval"]
    return bool(interval.get("days", 0) > 31 or interval.get("weeks", 0) >= 5 or interval.get("months", 0) >= 2)


def _length(interval: dict[str, int]) -> int:
    return interval.get("days", 0) + 7 * interval.get("weeks", 0) + 30 * interval.get("months", 0)


def scope_of_person(world: World, rule: str, person: str) -> Days:
    """The days on which a rule is about the person."""
    return world.once(("scope", rule, person), lambda: SCOPES[rule](world, person))


SCOPES: Mapping[str, Callable[[World, str], Days]] = {
    "ISL-1": lambda world, person: holders(world, person, ISL),
    "ISL-5": lambda world, person: holders(world, person, ISL) & frozenset(frequent_contract(world, person, ISL)),
    "ISL-10": lambda world, person: world.staff(person, ISL, lambda role: role in SENIORS),
    "ISL-12": lambda world, person: (
        world.staff(person, ISL, lambda role: role in FRONT_LINE) - world.case_holding(person)
    ),
    "WTW-1": lambda world, person: holders(world, person, WTW),
    "WTW-12": lambda world, person: holders(world, person, WTW) & frozenset(frequent_contract(world, person, WTW)),
    "TEL-3": lambda world, person: holders(world, person, TEL) - frozenset(sparse_contract(world, person)),
    "TEL-3b": lambda world, person: (
        world.staff(person, TEL, lambda role: role != "volunteer") - world.case_holding(person)
    ),
    "TEL-4": lambda world, person: holders(world, person, TEL) & frozenset(sparse_contract(world, person)),
    "TEL-13": lambda world, person: holders(world, person, TEL),
    "TEL-16": lambda world, person: world.staff(person, TEL, lambda role: role == "volunteer"),
    "TEL-28": lambda world, person: holders(world, person, TEL),
}


# Sessions of people


def one_to_ones(world: World, protocol: str, *types: str) -> list[Session]:
    """The protocol's own sessions of the types with exactly one supervisee."""
    return [session for session in world.own(protocol, *types) if one_to_one(session[1])]


def led_by(world: World, sessions: list[Session], roles: set[str]) -> list[Session]:
    """Those of the sessions that one of the supervisors led in one of the roles."""
    return [
        (id_, data)
        for id_, data in sessions
        if any(world.role(leader, day(data["date"])) in roles for leader in data["supervisors"])
    ]


#: The held sessions that have all that a rule asks of a session, but for the scope of the supervisee.
SELECTORS: Mapping[str, Callable[[World], list[Session]]] = {
    "ISL-1": lambda world: one_to_ones(world, ISL, "case"),
    "ISL-5": lambda world: one_to_ones(world, ISL, "case"),
    "ISL-10": lambda world: led_by(world, one_to_ones(world, ISL, "case", "personal"), MANAGERS),
    "ISL-12": lambda world: one_to_ones(world, ISL, "case", "personal"),
    "WTW-1": lambda world: one_to_ones(world, WTW, "case"),
    "WTW-12": lambda world: one_to_ones(world, WTW, "case"),
    "TEL-3": lambda world: one_to_ones(world, TEL, "personal"),
    "TEL-3b": lambda world: one_to_ones(world, TEL, "personal"),
    "TEL-4": lambda world: one_to_ones(world, TEL, "personal"),
    "TEL-28": lambda world: one_to_ones(world, TEL, "case"),
    "TEL-16": lambda world: led_by(world, world.own(TEL, "volunteer"), {"volunteer-lead"}),
}


def counting(world: World, rule: str, person: str) -> list[Session]:
    """The sessions that count for a rule with the person as supervisee, the earlier first."""
    scope = scope_of_person(world, rule, person)
    return [s for s in SELECTORS[rule](world) if person in s[1]["supervisees"] and day(s[1]["date"]) in scope]


def all_counting(world: World, rule: str) -> list[tuple[str, Session]]:
    """Every session that counts for a one-to-one rule, with its supervisee."""
    return [(person, session) for person, _ in world.all("people") for session in counting(world, rule, person)]


# Joint supervision

BOTH = ("childrens-service", "mental-health")


def joint_scope(world: World, case: str) -> Days:
    """The days on which it is a case of joint supervision through a team of each agency."""
    return world.case_of(case, JNT, BOTH[0]) & world.case_of(case, JNT, BOTH[1])


def family_of(world: World, case: str) -> list[str]:
    """The case, and all others of the same family."""
    family = world.records["cases"][case].get("family")
    same = [other for other, data in world.all("cases") if family is not None and data.get("family") == family]
    return [case, *same]


def attended(world: World, session: Data, case: str) -> bool:
    """Were a supervisor and an allocated worker of both agencies there for the case?"""
    when = day(session["date"])
    for agency in BOTH:
        if not any(world.agency(p, when) == agency for p in session["supervisors"]):
            return False
        workers = [p for p in session["supervisees"] if world.agency(p, when) == agency]
        if not any(when in world.allocated(one, p) for p in workers for one in family_of(world, case)):
            return False
    return True


def joint_sessions(world: World, case: str) -> list[Session]:
    """The joint sessions with the case that all four people attended."""
    return [s for s in world.own(JNT, "joint") if case in discussed(s[1]) and attended(world, s[1], case)]
