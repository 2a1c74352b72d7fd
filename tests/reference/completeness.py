"""Form 3: an event has all that it needs; coverage of cases, follow-up of actions, attendance, balance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from . import qualifying
from .days import ONE, day, months_later, period_of
from .qualifying import Session
from .verdict import Verdict
from .world import JNT, TEL, Data, World, discussed


def completeness(world: World) -> Iterator[Verdict]:
    """Every judgement of completeness that this judge covers."""
    yield from _attendance(world)
    yield from _threshold_decisions(world)
    for person, _ in world.all("people"):
        for rule, counted in (("ISL-2", "ISL-1"), ("TEL-28b", "TEL-28")):
            yield from _coverage(world, rule, person, qualifying.counting(world, counted, person))
        yield from _follow_up_by_month(world, person, qualifying.counting(world, "ISL-1", person))
        yield from _follow_up_by_session(world, "WTW-19", person, qualifying.counting(world, "WTW-1", person))
        for kind in ("personal", "case"):
            sessions = [s for s in world.own(TEL, kind) if s[1]["supervisees"] == [person]]
            yield from _follow_up_by_session(world, "TEL-29", person, sessions)
        yield from _balance(world, person)


def _at_once(rule: str, session: Session, part: str, *, complete: bool) -> Verdict:
    when = day(session[1]["date"])
    status = "met" if complete else "breach"
    return Verdict(rule, "completeness", "session", session[0], part, when, when, status, when, 0)


def _by_the_end(
    world: World, rule: str, subject: tuple[str, str], period: tuple[date, date], *, complete: bool
) -> Verdict:
    status = "met" if complete else "due" if world.today <= period[1] else "breach"
    return Verdict(rule, "completeness", *subject, "", *period, status, period[1], 0)


def _attendance(world: World) -> Iterator[Verdict]:
    """JNT-2: for each case, a supervisor and an allocated worker of both agencies."""
    for session in world.own(JNT, "joint"):
        for case in discussed(session[1]):
            yield _at_once("JNT-2", session, case, complete=qualifying.attended(world, session[1], case))


def _threshold_decisions(world: World) -> Iterator[Verdict]:
    """ISL-12: the agenda of people without cases; ``due`` until the recording deadline."""
    for _, (id_, data) in qualifying.all_counting(world, "ISL-12"):
        held = day(data["date"])
        due = world.working.after(held, 5)
        complete = "threshold-decisions" in data.get("agenda", [])
        status = "met" if complete else "due" if world.today <= due else "breach"
        yield Verdict("ISL-12", "completeness", "session", id_, "", held, held, status, due, 0)


# Coverage


def _months(sessions: list[Session]) -> dict[tuple[date, date], list[Session]]:
    months: dict[tuple[date, date], list[Session]] = {}
    for session in sessions:
        months.setdefault(period_of(day(session[1]["date"]), 1), []).append(session)
    return months


def _coverage(world: World, rule: str, person: str, sessions: list[Session]) -> Iterator[Verdict]:
    """ISL-2, TEL-28b: the cases that were the person's at every session of the month were discussed in one of them."""
    for month, held in _months(sessions).items():
        required = {case for case, _ in world.all("cases") if all(_theirs(world, person, case, s) for s in held)}
        actual = {case for _, data in held for case in discussed(data)}
        if required:
            yield _by_the_end(world, rule, ("person", person), month, complete=required <= actual)


def _theirs(world: World, person: str, case: str, session: Session) -> bool:
    when = day(session[1]["date"])
    allocated = world.allocated(case, person)
    return when in world.open(case) and when in allocated and when - ONE in allocated


# Follow-up


class Action(NamedTuple):
    """An action by the session that agreed it and its number there."""

    session: str
    number: int


def _outstanding(world: World, person: str, session: Session, earlier: list[Session]) -> set[Action]:
    """The actions of the earlier sessions that the session has to go through."""
    when = day(session[1]["date"])
    found = {
        Action(id_, action["id"])
        for id_, data in earlier
        for action in data.get("actions", [])
        if day(action["due"]) <= when
        if "case" not in action or when in world.allocated(action["case"], person)
    }
    for _, data in earlier:
        found -= {
            Action(one["session"], one["action"]) for one in _reviews(data) if one["outcome"] != "carried-forward"
        }
    return found


def _reviews(session: Data) -> list[Data]:
    reviews: list[Data] = session.get("reviewed", [])
    return reviews


def _reviewed(session: Data) -> set[Action]:
    return {Action(one["session"], one["action"]) for one in _reviews(session)}


def _follow_up_by_session(world: World, rule: str, person: str, sessions: list[Session]) -> Iterator[Verdict]:
    """WTW-19, TEL-29: what is outstanding at a session is reviewed in it."""
    for number, session in enumerate(sessions):
        outstanding = _outstanding(world, person, session, sessions[:number])
        if outstanding:
            yield _at_once(rule, session, "", complete=outstanding <= _reviewed(session[1]))


def _follow_up_by_month(world: World, person: str, sessions: list[Session]) -> Iterator[Verdict]:
    """ISL-15: what is outstanding at a session of the month is reviewed in one of the month's sessions."""
    for month, held in _months(sessions).items():
        outstanding: set[Action] = set()
        reviewed: set[Action] = set()
        for session in held:
            outstanding |= _outstanding(world, person, session, sessions[: sessions.index(session)])
            reviewed |= _reviewed(session[1])
        if outstanding:
            yield _by_the_end(world, "ISL-15", ("person", person), month, complete=outstanding <= reviewed)


def _balance(world: World, person: str) -> Iterator[Verdict]:
    """WTW-16: performance, development and support all occur in twelve months of three sessions or more."""
    first = months_later(world.today, -12) + ONE
    held = [data for _, data in qualifying.counting(world, "WTW-1", person) if day(data["date"]) >= first]
    if len(held) >= 3:
        functions = {one for data in held for one in data.get("functions", [])}
        complete = functions >= {"performance", "development", "support"}
        status = "met" if complete else "breach"
        yield Verdict("WTW-16", "completeness", "person", person, "", first, world.today, status, world.today, 0)
