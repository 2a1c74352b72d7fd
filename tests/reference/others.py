"""Forms 4 to 6: what had to be true before an event, how many in a period, and the review dates of protocols."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from . import qualifying
from .days import day, months_later, period_of, walk
from .qualifying import Session
from .verdict import Verdict
from .world import IN_FORCE, JNT, STK, TEL, WTW, Data, Days, World, one_to_one

REVIEWS = (
    ("JNT-9", JNT, "", date(2014, 12, 31)),
    ("WTW-15", WTW, "", date(2016, 10, 31)),
    ("TEL-27", TEL, "procedures", date(2020, 9, 30)),
    ("TEL-27", TEL, "supervision-policy", date(2022, 7, 29)),
)


def others(world: World) -> Iterator[Verdict]:
    """Every judgement of a precondition, a count or a review."""
    yield from _contracts(world, "WTW-3", WTW, [session for _, session in qualifying.all_counting(world, "WTW-1")])
    in_tel = [session for session in world.own(TEL, "personal", "case") if one_to_one(session[1])]
    yield from _contracts(world, "TEL-1", TEL, in_tel)
    yield from _contracts(world, "STK-5", STK, world.own(STK, "partnership"), ground_rules=True)
    yield from _social_workers(world)
    yield from _before_closure(world)
    yield from _supervision_files(world)
    yield from _case_supervision_files(world)
    yield from _partnership_referrals(world)
    yield from _reviews(world)


# Preconditions


def _contracts(
    world: World, rule: str, protocol: str, sessions: list[Session], *, ground_rules: bool = False
) -> Iterator[Verdict]:
    """WTW-3, TEL-1, STK-5: a contract between the two was in force on the day of each session of the last year."""
    pairs: dict[tuple[str, str], list[date]] = {}
    for _, data in sessions:
        when = day(data["date"])
        if when <= months_later(world.today, -12):
            continue
        leaders = [data["deputising_for"]] if "deputising_for" in data else data["supervisors"]
        for supervisee in data["supervisees"]:
            for supervisor in leaders:
                pairs.setdefault((supervisee, supervisor), []).append(when)
    for (supervisee, supervisor), days in pairs.items():
        covered: Days = frozenset()
        for _, contract in world.contracts(protocol):
            between = supervisee in contract["supervisees"] and supervisor in contract["supervisors"]
            if between and (contract.get("ground_rules") or not ground_rules):
                covered |= world.in_force(contract)
        status = "met" if all(when in covered for when in days) else "breach"
        first, last = min(days), max(days)
        yield Verdict(rule, "precondition", "person", supervisee, supervisor, first, last, status, last, 0)


def _social_workers(world: World) -> Iterator[Verdict]:
    """ISL-17: every supervisor is a qualified social worker on the day."""
    for _, (id_, data) in qualifying.all_counting(world, "ISL-1"):
        when = day(data["date"])
        status = "met" if all(world.qualified(p, "social-worker", when) for p in data["supervisors"]) else "breach"
        yield Verdict("ISL-17", "precondition", "session", id_, "", when, when, status, when, 0)


def _before_closure(world: World) -> Iterator[Verdict]:
    """JNT-6: the closure was discussed jointly in its last six months."""
    for case, _ in world.all("cases"):
        for first, last in world.unbroken(qualifying.joint_scope(world, case)):
            if last > world.today:
                continue
            status = "breach"
            for _, data in qualifying.joint_sessions(world, case):
                in_time = max(first, months_later(last, -6)) <= day(data["date"]) <= last
                in_time = in_time and day(data["date"]) > months_later(last, -6)
                considered = any(c["case"] == case and c.get("step_down_considered") for c in data["cases"])
                if in_time and considered and "resources-closure" in data.get("agenda", []):
                    status = "met"
            yield Verdict("JNT-6", "precondition", "case", case, "", first, last, status, last, 0)


# Counts


def _whole_periods(world: World, scope: Days, months: int) -> list[tuple[date, date]]:
    """The calendar periods wholly in scope that have begun by the as-of date."""
    periods = {period_of(when, months) for when in scope if when <= world.today}
    return sorted(period for period in periods if all(when in scope for when in walk(*period)))


def _files(world: World, kind: str, teams: set[str], period: tuple[date, date]) -> int:
    return sum(
        len(audit["files"])
        for _, audit in world.all("audits")
        if audit["protocol"] == TEL and audit["type"] == kind and audit["team"] in teams
        if period[0] <= day(audit["on"]) <= min(period[1], world.today)
    )


def _counted(
    world: World, rule: str, subject: tuple[str, str], period: tuple[date, date], number: int, most: int | None
) -> Verdict:
    if number < 4:
        status = "due" if world.today <= period[1] else "breach"
    else:
        status = "breach" if most and number > most else "met"
    return Verdict(rule, "count", *subject, "", *period, status, period[1], 0)


def _supervision_files(world: World) -> Iterator[Verdict]:
    """TEL-10: four to eight supervision files of an organisation a year."""
    for organisation in sorted({team["organisation"] for _, team in world.all("teams")}):
        teams = {id_ for id_, team in world.all("teams") if team["organisation"] == organisation}
        scope = frozenset[date]().union(*(world.follows(team, TEL) for team in teams))
        for period in _whole_periods(world, scope, 12):
            number = _files(world, "supervision-file", teams, period)
            yield _counted(world, "TEL-10", ("organisation", organisation), period, number, 8)


def _case_supervision_files(world: World) -> Iterator[Verdict]:
    """TEL-11: the supervision of four cases of a team in every half year."""
    for team, _ in world.all("teams"):
        for period in _whole_periods(world, world.follows(team, TEL), 6):
            number = _files(world, "case-supervision", {team}, period)
            yield _counted(world, "TEL-11", ("team", team), period, number, None)


def _partnership_referrals(world: World) -> Iterator[Verdict]:
    """STK-7 and STK-10: no more sessions of a referral than were agreed, and a measured action in one of them."""
    for id_, referral in world.all("referrals"):
        sessions = [data for _, data in world.own(STK, "partnership") if data.get("referral") == id_]
        on = day(referral["on"])
        if not sessions or on > world.today:
            continue
        held = [day(data["date"]) for data in sessions]
        agreed = _agreed(world, referral)
        status = "met" if agreed is not None and len(held) <= agreed else "breach"
        yield Verdict("STK-7", "count", "referral", id_, "", held[0], held[-1], status, held[-1], 0)
        ends = [day(referral["ended"]["on"])] if "ended" in referral else []
        ends += held[agreed - 1 : agreed] if agreed else []
        ended = [when for when in ends if when <= world.today]
        due = min(ended, default=world.today)
        measured = any("measure" in action for data in sessions for action in data.get("actions", []))
        status = "met" if measured else "breach" if ended else "due"
        yield Verdict("STK-10", "completeness", "referral", id_, "", on, on, status, due, 0)


def _agreed(world: World, referral: Data) -> int | None:
    """The number of sessions in the referral's contract, or the latest that a review gave."""
    contract = world.records.get("contracts", {}).get(referral.get("contract", ""), {})
    agreed: int | None = contract.get("sessions_agreed")
    for review in sorted(contract.get("reviews", []), key=lambda one: str(one["on"])):
        if day(review["on"]) <= world.today:
            agreed = review.get("sessions_agreed", agreed)
    return agreed


# Reviews


def _reviews(world: World) -> Iterator[Verdict]:
    """JNT-9, WTW-15, TEL-27: the protocol itself is in date."""
    for rule, protocol, part, due in REVIEWS:
        if world.today < IN_FORCE[protocol]:
            continue
        late = max(0, (world.today - due).days)
        status = "breach" if late else "met"
        yield Verdict(rule, "review", "protocol", protocol, part, IN_FORCE[protocol], due, status, due, late)
