"""Rules between several records: series of sessions, changes of supervisor, escalations, gaps, matters taken up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from . import qualifying
from .cadence import Step, dates, excused_months, moved_by_absence, rolling, wtw_1_steps
from .days import day, later, months_later
from .deadlines import judged
from .qualifying import Session
from .verdict import Verdict
from .world import IN_FORCE, ISL, STK, WTW, Data, World

FOUR_WEEKS = timedelta(28)
POOL = {"vulnerable-children-nurse", "team-leader", "reviewing-officer", "workforce-development", "family-nurse"}


def relations(world: World) -> Iterator[Verdict]:
    """Every judgement of these rules."""
    yield from _review_kept(world)
    yield from _handover(world)
    yield from _supervisors_of_partnership(world)
    for person, _ in world.all("people"):
        yield from _group_supervision(world, person)
        yield from _escalated(world, person)
        yield from _gap_recorded(world, person)
    yield from _taken_up(world, "WTW-8", WTW, "WTW-1")
    yield from _taken_up(world, "ISL-7", ISL, "ISL-1")


def _review_kept(world: World) -> Iterator[Verdict]:
    """STK-16: the next session of the referral, or its end, comes by the review date."""
    sessions = world.own(STK, "partnership")
    for number, (id_, data) in enumerate(sessions):
        if "review" not in data or "referral" not in data:
            continue
        following = [day(s["date"]) for _, s in sessions[number + 1 :] if s.get("referral") == data["referral"]]
        ended = referral_of(world, data).get("ended")
        following += [day(ended["on"])] if ended and ended["on"] >= data["date"] else []
        done = min((when for when in following if when <= world.today), default=None)
        yield judged(world, "STK-16", ("session", id_), "", day(data["date"]), day(data["review"]), done)


def _group_supervision(world: World, person: str) -> Iterator[Verdict]:
    """STK-17: from the first partnership session supervised to twelve months after the last."""
    led = [day(data["date"]) for _, data in world.own(STK, "partnership") if person in data["supervisors"]]
    if not led:
        return
    scope = world.days(max(led[0], IN_FORCE[STK]), months_later(led[-1], 12))
    offered = [s for s in world.own(STK, "group") if person in [*s[1]["supervisees"], *s[1].get("absent", [])]]
    absent = world.absent(person)

    def due_from(step: Step) -> date:
        return moved_by_absence(step.start, later(step.start, {"months": 6}), absent, step.event)

    yield from rolling(world, "STK-17", ("person", person), scope, dates(offered), due_from)


def _handover(world: World) -> Iterator[Verdict]:
    """WTW-10: a contract with none of the supervisors of the one before."""
    contracts = sorted(world.contracts(WTW), key=lambda pair: (pair[1]["starts"], pair[0]))
    for number, (id_, contract) in enumerate(contracts):
        starts = day(contract["starts"])
        for person in contract["supervisees"]:
            before = [data for _, data in contracts[:number] if person in data["supervisees"]]
            if not before or starts > world.today or set(before[-1]["supervisors"]) & set(contract["supervisors"]):
                continue
            held = [
                day(data["on"])
                for _, data in world.all("handovers")
                if data["supervisee"] == person and person in data["present"]
                if set(data["to"]) & set(contract["supervisors"])
            ]
            since = date.min  # unless one of the new supervisors was there before: then what came after that time
            for earlier, following in pairwise(before):
                if set(earlier["supervisors"]) & set(contract["supervisors"]):
                    since = day(following["starts"])
            done = min((when for when in held if since <= when <= world.today), default=None)
            yield judged(world, "WTW-10", ("contract", id_), person, starts, starts + FOUR_WEEKS, done)


def _escalated(world: World, person: str) -> Iterator[Verdict]:
    """WTW-11: a step that is four weeks late has an escalation about it."""
    opened = [
        day(data["opened"])
        for _, data in world.all("escalations")
        if data["person"] == person and data["about"] == "frequency" and day(data["opened"]) <= world.today
    ]
    for end_of_scope, step, due in wtw_1_steps(world, person):
        limit = due + FOUR_WEEKS
        in_time = step.event is not None and step.event <= limit
        if limit < world.today and limit <= end_of_scope and not in_time:
            done = min((when for when in opened if when >= due), default=None)
            yield judged(world, "WTW-11", ("person", person), "", due, limit, done)


def _supervisors_of_partnership(world: World) -> Iterator[Verdict]:
    """STK-4: trained; and independent and of the pool where the referral asks for it."""
    for id_, data in world.own(STK, "partnership"):
        when = day(data["date"])
        fit = all(world.qualified(one, "safeguarding-supervision", when) for one in data["supervisors"])
        referral = referral_of(world, data)
        if referral.get("independent_supervisor"):
            fit = fit and all(independent(world, one, referral, when) for one in data["supervisors"])
        status = "met" if fit else "breach"
        yield Verdict("STK-4", "precondition", "session", id_, "", when, when, status, when, 0)


def referral_of(world: World, session: Data) -> Data:
    """The referral that the session belongs to, once it has been made; else nothing."""
    referral: Data = world.records.get("referrals", {}).get(session.get("referral", ""), {})
    return referral if referral and day(referral["on"]) <= world.today else {}


def independent(world: World, person: str, referral: Data, when: date) -> bool:
    """Does the person neither hold the case nor supervise somebody who does, and come from the pool?

    The referral's own contract is no matter: rule STK-5 asks for it.
    """
    holders = {one for one, _ in world.all("people") if when in world.allocated(referral["case"], one)}
    supervises = any(
        person in contract["supervisors"]
        and holders & set(contract["supervisees"])
        and when in world.in_force(contract)
        for id_, contract in world.all("contracts")
        if id_ != referral.get("contract")
    )
    return person not in holders and not supervises and world.role(person, when) in POOL


def _gap_recorded(world: World, person: str) -> Iterator[Verdict]:
    """ISL-3: the next session after excused months says that there was a gap."""
    stretches: list[tuple[date, date]] = []
    for first, last in excused_months(world, person):
        if stretches and stretches[-1][1] + timedelta(1) == first:
            stretches[-1] = (stretches[-1][0], last)
        else:
            stretches.append((first, last))
    sessions = qualifying.counting(world, "ISL-1", person)
    for first, last in stretches:
        following = next((data for _, data in sessions if day(data["date"]) > last), None)
        if following is None:
            status, due = "due", world.today
        else:
            gap = following.get("gap")
            noted = gap and day(gap["from"]) <= last and day(gap["to"]) >= first
            status, due = "met" if noted else "breach", day(following["date"])
        yield Verdict("ISL-3", "completeness", "person", person, "", first, last, status, due, 0)


def _taken_up(world: World, rule: str, protocol: str, formal: str) -> Iterator[Verdict]:
    """WTW-8, ISL-7: what was urgent or significant comes up at the next formal session of a holder of the case."""
    for informal in world.own(protocol, "informal", "group"):
        when = day(informal[1]["date"])
        for entry in informal[1].get("cases", []):
            if not (entry.get("urgent") or entry.get("significant")):
                continue
            following = _next_formal(world, formal, informal, entry["case"])
            if following is None:
                status, due = "due", world.today
            else:
                taken = any(one["case"] == entry["case"] for one in following.get("cases", []))
                status, due = "met" if taken else "breach", day(following["date"])
            yield Verdict(rule, "completeness", "session", informal[0], entry["case"], when, when, status, due, 0)


def _next_formal(world: World, formal: str, informal: Session, case: str) -> Data | None:
    when = day(informal[1]["date"])
    holders = [one for one, _ in world.all("people") if when in world.allocated(case, one)]
    later_ones = [
        (data["date"], id_, data)
        for person in holders
        for id_, data in qualifying.counting(world, formal, person)
        if (data["date"], id_) > (informal[1]["date"], informal[0])
    ]
    return min(later_ones, key=lambda one: one[:2], default=(None, None, None))[2]
