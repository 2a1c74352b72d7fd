"""Form 6, review: the protocol is itself in date (semantics, section 6)."""

from __future__ import annotations

from collections.abc import Iterator

from supervision_records.calendar import Span, parse_date
from supervision_records.model import Finding, Rule, Status, Step, Subject
from supervision_records.rules.bench import Bench
from supervision_records.rules.verdict import About, Verdict, days, finding


def judge(rule: Rule, bench: Bench) -> Iterator[Finding]:
    """One finding for each review date that the protocol names, once it is in force."""
    protocol = bench.protocols[rule.protocol]
    reviews = protocol.data["reviews"]
    if bench.as_of < protocol.in_force:
        return
    for review in reviews:
        due = parse_date(review["date"])
        late = max(0, (bench.as_of - due).days)
        status = Status.BREACH if late else Status.MET
        text = f"The review was due by {due}, {days(late)} ago." if late else f"The next review is due by {due}."
        steps = (Step(protocol.in_force, "in force", protocol.path), Step(due, "review due", protocol.path))
        about = About(Subject("protocol", protocol.id), review.get("document") if len(reviews) > 1 else None)
        period = Span(protocol.in_force, due)
        yield finding(bench, rule, about, Verdict(period, status, due, text, days_late=late,
                                                  records=(protocol.path,), steps=steps))  # fmt: skip
