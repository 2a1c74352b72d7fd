"""Form 2: after one event, another within a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from . import qualifying
from .days import ONE, day
from .verdict import Verdict
from .world import ISL, STK, TEL, Data, World


def deadlines(world: World) -> Iterator[Verdict]:
    """Every judgement of a deadline."""
    yield from _screening(world)
    yield from _feedback(world)
    yield from _signatures(world)
    yield from _after_return(world)
    yield from _recording(world, "ISL-6", ISL, ("case", "informal", "group"))
    yield from _recording(world, "ISL-8", ISL, ("decision",), by_supervisor=True)
    yield from _recording(world, "ISL-9", ISL, ("oversight",))
    yield from _recording(world, "TEL-14", TEL, ("informal",), hours_if_urgent=False)
    yield from _rearranged(world)
    yield from _reallocation(world)


def judged(
    world: World, rule: str, subject: tuple[str, str], part: str, trigger: date, due: date, done: date | None
) -> Verdict:
    """One judgement; ``done`` is the day of the event that ends it, if that has come."""
    late = max(0, ((done or world.today) - due).days)
    status = "breach" if late else "met" if done else "due"
    return Verdict(rule, "deadline", *subject, part, trigger, due, status, due, late)


def says(key: str, value: object) -> Callable[[Data], bool]:
    """Did a record say this there?"""
    return lambda old: bool(old.get(key) == value)


def lists(key: str, value: object) -> Callable[[Data], bool]:
    """Did a record list this there?"""
    return lambda old: value in old.get(key, [])


def witnessed(world: World, verdict: Verdict) -> Verdict:
    """A verdict that rests on claims: where there is no history to be had, what looks done in time is not known."""
    blind = world.past is not None and world.past.blind
    return verdict._replace(status="unknown") if blind and verdict.status == "met" else verdict


def _earliest(world: World, found: list[date]) -> date | None:
    return min((when for when in found if when <= world.today), default=None)


def _screening(world: World) -> Iterator[Verdict]:
    """STK-3: by people of two agencies on that day, one of them health."""
    for id_, data in world.all("referrals"):
        asked = day(data["on"])
        if data["protocol"] != STK or data["type"] != "partnership" or asked > world.today:
            continue
        done: list[date | None] = []
        if "screened" in data:
            when = day(data["screened"]["on"])
            agencies = {world.agency(person, when) for person in data["screened"]["by"]} - {None}
            if len(agencies) > 1 and "health" in agencies and when <= world.today:
                done = [world.done_by("referrals", id_, when, says("screened", data["screened"]))]
        due = world.working.after(asked, 10)
        first = _earliest(world, [when for when in done if when])
        yield witnessed(world, judged(world, "STK-3", ("referral", id_), "", asked, due, first))


def all_gave(world: World, id_: str, session: Data, key: str, people: list[str]) -> date | None:
    """The day on which the last of the people first signed, or answered."""
    firsts = []
    for person in people:
        given = [one for one in session.get(key, []) if one["by"] == person and day(one["on"]) <= world.today]
        days = [world.done_by("sessions", id_, day(one["on"]), lists(key, one)) for one in given]
        first = min((when for when in days if when), default=None)
        if first is None:
            return None
        firsts.append(first)
    return max(firsts)


def _feedback(world: World) -> Iterator[Verdict]:
    """STK-12: feedback by every supervisee within 28 days."""
    for id_, data in world.own(STK, "partnership"):
        held = day(data["date"])
        done = all_gave(world, id_, data, "feedback", data["supervisees"])
        yield witnessed(world, judged(world, "STK-12", ("session", id_), "", held, held + timedelta(28), done))


def _signatures(world: World) -> Iterator[Verdict]:
    """WTW-5: signed by the supervisors and the supervisee within 28 days."""
    for _, (id_, data) in qualifying.all_counting(world, "WTW-1"):
        held = day(data["date"])
        done = all_gave(world, id_, data, "signed", [*data["supervisors"], *data["supervisees"]])
        yield witnessed(world, judged(world, "WTW-5", ("session", id_), "", held, held + timedelta(28), done))


def _after_return(world: World) -> Iterator[Verdict]:
    """ISL-4: the next session after an absence of ten working days or more."""
    for person, _ in world.all("people"):
        scope = qualifying.scope_of_person(world, "ISL-1", person)
        sessions = [day(data["date"]) for _, data in qualifying.counting(world, "ISL-1", person)]
        for absence in world.absences(person):
            last = absence.last
            if last is None or last > world.today or last not in scope or world.working_days(absence.days) < 10:
                continue
            done = _earliest(world, [when for when in sessions if when > last])
            due = world.working.after(last, 10)
            yield judged(world, "ISL-4", ("person", person), "", last, due, done)


def _recording(
    world: World,
    rule: str,
    protocol: str,
    types: tuple[str, ...],
    *,
    by_supervisor: bool = False,
    hours_if_urgent: bool = True,
) -> Iterator[Verdict]:
    """ISL-6, ISL-8, ISL-9, TEL-14: each case recorded within five working days, or 24 hours where it is urgent."""
    for id_, data in world.own(protocol, *types):
        held = day(data["date"])
        for entry in data.get("cases", []):
            recorded = recorded_on(world, data, entry)
            if recorded and by_supervisor and recorded["by"] not in data["supervisors"]:
                recorded = None
            if recorded:
                recorded = in_the_repository(world, id_, entry["case"], recorded)
            done = day(recorded["on"]) if recorded else None
            verdict = judged(world, rule, ("session", id_), entry["case"], held, world.working.after(held, 5), done)
            if entry.get("urgent") and hours_if_urgent:
                verdict = _within_24_hours(world, verdict, data, recorded)
            yield witnessed(world, verdict)


def in_the_repository(world: World, id_: str, case: str, recorded: Data) -> Data | None:
    """The recording with the day by which it was done; what came in on a later day did so at the beginning of it."""

    def stands(old: Data) -> bool:
        return any(
            one["case"] == case and one.get("recorded", old.get("recorded")) == recorded for one in old.get("cases", [])
        )

    done = world.done_by("sessions", id_, day(recorded["on"]), stands)
    if done is None or done == day(recorded["on"]):
        return recorded if done else None
    return {**recorded, "on": str(done), **({"at": "00:00"} if "at" in recorded else {})}


def recorded_on(world: World, session: Data, entry: Data) -> Data | None:
    """The case's own recording, else that of the session; one after the as-of date is not there yet."""
    recorded: Data | None = entry.get("recorded", session.get("recorded"))
    return recorded if recorded and day(recorded["on"]) <= world.today else None


def _within_24_hours(world: World, slow: Verdict, session: Data, recorded: Data | None) -> Verdict:
    done = day(recorded["on"]) if recorded else None
    quick = judged(world, slow.rule, (slow.kind, slow.id), slow.part, slow.start, slow.start + ONE, done)
    if not recorded or not {"start", "minutes"} <= set(session) or "at" not in recorded:
        return quick
    limit = datetime.fromisoformat(f"{session['date']}T{session['start']}") + timedelta(
        minutes=session["minutes"], hours=24
    )
    in_time = datetime.fromisoformat(f"{recorded['on']}T{recorded['at']}") <= limit
    late = max(0, (day(recorded["on"]) - limit.date()).days)
    status = "met" if in_time else "breach"
    return quick._replace(end=limit.date(), due=limit.date(), status=status, days_late=late)


def _rearranged(world: World) -> Iterator[Verdict]:
    """TEL-5: judged on the new date, even where it lies after the as-of date."""
    for id_, data in world.all("sessions"):
        planned = day(data["date"])
        if data["protocol"] != TEL or data["type"] not in {"personal", "case"} or data["status"] == "held":
            continue
        if planned > world.today:
            continue
        done = day(data["rearranged_for"]) if "rearranged_for" in data else None
        for person in data["supervisees"]:
            due = world.working.after(planned, 10)
            yield judged(world, "TEL-5", ("session", id_), person, planned, due, done)


def _reallocation(world: World) -> Iterator[Verdict]:
    """ISL-14: what becomes of the open cases of somebody who is away for more than ten working days."""
    for person, _ in world.all("people"):
        scope = qualifying.scope_of_person(world, "ISL-1", person)
        for absence in world.absences(person):
            first = absence.first
            long = absence.last is None or world.working_days(absence.days) > 10
            has_case = any(first in world.open(case) & world.allocated(case, person) for case, _ in world.all("cases"))
            if first > world.today or first not in scope or not long or not has_case:
                continue
            due = world.working.after(first, 10)
            done = _earliest(world, list(_decided(world, absence.records)))
            yield witnessed(world, judged(world, "ISL-14", ("absence", absence.id), "", first, due, done))


def _decided(world: World, records: Sequence[Data]) -> Iterator[date]:
    """The days by which it was decided what becomes of the cases."""
    for id_, data in world.all("absences"):
        decision = data.get("reallocation") if data in records else None
        if decision and day(decision["decided_on"]) <= world.today:
            when = day(decision["decided_on"])
            done = world.done_by("absences", id_, when, says("reallocation", decision))
            if done:
                yield done
