"""Form 1, cadence: an event must come round often enough for each subject (semantics, section 1).

Two kinds: by calendar period, and rolling from event to event. Both work on a ``Course``: the days on
which one subject is in scope, the events that qualify, and the days it is away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supervision_records.calendar import (
    DAY,
    FOREVER,
    Span,
    Spans,
    add_days,
    add_interval,
    calendar_periods,
    days_in,
    holds,
    intersect,
    subtract,
)
from supervision_records.model import Finding, Rule, Status, Step
from supervision_records.rules.bench import Bench
from supervision_records.rules.courses import Course, Event, courses
from supervision_records.rules.verdict import Verdict, days, finding, open_status

#: Working days that must be available in a period for its absence to count against anybody (all local).
MINIMUM_AVAILABLE = {"month": 10, "quarter": 30, "half-year": 30, "year": 60}

Occasion = tuple[date, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a step of a rolling cadence begins: a scope's first day, or an event with its records."""

    on: date
    what: str
    records: tuple[str, ...] = ()

    @property
    def step(self) -> Step:
        """The beginning as a step of the reasoning."""
        return Step(self.on, self.what, self.records[0] if self.records else None)


def judge(rule: Rule, bench: Bench) -> Iterator[Finding]:
    """All findings of a cadence."""
    for course in courses(rule, bench):
        verdicts = _calendar if course.unit else _rolling
        for verdict in verdicts(rule, bench, course):
            yield finding(bench, rule, course.about, verdict)


def _calendar(rule: Rule, bench: Bench, course: Course) -> Iterator[Verdict]:
    unit = course.unit or "month"
    minimum = rule.spec.get("minimum_available", MINIMUM_AVAILABLE[unit])
    for period in _periods(course.spans, bench.as_of, unit):
        in_scope = intersect(course.spans, [period])
        if rule.spec.get("whole_periods") and in_scope != (period,):
            continue
        due = in_scope[-1].end
        found = [(day, path) for day, path in course.events if period.holds(day) and holds(in_scope, day)]
        begin = Step(in_scope[0].start, f"in scope in the {unit} from {period.start} to {period.end}")
        if found:
            yield _met(unit, period, due, found, begin)
        elif verdict := _nothing_found(bench, course, period, in_scope, minimum, begin):
            yield verdict


def _met(unit: str, period: Span, due: date, found: list[Event], begin: Step) -> Verdict:
    text = f"Done on {found[0][0]}, in the {unit} to {period.end}."
    steps = (begin, *(Step(day, "qualifying event", path) for day, path in found))
    return Verdict(period, Status.MET, due, text, records=tuple(path for _, path in found), steps=steps)


def _nothing_found(
    bench: Bench, course: Course, period: Span, in_scope: Spans, minimum: int, begin: Step
) -> Verdict | None:
    working = bench.facts.working
    due = in_scope[-1].end
    available = working.count_in(subtract(in_scope, course.away), period)
    detail = {"available_working_days": available, "minimum_available": minimum}
    if available < minimum:
        if working.count_in(in_scope, period) < minimum:
            return None
        text = f"Absent: {days(available).replace('day', 'working day')} available of at least {minimum}."
        found = course.absences_in(period)
        away = (Step(max(span.start, period.start), _away(span), path) for span, path in found)
        enough = Step(due, f"{available} working days available, fewer than {minimum}; absence on record")
        steps = _in_order((begin, *away, enough))
        paths = tuple(path for _, path in found)
        return Verdict(period, Status.EXCUSED, due, text, records=paths, steps=steps, detail=detail)
    status = open_status(bench.as_of, due)
    late = (bench.as_of - due).days if status is Status.BREACH else 0
    text = f"Not done in the period from {period.start} to {period.end}; " + (
        f"{days(late)} late." if late else f"still in time until {due}."
    )
    steps = _in_order((begin, Step(due, "last day in time"), Step(bench.as_of, "as-of date; no qualifying event")))
    return Verdict(period, status, due, text, days_late=late, steps=steps, detail=detail)


def _away(span: Span) -> str:
    return f"away since {span.start}" if span.end == FOREVER else f"away from {span.start} to {span.end}"


def _periods(spans: Spans, as_of: date, unit: str) -> list[Span]:
    found: dict[Span, None] = {}
    for span in spans:
        for period in calendar_periods(span.start, min(span.end, as_of), unit):
            found[period] = None
    return list(found)


def _rolling(_rule: Rule, bench: Bench, course: Course) -> Iterator[Verdict]:
    for span in course.spans:
        if span.start > bench.as_of:
            return
        begin = Begin(span.start, "scope begins")
        for day, paths in _occasions(course, span):
            yield _closed_step(course, begin, day, paths)
            begin = Begin(day, "the last qualifying event: the clock starts again", paths)
        verdict = _open_step(bench.as_of, course, span, begin)
        if verdict:
            yield verdict


def _occasions(course: Course, span: Span) -> list[Occasion]:
    by_day: dict[date, list[str]] = {}
    for day, path in course.events:
        if span.holds(day):
            by_day.setdefault(day, []).append(path)
    return [(day, tuple(by_day[day])) for day in sorted(by_day)]


def _closed_step(course: Course, begin: Begin, day: date, paths: tuple[str, ...]) -> Verdict:
    start = begin.on
    due = due_date(course, start, until=day)
    late = max(0, (day - due).days)
    status = Status.BREACH if late else Status.MET
    text = f"Done on {day}, due by {due}" + (f"; {days(late)} late." if late else ".")
    steps = (begin.step, Step(due, "due"), *(Step(day, "qualifying event", path) for path in paths))
    evidence = (*begin.records, *paths)
    return Verdict(Span(start, day), status, due, text, days_late=late, records=evidence, steps=_in_order(steps))


def _open_step(as_of: date, course: Course, span: Span, begin: Begin) -> Verdict | None:
    start = begin.on
    due = due_date(course, start, until=FOREVER)
    if span.end <= due and span.end <= as_of:
        return None
    status = open_status(as_of, due)
    late = (min(as_of, span.end) - due).days if status is Status.BREACH else 0
    text = f"Not done since {start}; " + (f"was due by {due}, {days(late)} late." if late else f"due by {due}.")
    steps = (begin.step, Step(due, "due"), Step(as_of, "as-of date; no qualifying event"))
    return Verdict(Span(start, due), status, due, text, days_late=late, records=begin.records, steps=_in_order(steps))


def _in_order(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda step: step.on))


def due_date(course: Course, start: date, until: date) -> date:
    """When a step that starts on ``start`` falls due; ``until`` is the event that closes it (or ``FOREVER``).

    What comes after the closing event changes nothing. A shorter interval that begins inside the step
    brings the date forward; a longer one waits for the next event. Absence moves the date by its days.
    """
    due = add_interval(start, course.interval_on(start))
    for change in course.changes:
        if start < change < until:
            due = min(due, add_interval(change, course.interval_on(change)))
    return _moved_by_absence(course.away, start, due, until)


def _moved_by_absence(away: Spans, start: date, due: date, until: date) -> date:
    if not away:
        return due
    counted = intersect(away, [Span(start + DAY, until)])
    moved = due
    while (later := add_days(due, days_in(counted, start, moved))) != moved:
        moved = later
    return moved


def missed_steps(rule: Rule, bench: Bench) -> Iterator[tuple[Course, Span, date, date | None]]:
    """Every step of a rolling cadence as (course, scope period, due date, day of the event that closed it or None)."""
    for course in courses(rule, bench):
        for span in course.spans:
            if span.start > bench.as_of:
                break
            start = span.start
            for day, _ in _occasions(course, span):
                yield course, span, due_date(course, start, until=day), day
                start = day
            yield course, span, due_date(course, start, until=FOREVER), None
