"""In a demo every rule of every protocol has something to show: a case for each verdict that its form can give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from supervision_records.model import Assessment, Protocol, Status

#: Rules that cannot be due, and why.
NEVER_DUE: Mapping[str, str] = {
    **dict.fromkeys(
        ("JNT-2", "STK-11", "WTW-2", "WTW-19", "TEL-21", "TEL-29"), "judged at once, on the day of the event"
    ),
    **dict.fromkeys(("STK-4", "ISL-17"), "the supervisor's qualification is judged on the day of the session"),
    **dict.fromkeys(("STK-5", "WTW-3", "TEL-1"), "a contract was in force on the day of a session, or it was not"),
    "JNT-6": "judged once the case has closed",
    "TEL-19b": "judged once the first visit has been",
    "STK-7": "there is no least number of sessions: one too many is a breach at once",
    "WTW-11": "the step that it follows is overdue for as long as the escalation may take",
    "WTW-16": "looks back over a year",
    **dict.fromkeys(("JNT-9", "WTW-15", "TEL-27"), "a review date has passed, or it has not"),
}
#: Rules without anything met: the review dates passed years before the as-of date.
NEVER_MET = frozenset({"JNT-9", "WTW-15", "TEL-27"})
#: Only absence excuses, and only where a person is to be supervised (or observed) in every calendar period.
EXCUSABLE = frozenset({"ISL-1", "ISL-10", "ISL-12", "TEL-3", "TEL-13", "TEL-28"})


def verdicts(assessment: Assessment) -> dict[tuple[str, str], Counter[Status]]:
    found: dict[tuple[str, str], Counter[Status]] = defaultdict(Counter)
    for finding in assessment.findings:
        found[finding.rule, finding.form][finding.status] += 1
    return found


def expected(rule: str, form: str) -> set[Status]:
    wanted = {Status.BREACH}
    if rule not in NEVER_MET:
        wanted.add(Status.MET)
    if rule not in NEVER_DUE:
        wanted.add(Status.DUE)
    if rule in EXCUSABLE and form == "cadence":
        wanted.add(Status.EXCUSED)
    return wanted


def test_every_rule_shows_every_verdict_that_it_can_give(
    assessment: Assessment, protocols: dict[str, Protocol]
) -> None:
    found = verdicts(assessment)
    rules = [(rule.id, rule.form) for protocol in protocols.values() for rule in protocol.rules]
    assert assessment.problems == ()
    assert {key: set(found[key]) for key in rules} == {key: expected(*key) for key in rules}


def test_most_of_what_is_asked_is_done(assessment: Assessment) -> None:
    counts = Counter(finding.status for finding in assessment.findings)
    assert 0.85 < counts[Status.MET] / (counts[Status.MET] + counts[Status.BREACH]) < 0.95
    assert counts[Status.UNKNOWN] == 0
