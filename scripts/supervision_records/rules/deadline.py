"""Form 2, deadline: after one event, another within a time (semantics, section 2).

A rule's ``trigger`` starts the clock (``rules/triggers.py``), its ``within`` says how long, its ``done`` says
what ends it (``rules/ends.py``). What is dated before the trigger does not end it, unless the rule says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from supervision_records.calendar import Span
from supervision_records.model import Finding, Rule, Status, Step
from supervision_records.rules.bench import Bench
from supervision_records.rules.ends import End, ends_of
from supervision_records.rules.triggers import Trigger, triggers
from supervision_records.rules.verdict import Verdict, days, finding, open_status


def judge(rule: Rule, bench: Bench) -> Iterator[Finding]:
    """All findings of a deadline."""
    for trigger in triggers(rule, bench):
        yield finding(bench, rule, trigger.about, _verdict(bench.as_of, trigger, ends_of(rule, bench, trigger)))


def _verdict(as_of: date, trigger: Trigger, end: End) -> Verdict:
    due = end.due or trigger.due
    status, late = _judged(as_of, due, end)
    begin = Step(trigger.on, trigger.what, trigger.records[0] if trigger.records else None)
    steps = [begin, Step(due, "due")]
    if end.on:
        steps.append(Step(end.on, "done", end.records[0] if end.records else None))
        text = f"Done on {end.on}, due by {due}" + (f"; {days(late)} late." if late else _same_day(status))
    else:
        steps.append(Step(as_of, "as-of date; not done"))
        text = f"Not done; was due by {due}, {days(late)} late." if late else f"Not done yet; due by {due}."
    return Verdict(
        Span(trigger.on, due),
        status,
        due,
        text,
        days_late=late,
        records=(*trigger.records, *end.records),
        steps=tuple(sorted(steps, key=lambda step: step.on)),
    )


def _judged(as_of: date, due: date, end: End) -> tuple[Status, int]:
    if end.on is None:
        status = open_status(as_of, due)
        return status, (as_of - due).days if status is Status.BREACH else 0
    if end.on > due or end.too_late:
        return Status.BREACH, max(0, (end.on - due).days)
    return Status.MET, 0


def _same_day(status: Status) -> str:
    return "." if status is Status.MET else ", but after the hour."
