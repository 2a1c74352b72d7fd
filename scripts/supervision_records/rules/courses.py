"""What a cadence runs along: for each subject its days in scope, its events, its interval and its absences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from supervision_records.calendar import Span, Spans, add_interval, holds, next_day, parse_date
from supervision_records.facts import Case
from supervision_records.model import Rule, Subject
from supervision_records.rules.bench import Bench
from supervision_records.rules.scope import place_days, scope_of, shortest_contract
from supervision_records.rules.select import chosen, meets
from supervision_records.rules.verdict import About

Interval = Mapping[str, int]
Event = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Course:
    """One subject's way through time under a cadence.

    ``unit`` is the calendar period, or None for a rolling cadence; ``interval_on`` gives the interval that
    holds from a day on; ``changes`` are the days on which it may change; ``away`` are absent days,
    ``absences`` the absences and closures that they come from, each with its record.
    """

    about: About
    spans: Spans
    events: tuple[Event, ...]
    unit: str | None
    interval_on: Callable[[date], Interval]
    changes: tuple[date, ...] = ()
    away: Spans = ()
    absences: tuple[tuple[Span, str], ...] = field(default=(), repr=False)

    def absences_in(self, period: Span) -> tuple[tuple[Span, str], ...]:
        """The absences and closures that touch a period, each with its record."""
        return tuple(entry for entry in self.absences if entry[0].start <= period.end and entry[0].end >= period.start)


def courses(rule: Rule, bench: Bench) -> Iterator[Course]:
    """The courses of a cadence, subject by subject."""
    yield from _BY_SUBJECT[rule.spec["subject"]](rule, bench)


def _fixed(every: Mapping[str, Any]) -> tuple[str | None, Callable[[date], Interval]]:
    unit = every.get("calendar")
    return unit, lambda _day: every


def _people(rule: Rule, bench: Bench) -> Iterator[Course]:
    events = _events_of_people(rule, bench)
    every = rule.spec["every"]
    for person, spans in scope_of(bench, rule).items():
        unit, interval_on = _fixed(every)
        if "contract" in every:
            interval_on = _by_contract(rule, bench, person)
        absences = [
            (Span(a.start, a.end), record.path) for a in bench.facts.absences.get(person, ()) for record in a.records
        ]
        yield Course(
            About(Subject("person", person), person=person),
            spans,
            tuple(events.get(person, ())),
            unit,
            interval_on,
            away=bench.facts.absent_days(person),
            absences=(*absences, *bench.facts.closed_days(person)),
        )


def _by_contract(rule: Rule, bench: Bench, person: str) -> Callable[[date], Interval]:
    return lambda day: shortest_contract(bench, rule, person, day)


def _events_of_people(rule: Rule, bench: Bench) -> dict[str, list[Event]]:
    events: dict[str, list[Event]] = {}
    wanted = rule.spec["event"]
    if "observation" in wanted:
        for day, record in bench.facts.dated["observations"]:
            events.setdefault(record.data["practitioner"], []).append((day, record.path))
        return events
    selector = wanted["sessions"]
    for session in chosen(bench, rule.protocol, selector).values():
        people = dict.fromkeys(
            p for key in selector.get("attended_as", ("supervisees",)) for p in session.data.get(key, ())
        )
        for person in people:
            events.setdefault(person, []).append((session.date, session.path))
    return events


def _cases(rule: Rule, bench: Bench) -> Iterator[Course]:
    selector = rule.spec["event"]["sessions"]
    events: dict[str, list[Event]] = {}
    for session in chosen(bench, rule.protocol, selector).values():
        for case in session.cases:
            if meets(bench, session, case, selector):
                events.setdefault(case, []).append((session.date, session.path))
    for case_id, spans in scope_of(bench, rule).items():
        unit, interval_on = _fixed(rule.spec["every"])
        changes: tuple[date, ...] = ()
        shorter = rule.spec.get("shorter")
        if shorter:
            interval_on, changes = _varying(rule.spec["every"], shorter, bench.facts.cases[case_id])
        about = About(Subject("case", case_id), case=case_id)
        yield Course(about, spans, tuple(events.get(case_id, ())), unit, interval_on, changes)


def _varying(
    every: Interval, shorter: Mapping[str, Any], case: Case
) -> tuple[Callable[[date], Interval], tuple[date, ...]]:
    if "agreed" in shorter:
        return _as_agreed(every, case.data.get(shorter["agreed"], ()))
    spans = [_span(entry) for entry in case.data["status"] if entry["category"] in shorter.get("categories", ())]
    if shorter.get("very_active"):
        spans += [_span(entry) for entry in case.data.get("very_active", ())]
    active = tuple(sorted(spans))
    changes = tuple(sorted({d for s in active for d in (s.start, next_day(s.end))}))
    return lambda day: shorter["every"] if holds(active, day) else every, changes


def _span(entry: Mapping[str, Any]) -> Span:
    return (
        Span(parse_date(entry["from"]), parse_date(entry["to"])) if "to" in entry else Span(parse_date(entry["from"]))
    )


def _as_agreed(every: Interval, agreed: Any) -> tuple[Callable[[date], Interval], tuple[date, ...]]:
    """What managers agreed for the case, the latest not after the day, where it is the shorter."""
    entries = sorted((parse_date(entry["from"]), index, entry["months"]) for index, entry in enumerate(agreed))

    def interval_on(day: date) -> Interval:
        latest = [{"months": months} for begins, _, months in entries if begins <= day][-1:]
        return min([every, *latest], key=lambda interval: add_interval(day, interval))

    return interval_on, tuple(begins for begins, _, _ in entries)


def _contracts(rule: Rule, bench: Bench) -> Iterator[Course]:
    for contract_id, spans in scope_of(bench, rule).items():
        contract = bench.facts.contracts[contract_id]
        events = [
            (day, contract.path)
            for review in contract.data.get("reviews", ())
            if (day := bench.facts.seen(review["on"]))
            and set(review["by"]) & set(contract.supervisors)
            and set(review["by"]) & set(contract.supervisees)
        ]
        unit, interval_on = _fixed(rule.spec["every"])
        about = About(Subject("contract", contract_id), person=contract.supervisees[0])
        yield Course(about, spans, tuple(sorted(events)), unit, interval_on)


def _processes(rule: Rule, bench: Bench) -> Iterator[Course]:
    wanted = rule.spec["event"]["assurance"]
    calendar = {p["id"]: p for p in bench.protocols[rule.protocol].data.get("assurance", ())}
    for name in wanted:
        process = calendar[name]
        kind = process["subject"]
        unit, interval_on = _fixed(process["every"])
        waiting = rule.spec.get("scope", {}).get("waiting_since")
        for place, spans in place_days(bench, rule.protocol, kind, waiting).items():
            part = name if len(wanted) > 1 else None
            for group, events in _assurance(rule, bench, process, place).items():
                from_first = spans if group is None else _from(spans, events[0][0])
                label = f"{name}/{group}" if group is not None else part
                about = About(Subject(kind, place), label, team=place if kind == "team" else None)
                yield Course(about, from_first, events, unit, interval_on)


def _from(spans: Spans, day: date) -> Spans:
    return tuple(Span(max(s.start, day), s.end) for s in spans if s.end >= day)


def _assurance(rule: Rule, bench: Bench, process: Mapping[str, Any], place: str) -> dict[str | None, tuple[Event, ...]]:
    """The process's records at a place; where it goes by group, under each group that was seen there."""
    found: dict[str | None, list[Event]] = {} if process.get("by_group") else {None: []}
    for day, record in bench.facts.dated["assurance"]:
        data = record.data
        there = str(data.get(process["subject"]))
        if (data["protocol"], data["process"], there) != (rule.protocol, process["id"], place):
            continue
        if not process.get("by_group"):
            found[None].append((day, record.path))
        elif "group" in data:
            found.setdefault(str(data["group"]), []).append((day, record.path))
    return {group: tuple(events) for group, events in found.items()}


_BY_SUBJECT: Mapping[str, Callable[[Rule, Bench], Iterator[Course]]] = {
    "person": _people,
    "case": _cases,
    "contract": _contracts,
    "process": _processes,
}
