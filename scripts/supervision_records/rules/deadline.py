"""Form 2, deadline: after one event, another within a time (semantics, section 2).

A rule's ``trigger`` starts the clock (``rules/triggers.py``), its ``within`` says how long, its ``done`` says
what ends it (``rules/ends.py``). What is dated before the trigger does not end it, unless the rule says so. What a
record claims can be held against the day on which it came into the repository (``rules/witness.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from supervision_records.calendar import Span
from supervision_records.model import Finding, Rule, Status, Step
from supervision_records.rules.bench import Bench
from supervision_records.rules.ends import End, ends_of
from supervision_records.rules.triggers import Trigger, triggers
from supervision_records.rules.verdict import Verdict, days, finding, open_status
from supervision_records.rules.witness import Proof, prove


@dataclass(frozen=True, slots=True)
class _Judged:
    """One deadline judged: what is due, what was claimed, and on what day it counts as done."""

    as_of: date
    due: date
    claim: End
    proof: Proof | None
    done: date | None
    status: Status
    late: int


def judge(rule: Rule, bench: Bench) -> Iterator[Finding]:
    """All findings of a deadline."""
    for trigger in triggers(rule, bench):
        yield finding(bench, rule, trigger.about, _verdict(rule, bench, trigger))


def _verdict(rule: Rule, bench: Bench, trigger: Trigger) -> Verdict:
    end = ends_of(rule, bench, trigger)
    proof = prove(rule, bench, end.needs)
    due = trigger.due if proof and proof.missing else end.due or trigger.due
    it = _judged(bench.as_of, due, end, proof)
    begin = Step(trigger.on, trigger.what, trigger.records[0] if trigger.records else None)
    return Verdict(
        Span(trigger.on, it.due),
        it.status,
        it.due,
        _text(it) + _beside(it),
        days_late=it.late,
        records=(*trigger.records, *end.records),
        steps=tuple(sorted((begin, *_steps(it)), key=lambda step: step.on)),
        detail=it.proof.detail(end.on) if it.proof and end.on else {},
    )


def _judged(as_of: date, due: date, end: End, proof: Proof | None) -> _Judged:
    done = end.on
    if proof and proof.rests:
        if not proof.why:
            done = proof.done
        elif not _late(end, due):
            return _Judged(as_of, due, end, proof, None, Status.UNKNOWN, 0)
        # What is late by its own claim is late, whatever the history would say.
    status = open_status(as_of, due)
    if done:
        status = Status.BREACH if _late(replace(end, on=done), due) else Status.MET
    late = max(0, ((done or as_of) - due).days) if status is Status.BREACH else 0
    return _Judged(as_of, due, end, _worth_showing(proof, end), done, status, late)


def _late(end: End, due: date) -> bool:
    return end.on is not None and (end.on > due or end.too_late)


def _worth_showing(proof: Proof | None, end: End) -> Proof | None:
    """Where the rule rests on the claim, only a claim that came in later than it says is shown beside it."""
    if proof and end.on and not proof.rests and not proof.why and (proof.came_in or date.max) <= end.on:
        return None
    return proof


def _text(it: _Judged) -> str:
    if it.status is Status.UNKNOWN and it.proof:
        return f"Claimed for {it.claim.on}, due by {it.due}; when it came in is not known. {it.proof.why}"
    if it.done is None:
        not_done = "Not done"
        if it.claim.on:
            not_done = f"Claimed for {it.claim.on}, but it had not come into the repository by {it.as_of}"
        elif not it.late:
            not_done += " yet"
        return f"{not_done}; was due by {it.due}, {days(it.late)} late." if it.late else f"{not_done}; due by {it.due}."
    late = f"; {days(it.late)} late." if it.late else "." if it.status is Status.MET else ", but after the hour."
    if it.proof and it.proof.rests and it.proof.came_in:
        said = "Claimed for" if it.done != it.claim.on else "Done on"
        return f"{said} {it.claim.on}, came in on {it.proof.came_in}, due by {it.due}{late}"
    return f"Done on {it.done}, due by {it.due}{late}"


def _beside(it: _Judged) -> str:
    """What the history says of a finding that does not rest on it, or that did not need it."""
    if not it.proof or not it.claim.on or it.status is Status.UNKNOWN:
        return ""
    if it.proof.why:
        return f" When it came in is not known. {it.proof.why}"
    if it.proof.rests:
        return ""
    if it.proof.came_in is None:
        return f" It had not come into the repository by {it.as_of}."
    return f" It came in on {it.proof.came_in}, {days((it.proof.came_in - it.claim.on).days)} after the day it claims."


def _steps(it: _Judged) -> Iterator[Step]:
    record = it.claim.records[0] if it.claim.records else None
    yield Step(it.due, "due")
    if it.claim.on:
        by_claim = it.done == it.claim.on
        yield Step(it.claim.on, "done" if by_claim else "claimed to be done", record)
    if it.proof and it.proof.came_in:
        yield Step(it.proof.came_in, "came into the repository", record)
    elif it.proof:
        yield Step(it.as_of, it.proof.why or "as-of date; not in the repository by then", record)
    if it.claim.on is None:
        yield Step(it.as_of, "as-of date; not done")
