"""The designed people of the demo show what their stories say, at any size."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from supervision_records.model import Assessment, Finding, Status

MET, DUE, BREACH, EXCUSED = Status.MET, Status.DUE, Status.BREACH, Status.EXCUSED

#: Who shows which verdicts of which rules, one line for each person of the tables in the services' ``stories``.
STORIES: Mapping[str, Mapping[Status, str]] = {
    # Case management: a fault each month; waiting for this month's session; long absences managed well and badly, one
    # without an end, one just over, one just begun; sessions every two weeks; officers; deputy and supervisor.
    "hc1-sw-01": {
        BREACH: "ISL-1 ISL-2 ISL-6 ISL-7 ISL-13 ISL-15 ISL-17",
        DUE: "ISL-2 ISL-6 ISL-13 ISL-15",
        MET: "ISL-1 ISL-2 ISL-6 ISL-7 ISL-13 ISL-15 ISL-17",
    },
    "hc1-sw-02": {BREACH: "ISL-2", DUE: "ISL-1 ISL-7", MET: "ISL-1 ISL-2"},
    "hc1-sw-03": {EXCUSED: "ISL-1", MET: "ISL-3 ISL-4 ISL-14"},
    "hc1-sw-04": {EXCUSED: "ISL-1", BREACH: "ISL-3 ISL-4 ISL-14"},
    "hc1-sw-05": {EXCUSED: "ISL-1", DUE: "ISL-3", BREACH: "ISL-14"},
    "hc1-sw-06": {DUE: "ISL-4"},
    "hc1-sw-07": {DUE: "ISL-14"},
    "hc1-sw-08": {BREACH: "ISL-5", DUE: "ISL-5", MET: "ISL-5"},
    "hx-co-01": {BREACH: "ISL-12", DUE: "ISL-12", MET: "ISL-12"},
    "hx-co-02": {EXCUSED: "ISL-12", DUE: "ISL-12"},
    "hc1-dtm-01": {BREACH: "ISL-10", DUE: "ISL-10", MET: "ISL-10"},
    "hc1-ps-01": {EXCUSED: "ISL-10"},
    # School and cluster: a fault each session; supervised too seldom; not at all; every two weeks; handovers.
    "ls1-te-01": {
        BREACH: "WTW-1 WTW-2 WTW-5 WTW-6 WTW-7 WTW-8 WTW-19",
        DUE: "WTW-1 WTW-5 WTW-6 WTW-7",
        MET: "WTW-1 WTW-2 WTW-3 WTW-5 WTW-6 WTW-7 WTW-16 WTW-19",
    },
    "ls1-te-02": {BREACH: "WTW-1 WTW-4 WTW-11", MET: "WTW-11"},
    "ls1-te-03": {BREACH: "WTW-1 WTW-3 WTW-11"},
    "ls1-te-04": {BREACH: "WTW-12 WTW-16", DUE: "WTW-12", MET: "WTW-12"},
    "ls1-te-05": {MET: "WTW-10"},
    "lc2-pr-01": {BREACH: "WTW-10"},
    "lc2-pr-02": {DUE: "WTW-10"},
    # Early help: a fault each month; new and away; every eight weeks; no contract; cancelled; talks in between; others.
    "mh1-pr-01": {
        BREACH: "TEL-3 TEL-8 TEL-9 TEL-28 TEL-28b TEL-29",
        DUE: "TEL-8 TEL-9 TEL-28b",
        MET: "TEL-1 TEL-3 TEL-8 TEL-9 TEL-28 TEL-28b TEL-29",
    },
    "mh1-pr-02": {EXCUSED: "TEL-3 TEL-13 TEL-28", DUE: "TEL-13"},
    "mh1-pr-03": {BREACH: "TEL-2 TEL-4", DUE: "TEL-2 TEL-4", MET: "TEL-4"},
    "mh1-pr-04": {BREACH: "TEL-1 TEL-13"},
    "mh1-pr-05": {BREACH: "TEL-5", DUE: "TEL-5", MET: "TEL-5"},
    "mh1-pr-06": {BREACH: "TEL-14", DUE: "TEL-3 TEL-14 TEL-28", MET: "TEL-14"},
    "mh1-bs-01": {MET: "TEL-3b", DUE: "TEL-3b"},
    "mh1-bs-02": {BREACH: "TEL-3b"},
    "mh1-vo-01": {MET: "TEL-16", DUE: "TEL-16"},
    "mh1-vo-02": {BREACH: "TEL-16"},
    "mh1-vo-03": {BREACH: "TEL-16"},
}


def about(finding: Finding, who: str) -> bool:
    return who == finding.person or (finding.subject.kind == "person" and finding.subject.id == who)


@pytest.mark.parametrize("who", STORIES)
def test_a_story_shows_what_it_says(who: str, assessment: Assessment) -> None:
    shown = {(finding.rule, finding.status) for finding in assessment.findings if about(finding, who)}
    told = {(rule, status) for status, rules in STORIES[who].items() for rule in rules.split()}
    assert told - shown == set()


@pytest.mark.parametrize("who", ["ls1-te-05", "mh1-bs-01", "mh1-vo-01"])
def test_who_does_well_has_no_breach(who: str, assessment: Assessment) -> None:
    rules = {"ls1-te-05": "WTW-", "mh1-bs-01": "TEL-3b", "mh1-vo-01": "TEL-16"}[who]
    found = [finding for finding in assessment.findings if about(finding, who) and finding.rule.startswith(rules)]
    assert {finding.status for finding in found} <= {MET, DUE}


@pytest.mark.parametrize("rule", ["JNT-1", "WTW-1"])
def test_some_come_round_on_the_last_day(rule: str, assessment: Assessment) -> None:
    steps = [finding for finding in assessment.findings if finding.rule == rule and finding.status is MET]
    assert any(finding.end == finding.due for finding in steps)


@pytest.mark.parametrize("rule", ["JNT-1", "STK-12", "STK-15", "WTW-5", "TEL-8"])
def test_some_are_a_day_late(rule: str, assessment: Assessment) -> None:
    assert 1 in {finding.days_late for finding in assessment.findings if finding.rule == rule}
