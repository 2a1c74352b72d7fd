"""The pages that demands call for: what they show, to whom, and that their figures are those of the judgement."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from supervision_records.model import Finding, Protocol, Record, Rule, Status, Subject
from supervision_records.pages import absent, applies, assurance, escalations, people, session_log, site_pages
from supervision_records.pages.links import PAGE_ROWS
from supervision_records.pages.site import Site
from supervision_records.settings import Settings
from supervision_records.store import Store

MakeSite = Callable[..., Site]
Make = Callable[..., Finding]

HOSTILE = '</title><script>alert(1)</script> **x** [y](javascript:z) "q"'
STAFF = Settings(audience="staff", small_numbers=0)
SECRETS = ("w-1", "w-2", "boss", "chief", "c-1", "c-2")


def record(kind: str, key: str, /, **data: Any) -> Record:
    return Record(kind, key, f"records/{kind}/{key}.yaml", data)


def session(name: str, day: str, **changes: Any) -> Record:
    data: dict[str, Any] = {
        "protocol": "alpha",
        "team": "north",
        "type": "case",
        "date": day,
        "status": "held",
        "supervisors": ["boss"],
        "supervisees": ["w-1"],
        "minutes": 60,
    }
    return record("sessions", name, **{**data, **changes})


def rule(name: str, form: str, title: str = "A rule", **spec: Any) -> Rule:
    return Rule(name, form, "alpha", title, {"id": name, "form": form, **spec}, "p", 1)


MONTHLY: dict[str, Any] = {
    "subject": "person",
    "event": {"sessions": {"one_to_one": ["case"]}},
    "every": {"calendar": "month"},
}
RULES = (
    rule("AB-1", "cadence", HOSTILE, **MONTHLY),
    rule("AB-1b", "cadence", **{**MONTHLY, "every": {"weeks": 6}}),
    rule("AB-3", "cadence", subject="case", event={"sessions": {"types": ["case"]}}, every={"months": 3}),
    rule("AB-4", "cadence", subject="process", event={"assurance": ["audit", "visit"]}),
    rule("AB-5", "deadline", trigger={"team": "first-day"}, within={"months": 6}, done={"assurance": "evaluation"}),
    rule(
        "AB-6",
        "deadline",
        trigger={"missed": "AB-1b", "by": {"days": 28}},
        within={"days": 28},
        done={"escalation": "frequency"},
    ),
)
ASSURANCE = [
    {"id": "audit", "title": HOSTILE, "subject": "locality", "every": {"months": 2}, "leads": ["team-leader"]},
    {"id": "visit", "title": "Visit", "subject": "locality", "every": {"months": 12}, "by_group": True, "local": True},
    {"id": "evaluation", "title": "Evaluation", "subject": "team"},
]
DEMANDS = [{"id": "AB-7", "how": ["tool"], "strength": "should", "text": "About two hours.", "guide_minutes": 120}]


def protocol() -> Protocol:
    data = {"title": "Alpha", "reviews": [], "assurance": ASSURANCE, "demands": DEMANDS, "sections": [], "agenda": []}
    return Protocol("alpha", "Alpha", "docs/protocols/alpha.md", date(2025, 1, 1), data, RULES, "[[AB-7 should]] Two.")


def store() -> Store:
    follows = [{"protocol": "alpha", "from": "2025-01-01"}]
    team = {"organisation": "org", "agency": "early-help", "manager": "chief", "protocols": follows, "locality": "east"}
    post = {"role": "practitioner", "from": "2025-01-01", "case_holding": True}
    case = {"opened": "2026-01-01", "teams": [{"team": "north", "from": "2026-01-01"}], "status": []}
    east = {"protocol": "alpha", "lead": "boss", "locality": "east"}
    held = [{"person": "w-2", "from": "2026-01-01"}]
    kinds = {
        "teams": [record("teams", "north", name="Team North", **team)],
        "people": [record("people", name, posts=[{"team": "north", **post}]) for name in ("w-1", "w-2", "boss")],
        "cases": [
            record("cases", "c-1", **case, allocations=[]),
            record("cases", "c-2", **case, allocations=held, risk=[{"level": "high", "from": "2026-01-01"}]),
            record("cases", "c-3", **case, allocations=held),
        ],
        "sessions": [
            session("s-1", "2026-06-10", start="09:30", cases=[{"case": "c-1"}]),
            session("s-2", "2026-06-24", minutes=45, type="personal"),
            session("s-3", "2026-07-01", status="cancelled", reason="service", rearranged_for="2026-07-20"),
            session("s-4", "2026-07-08", status="missed", reason="supervisee", supervisees=["w-2"]),
            session("s-5", "2026-07-20"),
            session("s-6", "2025-07-15"),
            session("s-7", "2026-07-09", supervisees=["w-2"], minutes=30),
            session("s-8", "2026-07-10", supervisees=["w-1", "w-2"], type="group"),
        ],
        "absences": [record("absences", "a-1", person="w-2", **{"from": "2026-07-01"})],
        "assurance": [
            record("assurance", "x-1", **east, process="audit", on="2026-05-01"),
            record("assurance", "x-2", **east, process="audit", on="2026-06-01"),
            record("assurance", "x-3", **east, process="visit", on="2026-06-02", group="<b>G"),
            record("assurance", "x-4", **east, process="evaluation", on="2025-05-01"),
        ],
        "escalations": [
            record("escalations", "e-1", person="w-1", opened="2026-05-01", about="frequency",
                   steps=[{"step": "one-to-one", "on": "2026-05-02", "with": ["w-1"]},
                          {"step": "three-way", "on": "2026-08-02", "with": ["w-1"]}]),
            record("escalations", "e-2", person="w-2", opened="2026-05-01", about="dispute", steps=[],
                   closed="2026-06-01"),
        ],
    }  # fmt: skip
    untimed = kinds["sessions"][6]
    data = {key: value for key, value in untimed.data.items() if key != "minutes"}
    kinds["sessions"][6] = record("sessions", untimed.id, **data)
    return Store({kind: {r.id: r for r in records} for kind, records in kinds.items()}, (), 1, 1, 0)


@pytest.fixture
def findings(finding: Make) -> list[Finding]:
    person = {"team": "north", "form": "cadence", "person": "w-1", "subject": Subject("person", "w-1")}
    audit = {"rule": "AB-4", "form": "cadence", "subject": Subject("locality", "east"), "team": None}
    missing = {"rule": "AB-6", "form": "deadline", "person": "w-2", "subject": Subject("person", "w-2")}
    return [
        finding(**person),
        finding(**person, start=date(2026, 7, 1), end=date(2026, 7, 31), status=Status.DUE, due=date(2026, 7, 31)),
        finding(**person, start=date(2025, 7, 1), end=date(2025, 7, 31), status=Status.BREACH),
        finding(**{**person, "subject": Subject("person", "w-2")}, status=Status.EXCUSED),
        finding(**person, rule="AB-1b", start=date(2026, 6, 24), status=Status.DUE, due=date(2026, 8, 5)),
        finding(**audit, part="audit", start=date(2026, 5, 1), status=Status.MET),
        finding(**audit, part="audit", start=date(2026, 6, 1), status=Status.DUE, due=date(2026, 8, 1)),
        finding(**audit, part="visit/<b>G", start=date(2026, 6, 2), status=Status.DUE, due=date(2027, 6, 2)),
        finding(
            rule="AB-5", form="deadline", subject=Subject("team", "north"), records=("records/assurance/x-4.yaml",)
        ),
        finding(**missing, start=date(2026, 5, 1), status=Status.BREACH, due=date(2026, 5, 29), supervisor="boss"),
        finding(
            **missing, start=date(2026, 3, 1), records=("records/escalations/2026/e-9.yaml",), status=Status.BREACH
        ),
        finding(**missing, start=date(2026, 1, 1), status=Status.MET),
    ]


@pytest.fixture
def site(make_site: MakeSite, findings: list[Finding]) -> Site:
    return make_site(*findings, protocols={"alpha": protocol()}, store=store())


def rows(text: str, table: str) -> list[str]:
    """The lines of a table as words, cells parted by a bar."""
    part = text[text.index(f'id="table-{table}"') :]
    body = part[part.index("<tbody>") : part.index("</table>")]
    return [cells(line) for line in body.split("\n") if line.startswith("<tr>")]


def cells(line: str) -> str:
    parted = re.sub(r"</t[hd]><t[hd][^>]*>", "|", line)
    return re.sub(r"<[^>]*>", "", parted.replace("<br>", " "))


def one(pages: Any) -> str:
    ((_, text),) = list(pages)
    return str(text)


def test_cases_that_a_rule_applies_to_are_counted_and_not_named(site: Site) -> None:
    text = one(applies.pages(site))
    assert rows(text, "applies-ab-3") == ["Team North|3|2", "All|3|2"]
    assert "<code>supervision list AB-3</code>" in text
    assert not [name for name in ("c-1", "c-2", "c-3") if name in text]


def test_the_counts_stand_on_the_protocol_page_of_findings_too(site: Site) -> None:
    text = dict(site_pages(site))["compliance/protocols/alpha.md"]
    assert "It applies to 3 open cases now; for 2 of them it has never happened yet" in text
    assert applies.in_a_sentence(site, "index.md", "AB-1") == ""


def test_cases_of_absent_staff_come_high_risk_first(site: Site) -> None:
    assert rows(one(absent.pages(site)), "absent") == [
        "c-2|high|w-2|Team North|1 Jul 2026|no end known|not decided yet",
        "c-3|standard|w-2|Team North|1 Jul 2026|no end known|not decided yet",
    ]


def test_nobody_is_absent(make_site: MakeSite) -> None:
    assert "Nobody who holds an open case is away on this day." in one(absent.pages(make_site()))


def test_the_assurance_calendar_has_each_process_at_each_place(site: Site) -> None:
    found = rows(one(assurance.pages(site)), "assurance-alpha")
    assert [line.split("|", 1)[1] for line in found] == [
        "every 2 months|team leader|locality east|1 Jun 2026|1 Aug 2026|◔ Due|AB-4",
        "every 12 months local|not named|locality east, group &#60;b&#62;G|2 Jun 2026|2 Jun 2027|◔ Due|AB-4",
        "once, within 6 months of the start|not named|team Team North|1 May 2025|–|✓ Met|AB-5",
    ]


def test_a_process_without_a_place_says_so(make_site: MakeSite) -> None:
    text = one(assurance.pages(make_site(protocols={"alpha": protocol()}, store=Store({}, (), 0, 0, 0))))
    assert "no locality yet|never|–|nothing due|AB-4" in rows(text, "assurance-alpha")[0]
    assert "No protocol has an assurance calendar." in one(assurance.pages(make_site(protocols={})))


def test_the_next_step_of_what_nobody_asked_about_and_of_what_is_open(site: Site) -> None:
    text = one(escalations.pages(site))
    first = "Open an escalation. Supervisor&#58; meet the person alone, talk about it, and settle it if you can."
    assert rows(text, "missed") == [f"w-2|boss|chief|1 May 2026|29 May 2026|{first}|AB-6"]
    (line,) = rows(text, "open")
    assert line.startswith("w-1|frequency|chief|1 May 2026|one-to-one, 2 May 2026|Supervisor and manager&#58; hold a")


@pytest.mark.parametrize(
    ("taken", "begins"),
    [
        ([], "Supervisor: meet the person alone"),
        (["one-to-one"], "Supervisor and manager: hold a three-way meeting"),
        (["one-to-one", "three-way"], "Manager: take it to the supervisor's line manager"),
        (["one-to-one", "line-manager"], "Every step is taken."),
    ],
)
def test_each_step_has_one_after_it(taken: list[str], begins: str) -> None:
    assert escalations.next_step([{"step": step} for step in taken]).startswith(begins)


def test_without_escalations_the_page_says_so(make_site: MakeSite) -> None:
    assert one(escalations.pages(make_site())).count("There is none.") == 2
    assert escalations.manager_of(make_site(), None) == "nobody on record"


def test_people_month_by_month(site: Site) -> None:
    text = one(people.pages(site))
    none = "–does not apply|" * 10
    assert rows(text, "months-ab-1") == [f"w-1|{none}✓Met|◔Due", f"w-2|{none}○Excused|–does not apply"]
    assert rows(text, "next-ab-1b") == ["w-1|24 Jun 2026|5 Aug 2026|◔ Due"]


def test_minutes_are_those_of_one_to_one_sessions_that_were_held(site: Site) -> None:
    text = one(people.pages(site))
    zeros = "0|" * 10
    assert rows(text, "minutes") == [f"w-1|{zeros}105|0", f"w-2|{zeros}0|0+"]
    assert "A guide, not a rule: 120 minutes a month" in text
    assert 'alpha.html#ab-7">AB-7</a>: About two hours.' in text


def test_a_team_without_people(make_site: MakeSite) -> None:
    assert "There is nothing to show yet." in one(people.pages(make_site()))


def test_the_session_log_has_every_session_of_the_year(site: Site) -> None:
    text = one(session_log.pages(site))
    assert rows(text, "log-counts") == [
        "case|2|1|1|0|1|1|0|1|4",
        "group|1|0|0|0|0|0|0|0|1",
        "personal|1|0|0|0|0|0|0|0|1",
        "All|4|1|1|0|1|1|0|1|6",
    ]
    assert [line.split("|")[0] for line in rows(text, "log")] == [
        "10 Jul 2026", "9 Jul 2026", "8 Jul 2026", "1 Jul 2026", "24 Jun 2026", "10 Jun 2026",
    ]  # fmt: skip
    assert rows(text, "log")[3] == "1 Jul 2026||case|boss|w-1|cancelled|service|20 Jul 2026"
    assert rows(text, "log")[5] == "10 Jun 2026|09&#58;30|case|boss|w-1|held||"


def test_a_long_log_goes_over_several_pages(site: Site) -> None:
    many = {f"s-{n:04}": session(f"s-{n:04}", "2026-06-10") for n in range(PAGE_ROWS + 1)}
    longer = replace(site, store=Store({**site.store.records, "sessions": many}, (), 1, 1, 0))
    made = dict(session_log.pages(longer))
    assert list(made) == ["compliance/teams/north/sessions.md", "compliance/teams/north/sessions/page-2.md"]
    assert [len(rows(text, "log")) for text in made.values()] == [PAGE_ROWS, 1]


def test_a_team_without_sessions(make_site: MakeSite) -> None:
    assert "The team had no session in the last 12 months." in one(session_log.pages(make_site()))


def test_the_build_for_staff_names_nobody(site: Site) -> None:
    made = dict(site_pages(replace(site, settings=STAFF)))
    for source in ("compliance/absent.md", "compliance/escalations.md", "compliance/teams/north/people.md"):
        assert source not in made
    for source, text in made.items():
        assert not [name for name in SECRETS if name in text], source
        for target in ("absent", "escalations", "people"):
            assert f'{target}.html"' not in text, source
    assert rows(made["compliance/teams/north/sessions.md"], "log-counts")[-1] == "All|4|1|1|0|1|1|0|1|6"
    assert 'id="table-log"' not in made["compliance/teams/north/sessions.md"]


def test_hostile_words_do_nothing(site: Site) -> None:
    for source, text in site_pages(site):
        for sign in ("<script", "</title>", "**x**", "[y]", 'q"', "<b>G"):
            assert sign not in text, source


def test_managers_find_the_pages_from_where_they_look(site: Site) -> None:
    made = dict(site_pages(site))
    assert 'href="compliance/escalations.html"' in made["index.md"]
    assert 'href="compliance/absent.html"' in made["index.md"]
    for target in ("escalations", "absent", "applies", "assurance"):
        assert f'href="{target}.html"' in made["compliance/index.md"]
    for target in ("people", "sessions"):
        assert f'href="north/{target}.html"' in made["compliance/teams/north.md"]
