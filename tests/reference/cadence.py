"""Form 1: an event must come round often enough for each subject, by the calendar or from one event to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from . import qualifying
from .days import ONE, day, later, period_of, walk
from .verdict import Verdict
from .world import ISL, TEL, WTW, Data, Days, World, discussed, one_to_one

MINIMUM_AVAILABLE = {1: 10, 3: 30, 12: 60}
NOBODY_ABSENT: Days = frozenset()
Interval = Mapping[str, int]


def cadences(world: World) -> Iterator[Verdict]:
    """Every calendar and rolling judgement."""
    for person, _ in world.all("people"):
        yield from _calendar_of_person(world, person)
        yield from _rolling_of_person(world, person)
    for case, data in world.all("cases"):
        yield from _discussed_every_month(world, case)
        yield from _joint(world, case, data)
        yield from _casework(world, case, data)
    yield from _contract_reviews(world, "WTW-4", WTW)
    yield from _contract_reviews(world, "TEL-2", TEL)


# By the calendar


def _calendar_of_person(world: World, person: str) -> Iterator[Verdict]:
    for rule in ("ISL-1", "ISL-10", "ISL-12", "TEL-3", "TEL-28"):
        yield from _monthly(world, rule, person)
    scope = qualifying.scope_of_person(world, "TEL-13", person)
    observed = [day(data["on"]) for _, data in world.all("observations") if data["practitioner"] == person]
    yield from calendar(world, "TEL-13", ("person", person), scope, observed, world.absent(person), 12)


def _monthly(world: World, rule: str, person: str) -> Iterator[Verdict]:
    scope = qualifying.scope_of_person(world, rule, person)
    events = dates(qualifying.counting(world, rule, person))
    yield from calendar(world, rule, ("person", person), scope, events, world.absent(person), 1)


def dates(sessions: Iterable[tuple[str, Data]]) -> list[date]:
    """The days of sessions."""
    return [day(data["date"]) for _, data in sessions]


def calendar(
    world: World,
    rule: str,
    subject: tuple[str, str],
    scope: Days,
    events: list[date],
    absent: Days,
    months: int,
) -> Iterator[Verdict]:
    """One judgement for each calendar period that the scope touches up to the as-of date."""
    periods = {period_of(when, months) for when in scope if when <= world.today}
    for first, last in sorted(periods):
        inside = [when for when in walk(first, last) if when in scope]
        due = max(inside)
        if any(when in inside and when <= world.today for when in events):
            yield Verdict(rule, "cadence", *subject, "", first, last, "met", due, 0)
            continue
        available = world.working_days(when for when in inside if when not in absent)
        if available < MINIMUM_AVAILABLE[months]:
            if world.working_days(inside) >= MINIMUM_AVAILABLE[months]:
                yield Verdict(rule, "cadence", *subject, "", first, last, "excused", due, 0)
        elif world.today <= due:
            yield Verdict(rule, "cadence", *subject, "", first, last, "due", due, 0)
        else:
            late = (world.today - due).days
            yield Verdict(rule, "cadence", *subject, "", first, last, "breach", due, late)


def _discussed_every_month(world: World, case: str) -> Iterator[Verdict]:
    """ISL-2b: only months that the case was in scope from the first day to the last."""
    scope = world.case_of(case, ISL)
    whole = frozenset(when for when in scope if all(other in scope for other in walk(*period_of(when, 1))))
    events = [
        (id_, data)
        for id_, data in world.own(ISL, "case", "decision", "oversight")
        if case in discussed(data) and (data["type"] != "case" or one_to_one(data))
    ]
    yield from calendar(world, "ISL-2b", ("case", case), whole, dates(events), NOBODY_ABSENT, 1)


# From one event to the next


def _rolling_of_person(world: World, person: str) -> Iterator[Verdict]:
    absent = world.absent(person)
    frequent_wtw = qualifying.frequent_contract(world, person, WTW)
    frequent_isl = qualifying.frequent_contract(world, person, ISL)
    sparse = qualifying.sparse_contract(world, person)
    intervals: list[tuple[str, Callable[[date], Interval]]] = [
        ("WTW-1", lambda _: {"weeks": 4}),
        ("WTW-12", lambda start: frequent_wtw[start]),
        ("ISL-5", lambda start: frequent_isl[start]),
        ("TEL-3b", lambda _: {"weeks": 6}),
        ("TEL-4", lambda start: sparse[start]),
        ("TEL-16", lambda _: {"weeks": 6}),
    ]
    for rule, interval in intervals:
        scope = qualifying.scope_of_person(world, rule, person)
        events = dates(qualifying.counting(world, rule, person))

        def due_from(step: Step, interval: Callable[[date], Interval] = interval) -> date:
            return moved_by_absence(step.start, later(step.start, interval(step.start)), absent, step.event)

        yield from rolling(world, rule, ("person", person), scope, events, due_from)


class Step(NamedTuple):
    """One step of a clock: where it starts, and the event that closes it, if one did."""

    start: date
    event: date | None


def moved_by_absence(start: date, due: date, absent: Days, event: date | None) -> date:
    """The due date, moved by the absent days after the start up to the due date until no more fall in.

    What comes after the event that closes the step changes nothing.
    """
    plain = due
    while True:
        stopped = sum(1 for when in walk(start + ONE, min(due, event or due)) if when in absent)
        if plain.toordinal() + stopped == due.toordinal():
            return due
        due = date.fromordinal(plain.toordinal() + stopped)


def steps(
    world: World, scope: Days, events: list[date], due_from: Callable[[Step], date]
) -> Iterator[tuple[date, Step, date]]:
    """Every step of a clock: the end of its scope period, the step, its due date."""
    for first, last in world.unbroken(scope):
        if first > world.today:
            continue
        start = first
        for event in sorted({when for when in events if first <= when <= min(last, world.today)}):
            yield last, Step(start, event), due_from(Step(start, event))
            start = event
        yield last, Step(start, None), due_from(Step(start, None))


def rolling(
    world: World,
    rule: str,
    subject: tuple[str, str],
    scope: Days,
    events: list[date],
    due_from: Callable[[Step], date],
) -> Iterator[Verdict]:
    """One judgement for each step; ``due_from`` tells the due date of a step."""
    for last, step, due in steps(world, scope, events, due_from):
        if step.event:
            late = max(0, (step.event - due).days)
            status = "breach" if late else "met"
        elif last <= due and last <= world.today:
            continue
        else:
            late = max(0, (min(world.today, last) - due).days)
            status = "breach" if late else "due"
        yield Verdict(rule, "cadence", *subject, "", step.start, step.event or due, status, due, late)


def wtw_1_steps(world: World, person: str) -> Iterator[tuple[date, Step, date]]:
    """The steps of WTW-1 of a person."""
    absent = world.absent(person)
    scope = qualifying.scope_of_person(world, "WTW-1", person)
    events = dates(qualifying.counting(world, "WTW-1", person))

    def due_from(step: Step) -> date:
        return moved_by_absence(step.start, later(step.start, {"weeks": 4}), absent, step.event)

    yield from steps(world, scope, events, due_from)


def excused_months(world: World, person: str) -> list[tuple[date, date]]:
    """The excused months of ISL-1 of a person."""
    return [(one.start, one.end) for one in _monthly(world, "ISL-1", person) if one.status == "excused"]


def shortest(step: Step, interval: Callable[[date], Interval]) -> date:
    """The due date of a step whose interval may become shorter on any day of it; the event's day is the next step's."""
    due = later(step.start, interval(step.start))
    when = step.start + ONE
    while when <= due and (step.event is None or when < step.event):
        due = min(due, later(when, interval(when)))
        when += ONE
    return due


def _joint(world: World, case: str, data: Data) -> Iterator[Verdict]:
    """JNT-1: six months, or what managers agreed where that is shorter."""

    def interval(when: date) -> Interval:
        agreed = [one for one in data.get("joint_interval", []) if day(one["from"]) <= when]
        latest = max(agreed, key=lambda one: str(one["from"]), default={"months": 6})
        return {"months": min(6, latest["months"])}

    yield from rolling(
        world,
        "JNT-1",
        ("case", case),
        qualifying.joint_scope(world, case),
        dates(qualifying.joint_sessions(world, case)),
        lambda step: shortest(step, interval),
    )


def _casework(world: World, case: str, data: Data) -> Iterator[Verdict]:
    """TEL-6: three months; one month while there is a protection plan or the case is very active."""
    urgent = world.stretches(one for one in data["status"] if one["category"] == "cp")
    urgent |= world.stretches(data.get("very_active", []))
    events = [session for session in world.own(TEL, "case") if case in discussed(session[1])]
    yield from rolling(
        world,
        "TEL-6",
        ("case", case),
        world.case_of(case, TEL),
        dates(events),
        lambda step: shortest(step, lambda when: {"months": 1 if when in urgent else 3}),
    )


def _contract_reviews(world: World, rule: str, protocol: str) -> Iterator[Verdict]:
    """WTW-4, TEL-2: a review by a supervisor and a supervisee of the contract."""
    for id_, contract in world.contracts(protocol):
        reviews = [
            day(one["on"])
            for one in contract.get("reviews", [])
            if set(one["by"]) & set(contract["supervisors"]) and set(one["by"]) & set(contract["supervisees"])
        ]
        yield from rolling(
            world,
            rule,
            ("contract", id_),
            world.in_force(contract),
            reviews,
            lambda step: later(step.start, {"months": 12}),
        )
