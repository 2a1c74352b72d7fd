"""Whether records agree: each thing that is refused or warned about, and the near miss beside it that is fine."""

from __future__ import annotations

import json
import time
from copy import deepcopy
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision_records.consistency import check
from supervision_records.consistency.references import REFERENCES
from supervision_records.model import Problem, Protocol, Severity
from supervision_records.narrative import NARRATIVE
from supervision_records.schema import Schemas
from supervision_records.settings import PLAIN, Settings
from supervision_records.store import KINDS, Judged, Store, build_store, collect, judge_file, right_path
from supervision_records.yamlio import leaves, load
from tests.sealed import SEALED

SCHEMAS = Schemas.read(Path(__file__).parents[1] / "schemas")
CASE, OTHER_CASE = "c-aaaaaaaa", "c-bbbbbbbb"


def protocol(name: str, **data: Any) -> Protocol:
    return Protocol(name, name, f"docs/protocols/{name}.md", date(2020, 1, 1), data, (), "")


PROTOCOLS = {
    each.id: each
    for each in (
        protocol(
            "case-management-supervision",
            sections=[{"id": "risks", "title": "Risks"}, {"id": "plans", "title": "Plans"}],
            agenda=[{"id": "threshold-decisions", "title": "Threshold decisions"}],
            assurance=[{"id": "data-quality", "title": "Data quality"}],
        ),
        protocol("partnership-supervision"),
    )
}

#: A small organisation in which everything agrees.
WORLD: dict[str, str] = {
    "people/boss": "posts: [{team: north, role: practice-supervisor, from: 2020-01-01}]",
    "people/worker": """
        posts:
          - {team: north, role: student, from: 2024-01-01, to: 2024-12-31}
          - {team: north, role: social-worker, from: 2025-01-01}
    """,
    "people/leaver": "posts: [{team: north, role: social-worker, from: 2024-01-01, to: 2026-03-31}]",
    "teams/north": """
        name: North
        organisation: borough
        agency: childrens-service
        manager: boss
        protocols: [{protocol: case-management-supervision, from: 2024-01-01}]
    """,
    f"cases/{CASE}": """
        opened: 2026-01-05
        teams: [{team: north, from: 2026-01-05}]
        status: [{category: cin, from: 2026-01-05}]
        allocations: [{person: worker, from: 2026-01-05}]
        joint_interval: [{months: 3, from: 2026-02-01, agreed_by: [boss]}]
    """,
    f"cases/{OTHER_CASE}": """
        opened: 2026-01-05
        closed: 2026-05-29
        teams: [{team: north, from: 2026-01-05}]
        status: [{category: cin, from: 2026-01-05}]
        allocations: [{person: leaver, from: 2026-01-05, to: 2026-03-31}, {person: worker, from: 2026-04-01}]
    """,
    "contracts/k1": """
        protocol: case-management-supervision
        supervisors: [boss]
        supervisees: [worker]
        starts: 2025-01-06
        ends: 2026-12-31
        interval: {calendar: month}
        minutes: 90
        signed: [{by: boss, on: 2025-01-06}, {by: worker, on: 2025-01-08}]
        reviews: [{on: 2026-01-07, by: [boss, worker]}]
    """,
    "sessions/s1": f"""
        protocol: case-management-supervision
        team: north
        type: case
        date: 2026-05-12
        status: held
        supervisors: [boss]
        supervisees: [worker]
        agenda: [threshold-decisions]
        cases: [{{case: {CASE}, notes: {{risks: {{held: lcs}}}}}}, {{case: {OTHER_CASE}}}]
        actions: [{{id: 1, what: Ask the school, owner: worker, due: 2026-06-01, measure: On file, case: {CASE}}}]
        recorded: {{by: boss, on: 2026-05-12}}
        filed: [{{system: lcs, on: 2026-05-12, by: boss}}]
        signed: [{{by: worker, on: 2026-05-12}}]
        next: 2026-06-10
    """,
    "sessions/s2": """
        protocol: case-management-supervision
        team: north
        type: personal
        date: 2026-06-10
        status: held
        supervisors: [boss]
        supervisees: [worker]
        notes: {plans: {held: worker-file}}
        reviewed: [{session: s1, action: 1, outcome: done}]
    """,
    "absences/a1": f"""
        person: worker
        from: 2026-04-06
        to: 2026-04-10
        reallocation: {{decided_on: 2026-04-07, by: boss, cases: [{CASE}]}}
    """,
    "referrals/r1": f"""
        type: partnership
        protocol: partnership-supervision
        case: {CASE}
        on: 2026-02-02
        by: worker
        reasons: [stuck]
        screened: {{on: 2026-02-02, by: [boss]}}
    """,
    "audits/au1": """
        type: case-supervision
        protocol: case-management-supervision
        on: 2026-06-30
        auditor: leaver
        team: north
        supervisor: boss
        files: [{ref: s1, answers: {signed: yes}, comment: Clear}, {ref: 14, answers: {signed: no}}]
        actions: [{id: 1, what: Sign, owner: boss, due: 2026-06-30, done: 2026-07-01, done_by: boss}]
    """,
    "observations/o1": """
        practitioner: worker
        observer: boss
        on: 2026-03-02
        consent: {from: family-agreed, on: 2026-03-01}
        notes: {held: worker-file}
        feedback_on: 2026-03-02
    """,
    "escalations/e1": """
        person: worker
        opened: 2026-03-02
        closed: 2026-03-02
        about: frequency
        steps: [{step: one-to-one, on: 2026-03-02, with: [boss], outcome: {held: worker-file}}]
    """,
    "handovers/h1": """
        supervisee: worker
        from: [leaver]
        to: [boss]
        changed: 2026-03-31
        on: 2026-03-30
        present: [worker, leaver, boss]
    """,
    "assurance/as1": """
        protocol: case-management-supervision
        process: data-quality
        on: 2026-06-01
        lead: boss
        team: north
        lessons: Sign sooner
    """,
    "announcements/an1": """
        on: 2026-06-15
        by: boss
        to: {team: north}
        items:
        - uid: 0f4b2c6d8e0a1b3c5d7e9f00112233aa
          sort: planned
          subject: {kind: person, id: worker}
          due: 2026-06-30
    """,
    "tombstones/sessions--gone": "{reason: mistake, on: 2026-03-02, by: boss}",
}


def data_of(text: str) -> Any:
    document, problems = load("x.yaml", text.encode())
    assert document is not None, problems
    return document.data


def change(data: Any, pointer: str, value: Any) -> None:
    """Put a value at a pointer; "-" is the place after the last entry of a list."""
    *path, last = pointer.split("/")[1:]
    for step in path:
        data = data[int(step)] if isinstance(data, list) else data.setdefault(step, {})
    if isinstance(data, list) and last == "-":
        data.append(value)
    elif isinstance(data, list):
        data[int(last)] = value
    elif value is None:
        data.pop(last)
    else:
        data[last] = value


@lru_cache(maxsize=500)
def judged(path: str, raw: bytes) -> Judged:
    """One file; most are the same from test to test."""
    return judge_file(path, raw, SCHEMAS)


def store_of(changes: dict[str, Any], extra: tuple[tuple[str, bytes], ...] = ()) -> Store:
    """The store of the small organisation with changes: "kind/id/pointer" → value, or "kind/id" → data (None: gone)."""
    records = {name: data_of(text) for name, text in WORLD.items()}
    for where, value in changes.items():
        kind, record_id, *rest = where.split("/")
        name = f"{kind}/{record_id}"
        if rest:
            change(records[name], "/" + "/".join(rest), deepcopy(value))
        elif value is None:
            records.pop(name)
        else:
            records[name] = data_of(value) if isinstance(value, str) else deepcopy(value)
    files = [  # JSON is YAML too; one value a line, so that lines can be told
        (right_path(name.split("/")[0], name.split("/")[1], data), json.dumps(data, indent=1).encode() + b"\n")
        for name, data in records.items()
    ]
    store = collect(judged(path, raw) for path, raw in (*files, *extra))
    assert extra or store.problems == ()
    return store


def found(
    changes: dict[str, Any], own: Settings | None = None, extra: tuple[tuple[str, bytes], ...] = ()
) -> list[Problem]:
    return list(check(store_of(changes, extra), PROTOCOLS, own or Settings()))


def brief(problems: list[Problem]) -> list[tuple[str, str, str, str]]:
    """Record, pointer, code and severity of each."""
    return [
        (
            f"{problem.path.split('/')[1]}/{problem.path.split('/')[-1][:-5]}",
            problem.pointer,
            problem.code,
            problem.severity,
        )
        for problem in problems
    ]


def test_where_everything_agrees_nothing_is_said() -> None:
    assert brief(found({})) == []


BOSS_POST = {"team": "north", "role": "practice-supervisor", "from": "2026-01-01"}
S1 = data_of(WORLD["sessions/s1"])

# changes, then what is found: (record, pointer, code, severity)
ROWS: list[tuple[str, dict[str, Any], list[tuple[str, str, str, str]]]] = [
    # participants
    (
        "a supervisor's post ended the day before",
        {"people/boss/posts/0/to": "2026-06-30", "sessions/s2/date": "2026-07-01", "sessions/s2/reviewed": None},
        [("sessions/s2", "/supervisors/0", "no-post", "error")],
    ),
    ("a supervisor's post ends that day", {"people/boss/posts/0/to": "2026-06-10"}, []),
    (
        "a supervisee's post begins the day after",
        {"people/worker/posts/1/from": "2026-05-13", "contracts/k1": None, "absences/a1": None}
        | {f"cases/{CASE}/allocations": [{"person": "boss", "from": "2026-01-05"}]}
        | {f"cases/{OTHER_CASE}/allocations": []},
        [("sessions/s1", "/supervisees/0", "no-post", "error")],
    ),
    (
        "somebody is both",
        {"sessions/s2/supervisors": ["boss", "worker"]},
        [("sessions/s2", "/supervisees/0", "both-roles", "error")],
    ),
    # dates
    (
        "to before from",
        {"absences/a1/to": "2026-04-05"},
        [("absences/a1", "/to", "ends-before-start", "error")],
    ),
    ("to on the same day", {"absences/a1/to": "2026-04-06"}, []),
    (
        "closed before opened",
        {f"cases/{OTHER_CASE}": WORLD[f"cases/{OTHER_CASE}"].replace("2026-05-29", "2026-01-04")}
        | {f"cases/{OTHER_CASE}/allocations": [], "sessions/s1/cases": []},
        [(f"cases/{OTHER_CASE}", "/closed", "ends-before-start", "error")],
    ),
    (
        "an escalation closed before it was opened",
        {"escalations/e1/closed": "2026-03-01"},
        [("escalations/e1", "/closed", "ends-before-start", "error")],
    ),
    (
        "a contract that ends before it starts",
        {"contracts/k1/ends": "2025-01-05", "contracts/k1/signed": [], "contracts/k1/reviews": []},
        [("contracts/k1", "/ends", "ends-before-start", "error")],
    ),
    (
        "a gap the wrong way round",
        {"sessions/s2/gap": {"from": "2026-05-02", "to": "2026-05-01"}},
        [("sessions/s2", "/gap/to", "ends-before-start", "error")],
    ),
    # cases discussed
    (
        "a case discussed the day before it was opened",
        {f"cases/{CASE}/opened": "2026-05-13", f"cases/{CASE}/allocations": [], f"cases/{CASE}/joint_interval": []}
        | {f"cases/{CASE}/closed": "2026-06-30"},
        [("sessions/s1", "/cases/0/case", "case-not-open", "error")],
    ),
    (
        "a case discussed the day after it closed",
        {f"cases/{OTHER_CASE}/closed": "2026-05-11"},
        [("sessions/s1", "/cases/1/case", "case-not-open", "error")],
    ),
    ("a case discussed on the day that it closed", {f"cases/{OTHER_CASE}/closed": "2026-05-12"}, []),
    (
        "a session that was not held discussed nothing",
        {
            f"cases/{OTHER_CASE}/closed": "2026-05-11",
            "sessions/s1/status": "cancelled",
            "sessions/s1/reason": "service",
        },
        [],
    ),
    # posts
    (
        "posts overlap by a day",
        {"people/worker/posts/0/to": "2025-01-01"},
        [("people/worker", "/posts/1/from", "overlapping-posts", "error")],
    ),
    (
        "a short post inside a long one, and another after it",
        {
            "people/boss/posts": [
                {**BOSS_POST, "from": "2020-01-01", "to": "2026-12-31"},
                {**BOSS_POST, "from": "2021-01-01", "to": "2021-02-01"},
                {**BOSS_POST, "from": "2022-01-01", "to": "2022-02-01"},
            ]
        },
        [
            ("people/boss", "/posts/1/from", "overlapping-posts", "error"),
            ("people/boss", "/posts/2/from", "overlapping-posts", "error"),
        ],
    ),
    # teams of cases
    (
        "a case without any team",
        {f"cases/{CASE}/teams": []},
        [(f"cases/{CASE}", "/teams", "case-without-team", "error")],
    ),
    (
        "a case whose team stopped",
        {f"cases/{CASE}/teams/0/to": "2026-06-30"},
        [(f"cases/{CASE}", "/teams", "case-without-team", "error")],
    ),
    ("a case whose team stopped when it closed", {f"cases/{OTHER_CASE}/teams/0/to": "2026-05-29"}, []),
    (
        "a case between two teams",
        {f"cases/{CASE}/teams": [{"team": "north", "from": "2026-01-05", "to": "2026-02-01"}]}
        | {f"cases/{CASE}/teams/-": {"team": "north", "from": "2026-02-03"}},
        [(f"cases/{CASE}", "/teams", "case-without-team", "error")],
    ),
    (
        "a case handed from team to team",
        {f"cases/{CASE}/teams": [{"team": "north", "from": "2026-01-05", "to": "2026-02-01"}]}
        | {f"cases/{CASE}/teams/-": {"team": "north", "from": "2026-02-02"}},
        [],
    ),
    # the same session twice
    (
        "the same session twice",
        {"sessions/s3": {**S1, "cases": S1["cases"][::-1], "minutes": 30}},
        [("sessions/s1", "", "same-session", "error"), ("sessions/s3", "", "same-session", "error")],
    ),
    ("two sessions that differ in their cases", {"sessions/s3": {**S1, "cases": S1["cases"][:1]}}, []),
    ("two sessions that differ in their type", {"sessions/s3": {**S1, "type": "informal"}}, []),
    (
        "two sessions that differ in their people",
        {"sessions/s3": {**S1, "supervisees": ["boss"], "supervisors": ["worker"]}},
        [],
    ),
    # cases in personal sessions
    (
        "a case named in a personal session's text",
        {"sessions/s2/actions": [{"id": 1, "what": "Talk about C-AAAAAAAA.", "owner": "worker", "due": "2026-07-01"}]},
        [("sessions/s2", "/actions/0/what", "case-in-personal", "error")],
    ),
    (
        "a case that an action of a personal session is about",
        {"sessions/s2/actions": [{"id": 1, "what": "Rest", "owner": "worker", "due": "2026-07-01", "case": CASE}]},
        [("sessions/s2", "/actions/0/case", "case-in-personal", "error")],
    ),
    (
        "a word like a case's id that is none",
        {"sessions/s2/actions": [{"id": 1, "what": "About c-aaaaaaab", "owner": "worker", "due": "2026-07-01"}]},
        [],
    ),
    (
        "sealed text",
        {"sessions/s2/notes/plans": {"sealed": SEALED}},
        [],
    ),
    (
        "plain words that are called sealed: they are not read, and refused",
        {"sessions/s2/notes/plans": {"sealed": CASE}},
        [("sessions/s2", "/notes/plans/sealed", "not-sealed", "error")],
    ),
    # warnings: outside the post or the case's life
    (
        "an allocation that outlasts the post",
        {f"cases/{OTHER_CASE}/allocations/0/to": "2026-04-01"},
        [(f"cases/{OTHER_CASE}", "/allocations/0/person", "outside-post", "warning")],
    ),
    (
        "an open allocation of an open case, and the person left",
        {f"cases/{CASE}/allocations/0/person": "leaver"},
        [(f"cases/{CASE}", "/allocations/0/person", "outside-post", "warning")],
    ),
    (
        "an allocation before the case was opened",
        {f"cases/{CASE}/allocations/0/from": "2026-01-04"},
        [(f"cases/{CASE}", "/allocations/0/from", "outside-case", "warning")],
    ),
    (
        "an allocation after the case closed",
        {f"cases/{OTHER_CASE}/allocations/1/to": "2026-05-30"},
        [(f"cases/{OTHER_CASE}", "/allocations/1/from", "outside-case", "warning")],
    ),
    (
        "an open allocation that begins after the case closed",
        {f"cases/{OTHER_CASE}/allocations/1/from": "2026-05-30"},
        [(f"cases/{OTHER_CASE}", "/allocations/1/from", "outside-case", "warning")],
    ),
    (
        "an allocation the wrong way round is told once",
        {f"cases/{OTHER_CASE}/allocations/0/to": "2026-01-04"},
        [(f"cases/{OTHER_CASE}", "/allocations/0/to", "ends-before-start", "error")],
    ),
    (
        "an absence after the post",
        {"absences/a1/person": "leaver"},
        [("absences/a1", "/from", "outside-post", "warning")],
    ),
    (
        "an absence that lasts beyond the post",
        {"absences/a1": "{person: leaver, from: 2026-03-30, to: 2026-04-01}"},
        [("absences/a1", "/from", "outside-post", "warning")],
    ),
    ("an absence to the post's last day", {"absences/a1": "{person: leaver, from: 2026-03-30, to: 2026-03-31}"}, []),
    ("an absence without an end", {"absences/a1": "{person: leaver, from: 2026-03-30}"}, []),
    (
        "an interval agreed before the case was opened",
        {f"cases/{CASE}/joint_interval/0/from": "2026-01-04"},
        [(f"cases/{CASE}", "/joint_interval/0/from", "outside-case", "warning")],
    ),
    (
        "an interval agreed by somebody who had left",
        {f"cases/{CASE}/joint_interval/0": {"months": 3, "from": "2026-04-01", "agreed_by": ["boss", "leaver"]}},
        [(f"cases/{CASE}", "/joint_interval/0/agreed_by/1", "outside-post", "warning")],
    ),
    # warnings: nobody allocated
    (
        "nobody was ever allocated",
        {f"cases/{CASE}/allocations": []},
        [(f"cases/{CASE}", "/allocations", "nobody-allocated", "warning")],
    ),
    (
        "nobody is allocated any more",
        {f"cases/{CASE}/allocations/0/to": "2026-06-30"},
        [(f"cases/{CASE}", "/allocations", "nobody-allocated", "warning")],
    ),
    ("a closed case needs nobody", {f"cases/{OTHER_CASE}/allocations/1/to": "2026-05-01"}, []),
    # warnings: protocol not followed
    (
        "a team that does not follow the protocol yet",
        {"teams/north/protocols/0/from": "2026-05-13"},
        [("sessions/s1", "/protocol", "protocol-not-followed", "warning")],
    ),
    ("a team that follows the protocol from that day", {"teams/north/protocols/0/from": "2026-05-12"}, []),
    (
        "a team that never follows it",
        {"sessions/s2/protocol": "partnership-supervision", "sessions/s2/notes": None},
        [("sessions/s2", "/protocol", "protocol-not-followed", "warning")],
    ),
    # auditors
    (
        "an auditor who is the supervisor",
        {"audits/au1/auditor": "boss"},
        [
            ("audits/au1", "/auditor", "own-audit", "warning"),
            ("audits/au1", "/files/0/ref", "own-audit", "warning"),
            ("audits/au1", "/actions/0/done_by", "closed-by-auditor", "warning"),
        ],
    ),
    (
        "an auditor who was supervised",
        {"audits/au1/auditor": "worker"},
        [("audits/au1", "/files/0/ref", "own-audit", "warning")],
    ),
    (
        "somebody who checks what they closed",
        {"audits/au1/actions/0/checked": "2026-10-01", "audits/au1/actions/0/checked_by": "boss"},
        [("audits/au1", "/actions/0/checked_by", "checked-by-closer", "warning")],
    ),
    (
        "a second reader who is the auditor, of another file",
        {"audits/au1/second": {"by": "leaver", "on": "2026-07-01", "files": [{"ref": 15, "answers": {}}]}},
        [
            ("audits/au1", "/second/by", "own-second-reading", "warning"),
            ("audits/au1", "/second/files/0/ref", "unknown-file", "warning"),
        ],
    ),
    # outside a contract
    (
        "a signature before the contract starts",
        {"contracts/k1/signed/0/on": "2025-01-05"},
        [("contracts/k1", "/signed/0/on", "outside-contract", "warning")],
    ),
    (
        "a review after the contract ended",
        {"contracts/k1/reviews/0/on": "2027-01-01"},
        [("contracts/k1", "/reviews/0/on", "outside-contract", "warning")],
    ),
    ("a review on the contract's last day", {"contracts/k1/reviews/0/on": "2026-12-31"}, []),
    # warnings: the order of the evidence
    *(
        (f"{where} too early", {where: value}, [(record, "/" + pointer, "too-early", "warning")])
        for where, value in {
            "sessions/s1/recorded/on": "2026-05-11",
            "sessions/s1/filed/0/on": "2026-05-11",
            "sessions/s1/signed/0/on": "2026-05-11",
            "sessions/s1/next": "2026-05-11",
            "sessions/s1/actions/0/due": "2026-05-11",
            "referrals/r1/screened/on": "2026-02-01",
            "observations/o1/feedback_on": "2026-03-01",
            "escalations/e1/steps/0/on": "2026-03-01",
            "audits/au1/actions/0/due": "2026-06-29",
            "audits/au1/actions/0/done": "2026-06-29",
        }.items()
        for kind, record_id, pointer in [where.split("/", 2)]
        for record in [f"{kind}/{record_id}"]
    ),
    # the protocol's words
    (
        "an agenda point that the protocol does not have",
        {"sessions/s1/agenda/0": "threshold-decision"},
        [("sessions/s1", "/agenda/0", "unknown-agenda-point", "warning")],
    ),
    (
        "sections that the protocol does not have",
        {"sessions/s1/cases/0/notes/risk": {"held": "lcs"}, "sessions/s2/notes/wishes": {"held": "lcs"}},
        [
            ("sessions/s1", "/cases/0/notes/risk", "unknown-section", "warning"),
            ("sessions/s2", "/notes/wishes", "unknown-section", "warning"),
        ],
    ),
    (
        "a process that the protocol does not have",
        {"assurance/as1/process": "joint-audit"},
        [("assurance/as1", "/process", "unknown-process", "warning")],
    ),
    # ids
    (
        "a case whose id is not random",
        {"cases/smith": WORLD[f"cases/{CASE}"]},
        [("cases/smith", "", "case-id", "warning")],
    ),
    (
        "a tombstone without a kind",
        {"tombstones/session--s9": WORLD["tombstones/sessions--gone"]},
        [("tombstones/session--s9", "", "bad-tombstone", "error")],
    ),
    (
        "a tombstone without an id",
        {"tombstones/sessions-s9": WORLD["tombstones/sessions--gone"]},
        [("tombstones/sessions-s9", "", "bad-tombstone", "error")],
    ),
    (
        "a tombstone for what is still there",
        {"tombstones/sessions--s1": WORLD["tombstones/sessions--gone"]},
        [("tombstones/sessions--s1", "", "not-removed", "error")],
    ),
    # reviewed actions
    (
        "a review of an action that there is not",
        {"sessions/s2/reviewed/0/action": 2},
        [("sessions/s2", "/reviewed/0/action", "unknown-reference", "error")],
    ),
    (
        "a review of a session without actions",
        {"sessions/s1/actions": None},
        [("sessions/s2", "/reviewed/0/action", "unknown-reference", "error")],
    ),
    (
        "a review of a session that was removed",
        {"sessions/s2/reviewed/0/session": "gone"},
        [],
    ),
    (
        "a review of a later session",
        {"sessions/s2/date": "2026-05-11"},
        [("sessions/s2", "/reviewed/0/session", "later-session", "warning")],
    ),
    # two protocols
    (
        "a referral's contract of another protocol",
        {"referrals/r1/contract": "k1"},
        [("referrals/r1", "/contract", "other-protocol", "warning")],
    ),
    (
        "a contract of the same protocol",
        {"referrals/r1/contract": "k1", "contracts/k1/protocol": "partnership-supervision"},
        [],
    ),
    # privacy
    (
        "a number that identifies a child",
        {"audits/au1/files/1/ref": 9434765919},
        [("audits/au1", "/files/1/ref", "nhs-number", "error")],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_row(changes: dict[str, Any], expected: list[tuple[str, str, str, str]]) -> None:
    problems = found(changes)
    assert brief(problems) == expected
    for problem in problems:
        assert problem.message.endswith(".")
        assert problem.hint.endswith((".", "?"))
        assert problem.line > (0 if problem.pointer == "" else 1)


# References

#: A place for each reference that the small organisation does not already hold.
HOLDERS: dict[str, Any] = {
    "people/boss/read": [{"protocol": "case-management-supervision", "of": "0" * 64, "on": "2026-07-01"}],
    "contracts/k1/dispute_with": ["boss"],
    "sessions/s1/absent": ["leaver"],
    "sessions/s1/observers": ["leaver"],
    "sessions/s1/deputising_for": "boss",
    "sessions/s1/cases/0/recorded": {"by": "boss", "on": "2026-05-12"},
    "sessions/s1/cases/0/filed": [{"system": "lcs", "on": "2026-05-12", "by": "boss"}],
    "sessions/s1/reviewed": [{"session": "gone", "action": 1, "outcome": "done"}],
    "sessions/s1/feedback": [{"by": "boss", "on": "2026-05-12"}],
    "referrals/r1/supervisors": ["boss"],
    "audits/au1/actions/0/checked_by": "boss",
    "audits/au1/second": {"by": "boss", "on": "2026-07-01", "files": [{"ref": 14, "answers": {}}]},
    "audits/au1/sample": {"seed": 1, "size": 2, "revision": "abc", "teams": ["north"]},
    "assurance/as1/actions": [
        {"id": 1, "what": "x", "owner": "boss", "due": "2026-06-30", "done_by": "boss", "checked_by": "boss"}
    ],
}


def test_every_reference_is_followed() -> None:
    for kind, table in REFERENCES.items():
        record_id = next(name.split("/")[1] for name in WORLD if name.startswith(f"{kind}/"))
        for pattern, target in table.items():
            pointer = pattern.replace(".*", "/0").replace(".", "/")
            changes = {**HOLDERS, f"{kind}/{record_id}/{pointer}": "nobody-here"}
            if kind == "announcements" and pattern.startswith("to."):  # one reader alone
                changes = {f"{kind}/{record_id}/to": {pattern.removeprefix("to."): "nobody-here"}}
            if pattern == "referral":
                changes["sessions/s1/type"] = "partnership"
            hits = [hit for hit in brief(found(changes)) if hit[2] == "unknown-reference"]
            where = (f"{kind}/{record_id}", f"/{pointer}", "unknown-reference", "error")
            assert hits == [where], (kind, pattern, target)


def test_an_unknown_reference_names_the_nearest_and_the_place() -> None:
    (problem, *_) = found({"sessions/s2/supervisees/0": "wroker"})
    assert problem.message == "There is no person with the id wroker."
    assert problem.hint == "Did you mean `worker`? If not, add it to records/people/."
    (problem, *_) = found({"assurance/as1/protocol": "zzz"})
    assert problem.message == "There is no protocol with the id zzz."
    assert problem.hint == "Check how it is spelt, or add it to docs/protocols/."


def test_a_file_that_was_refused_is_told_once() -> None:
    extra = (("records/people/boss.yaml", b"posts: [\n"), ("records/people/worker.yaml", b"posts: 1\n"))
    assert found({"people/boss": None, "people/worker": None}, extra=extra) == []


def test_a_person_a_case_or_a_team_that_is_not_there_is_told_as_such_only() -> None:
    missing: dict[str, Any] = {"people/worker": None, f"cases/{CASE}": None, "teams/north": None}
    assert {hit[2] for hit in brief(found(missing))} == {"unknown-reference"}


# Narrative

PLAIN_HOLDERS: dict[str, Any] = {
    **HOLDERS,
    "contracts/k1/reason": "x",
    "sessions/s2/notes": {"risks": "x"},
    "sessions/s1/disagreement": "x",
    "observations/o1/objectives": "x",
    "observations/o1/reflection": "x",
    "observations/o1/family_comment": "x",
    "observations/o1/grade": "x",
    "assurance/as1/evidence": "x",
}


def plain(changes: dict[str, Any], *patterns: str) -> list[tuple[str, str]]:
    own = Settings(plain=frozenset(patterns)) if patterns else Settings()
    return [hit[:2] for hit in brief(found(changes, own)) if hit[2] == "plain-narrative"]


def test_every_narrative_is_looked_at() -> None:
    for kind, patterns in NARRATIVE.items():
        record_id = {"sessions": "s1"}.get(kind) or next(n.split("/")[1] for n in WORLD if n.startswith(f"{kind}/"))
        for pattern in patterns:
            pointer = pattern.replace("notes.*", "notes/risks").replace(".*", "/0").replace(".", "/")
            changes = dict(HOLDERS)
            changes[f"{kind}/{record_id}/{pointer}"] = "plain words"
            assert (f"{kind}/{record_id}", f"/{pointer}") in plain(changes, "nothing.at-all"), pattern
            changes[f"{kind}/{record_id}/{pointer}"] = {"held": "worker-file"}
            assert (f"{kind}/{record_id}", f"/{pointer}") not in plain(changes, "nothing.at-all"), pattern


def test_what_may_be_plain_as_shipped() -> None:
    assert plain({}) == []
    assert plain({"contracts/k1/reason": "Part-time"}) == []
    assert plain({"sessions/s2/notes/plans": "x"}) == [("sessions/s2", "/notes/plans")]
    assert plain({"sessions/s1/cases/0/notes/risks": "x"}) == [("sessions/s1", "/cases/0/notes/risks")]
    assert plain({"escalations/e1/steps/0/outcome": "x"}) == [("escalations/e1", "/steps/0/outcome")]
    assert plain({"observations/o1/notes": "x"}) == [("observations/o1", "/notes")]


def test_what_settings_allow() -> None:
    changes = {"sessions/s2/notes/plans": "x", "sessions/s1/cases/0/notes/risks": "x"}
    rest = [("audits/au1", "/files/0/comment"), ("assurance/as1", "/lessons"), ("audits/au1", "/actions/0/what")]
    rest += [("sessions/s1", "/actions/0/what"), ("sessions/s1", "/actions/0/measure")]
    for patterns, refused in (
        (("sessions.notes.plans",), {("sessions/s1", "/cases/0/notes/risks")}),
        (("sessions.notes.*",), {("sessions/s1", "/cases/0/notes/risks")}),
        (("sessions.cases.notes.risks",), {("sessions/s2", "/notes/plans")}),
        (("*.notes.*", "*.cases.notes.*"), set()),
        (("sessions.notes",), {("sessions/s2", "/notes/plans"), ("sessions/s1", "/cases/0/notes/risks")}),
    ):
        assert set(plain(changes, *patterns)) - set(rest) == refused


def test_what_has_to_stay_in_another_system() -> None:
    own = Settings(held=frozenset({"sessions.notes.plans"}), plain=frozenset({"*.notes.*", *PLAIN}))
    for value, codes in (
        ({"held": "worker-file"}, []),
        ({"sealed": SEALED}, [("sessions/s2", "/notes/plans", "sealed-narrative", "error")]),
        ({"sealed": "x"}, [("sessions/s2", "/notes/plans", "sealed-narrative", "error")]),
        ("x", [("sessions/s2", "/notes/plans", "plain-narrative", "error")]),
    ):
        assert brief(found({"sessions/s2/notes/plans": value}, own)) == codes


# All together


def test_no_message_repeats_a_text() -> None:
    """A canary in every free text of every record, and every problem that can be had at once."""
    canary = "Canary Ann was hit"
    changes: dict[str, Any] = {
        **PLAIN_HOLDERS,
        "sessions/s2/notes": {canary: canary},
        "sessions/s1/cases/0/notes": {canary: canary, "risks": canary},
        "sessions/s1/agenda": [canary],
        "sessions/s1/actions/0/what": f"{canary} 943 476 5919",
        "sessions/s1/disagreement": canary,
        "assurance/as1/process": canary,
        "assurance/as1/lessons": canary,
        "audits/au1/files/0/comment": canary,
        "audits/au1/files/0/answers": {canary: "yes"},
        "observations/o1/notes": canary,
        "escalations/e1/steps/0/outcome": canary,
        "teams/north/name": canary,
        "people/boss/name": canary,
    }
    problems = found(changes)
    assert {problem.code for problem in problems} >= {
        "plain-narrative",
        "unknown-section",
        "unknown-process",
        "nhs-number",
    }
    for problem in problems:
        assert "Canary" not in str(problem)
        assert "943" not in str(problem)


IDS = ("boss", "leaver", "nobody", CASE, OTHER_CASE, "s1", "s2", "k1", "north", "case-management-supervision")
WORDS = ("0001-01-01", "9999-12-31", "2026-05-12", "personal", "group", "cancelled", "held", "plain words")
VALUES = st.sampled_from((*IDS, *WORDS, 1, 2, True, [], {}))
PLACES = [(name, pointer) for name, text in WORLD.items() for pointer, _ in leaves(data_of(text))]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=6, unique_by=lambda row: row[0]))
def test_whatever_the_records_say_the_checks_come_to_an_end(rows: list[tuple[tuple[str, str], Any]]) -> None:
    records = {name: data_of(text) for name, text in WORLD.items()}
    for (name, pointer), value in rows:
        change(records[name], pointer, deepcopy(value))
    files = [(f"records/{name}.yaml", json.dumps(data).encode() + b"\n") for name, data in records.items()]
    store = collect(judged(path, raw) for path, raw in files)
    for problem in check(store, PROTOCOLS, Settings()):
        assert problem.line == 1
        assert "plain words" not in problem.message + problem.hint


def test_every_kind_is_in_the_small_organisation() -> None:
    assert {name.split("/")[0] for name in WORLD} == set(KINDS)


def test_problems_come_in_order_and_once() -> None:
    problems = found({"teams/north": None, "sessions/s1/recorded/on": "2026-05-01"})
    assert problems == sorted(set(problems))


def test_places_are_those_of_the_values() -> None:
    raw = WORLD["sessions/s2"].replace("\n        ", "\n").lstrip().replace("action: 1", "action: 7").encode()
    store = store_of({"sessions/s2": None}, (("records/sessions/north/2026/s2.yaml", raw),))
    (problem,) = check(store, PROTOCOLS, Settings())
    assert (problem.line, problem.column, problem.pointer) == (9, 34, "/reviewed/0/action")


def test_a_file_with_very_many_wrong_ids_is_soon_done_with() -> None:
    """Those that are like others are sought for some of them only, and of the problems some are told."""
    person = b"posts: [{team: north, role: social-worker, from: 2025-01-01}]\n"
    people = [(f"records/people/person-{n:04}-worker.yaml", person) for n in range(900)]
    ids = ", ".join(f"persn-{n:05}-wrkr" for n in range(3000))
    session = (
        "protocol: case-management-supervision\nteam: north\ntype: personal\ndate: 2026-06-10\nstatus: held\n"
        f"supervisors: [person-0001-worker]\nsupervisees: [person-0002-worker]\nobservers: [{ids}]\n"
    )
    path = "records/sessions/north/2026/s-1.yaml"
    store = build_store([*people, (path, session.encode())], SCHEMAS)
    started = time.process_time()
    found = [problem for problem in check(store, PROTOCOLS, Settings()) if problem.path == path]
    assert time.process_time() - started < 10
    errors = [problem for problem in found if problem.severity is Severity.ERROR]
    assert len(errors) == 101
    assert {problem.code for problem in errors} == {"unknown-reference", "too-many-problems"}
    assert 0 < sum("Did you mean" in problem.hint for problem in errors) <= 50
