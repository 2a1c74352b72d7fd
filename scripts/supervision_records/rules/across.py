"""Completeness that looks across several sessions: coverage, follow-up by month, balance, gaps, what is taken up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from supervision_records.calendar import DAY, Span, add_months, calendar_period, parse_date
from supervision_records.facts import Session
from supervision_records.model import Record, Rule, Status, Step
from supervision_records.rules import cadence
from supervision_records.rules.bench import Bench
from supervision_records.rules.followup import unreviewed
from supervision_records.rules.scope import in_scope
from supervision_records.rules.select import counted, counting
from supervision_records.rules.verdict import Verdict, listed, open_status

Month = tuple[str, Span, list[Session]]


def months(bench: Bench, rule: Rule) -> Iterator[Month]:
    """Each person and calendar month with sessions that count for a cadence, and those sessions."""
    found: dict[tuple[str, Span], list[Session]] = {}
    for session in counting(bench, rule):
        for person in dict.fromkeys(session.supervisees):
            if in_scope(bench, rule, person, session.date):
                found.setdefault((person, calendar_period(session.date, "month")), []).append(session)
    for (person, month), sessions in sorted(found.items()):
        yield person, month, sessions


def coverage(bench: Bench, _rule: Rule, person: str, month: Span, sessions: list[Session]) -> Verdict | None:
    """Every case open and allocated at all of the month's sessions, and the day before each, was discussed in one."""
    days = {day for s in sessions for day in (s.date, s.date - DAY)}
    required = [
        case.id
        for case, _ in bench.facts.allocations_of.get(person, ())
        if all(case.life.holds(day) and case.allocated_to(person, day) for day in days)
    ]
    if not required:
        return None
    discussed = {case for s in sessions for case in s.cases}
    lacks = [case for case in dict.fromkeys(required) if case not in discussed]
    return _by_month(bench, month, sessions, [f"case {case}" for case in lacks])


def month_follow_up(bench: Bench, rule: Rule, _person: str, month: Span, sessions: list[Session]) -> Verdict | None:
    """Every action outstanding at one of the month's sessions is reviewed in one of them."""
    outstanding, left = unreviewed(bench, counted(bench, rule), sessions)
    if not outstanding:
        return None
    return _by_month(bench, month, sessions, [f"review of action {name}" for name in left])


def _by_month(bench: Bench, month: Span, sessions: list[Session], lacks: list[str]) -> Verdict:
    status = open_status(bench.as_of, month.end) if lacks else Status.MET
    text = f"Missing: {listed(lacks)}." if lacks else "Nothing is missing."
    steps = (*(Step(s.date, "session", s.path) for s in sessions), Step(month.end, "end of the month: " + text))
    paths = tuple(s.path for s in sessions)
    return Verdict(month, status, month.end, text, records=paths, steps=steps, detail={"missing": lacks})


def balance(rule: Rule, bench: Bench, of: Mapping[str, Any]) -> Iterator[tuple[str, Verdict]]:
    """All functions occur in a person's sessions of the last months up to the as-of date."""
    start = add_months(bench.as_of, -of["months"]) + DAY
    counted = bench.cadence(of["persons"])
    by_person: dict[str, list[Session]] = {}
    for session in counting(bench, counted):
        if session.date >= start:
            for person in dict.fromkeys(session.supervisees):
                by_person.setdefault(person, []).append(session)
    for person, sessions in sorted(by_person.items()):
        if len(sessions) < of["at_least"]:
            continue
        found = {name for s in sessions for name in s.data.get("functions", ())}
        lacks = [name for name in rule.spec["needs"]["functions"] if name not in found]
        text = f"Missing: {listed(lacks)}." if lacks else "Nothing is missing."
        status = Status.BREACH if lacks else Status.MET
        steps = tuple(
            Step(s.date, ", ".join(s.data.get("functions", ())) or "no function named", s.path) for s in sessions
        )
        paths = tuple(s.path for s in sessions)
        yield person, Verdict(Span(start, bench.as_of), status, bench.as_of, text, records=paths, steps=steps,
                              detail={"missing": lacks})  # fmt: skip


def gaps(bench: Bench, rule: Rule) -> Iterator[tuple[str, Verdict]]:
    """Each stretch of consecutive excused months: the next session that counts names the gap."""
    excused: dict[str, list[Span]] = {}
    for found in cadence.judge(rule, bench):
        if found.status is Status.EXCUSED:
            excused.setdefault(found.subject.id, []).append(Span(found.start, found.end))
    counted = {s.id for s in counting(bench, rule)}
    for person, periods in sorted(excused.items()):
        for stretch in _stretches(sorted(periods)):
            later = [s for s in bench.sessions_of(rule.protocol, person) if s.id in counted and s.date > stretch.end]
            yield person, _gap(bench, stretch, later[0] if later else None)


def _stretches(periods: list[Span]) -> Iterator[Span]:
    start = periods[0].start
    for before, after in pairwise(periods):
        if after.start != before.end + DAY:
            yield Span(start, before.end)
            start = after.start
    yield Span(start, periods[-1].end)


def _gap(bench: Bench, stretch: Span, session: Session | None) -> Verdict:
    begin = Step(stretch.start, f"excused from {stretch.start} to {stretch.end}")
    if session is None:
        text = "The next session that counts is still to come; it has to name the gap."
        return Verdict(stretch, Status.DUE, bench.as_of, text, steps=(begin,))
    gap = session.data.get("gap")
    named = gap is not None and parse_date(gap["from"]) <= stretch.end and parse_date(gap["to"]) >= stretch.start
    status = Status.MET if named else Status.BREACH
    text = f"The session of {session.date} " + ("names the gap." if named else "does not name the gap.")
    steps = (begin, Step(session.date, text, session.path))
    return Verdict(stretch, status, session.date, text, records=(session.path,), steps=steps)


def taken_up(rule: Rule, bench: Bench, session: Session, case: str) -> Verdict:
    """The next session that counts, of somebody allocated to the case that day, discusses the case."""
    counted_for = bench.cadence(rule.spec["needs"]["taken_up"])
    known = bench.facts.cases.get(case)
    holders = {who for who, span in known.allocations if span.holds(session.date)} if known else set()
    counted = {s.id for s in counting(bench, counted_for)}
    later = [
        s
        for person in sorted(holders)
        for s in bench.sessions_of(rule.protocol, person)
        if s.id in counted and s.key > session.key
    ]
    following = min(later, key=lambda s: s.key, default=None)
    day = Span(session.date, session.date)
    begin = Step(session.date, f"case {case} marked at a session ({session.type})", session.path)
    if following is None:
        text = "The next formal session is still to come; it has to take the matter up."
        return Verdict(day, Status.DUE, bench.as_of, text, records=(session.path,), steps=(begin,))
    status = Status.MET if case in following.cases else Status.BREACH
    text = f"The formal session of {following.date} " + (
        "took the matter up." if status is Status.MET else f"did not discuss case {case}."
    )
    steps = (begin, Step(following.date, text, following.path))
    return Verdict(day, status, following.date, text, records=(session.path, following.path), steps=steps)


def agreed_sessions(bench: Bench, referral: Record) -> int | None:
    """How many sessions were agreed for a referral: the latest number that a review gave, else its contract's."""
    contract = bench.facts.contracts.get(referral.data.get("contract", ""))
    if contract is None:
        return None
    given: list[tuple[date, int]] = [
        (day, review["sessions_agreed"])
        for review in contract.data.get("reviews", ())
        if "sessions_agreed" in review and (day := bench.facts.seen(review["on"]))
    ]
    if given:
        return max(given, key=lambda pair: pair[0])[1]
    agreed: int | None = contract.data.get("sessions_agreed")
    return agreed
