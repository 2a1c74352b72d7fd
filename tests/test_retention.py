"""What has been kept as long as the settings ask: from which event the years run, and what a hold keeps."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from supervision_records.cli import main
from supervision_records.retention import event_of, expired
from supervision_records.schema import Schemas
from supervision_records.settings import Hold, Keep
from supervision_records.store import Store, build_store

TEXTS = {
    "people/stays": "posts:\n  - {team: north, role: practitioner, from: 2010-01-01}\n",
    "people/left": "posts:\n  - {team: north, role: practitioner, from: 2010-01-01, to: 2015-06-30}\n"
    "  - {team: north, role: practitioner, from: 2016-01-01, to: 2018-03-31}\n",
    "cases/c-open": "opened: 2012-01-01\nteams: []\nstatus: []\nallocations: []\n",
    "cases/c-closed": "opened: 2012-01-01\nclosed: 2014-02-28\nteams: []\nstatus: []\nallocations: []\n",
    "cases/c-later": "opened: 2012-01-01\nclosed: 2016-02-29\nteams: []\nstatus: []\nallocations: []\n",
    "contracts/k-left": "protocol: pp\nsupervisors: [stays]\nsupervisees: [left]\nstarts: 2013-01-01\n"
    "ends: 2013-12-31\ninterval: {weeks: 4}\nminutes: 60\nsigned: []\n",
    "absences/2014/a-1": "person: left\nfrom: 2014-01-01\nto: 2014-01-31\n",
    "absences/2014/a-open": "person: left\nfrom: 2014-05-01\n",
    "assurance/2014/as-1": "protocol: pp\nprocess: data-quality\non: 2014-04-01\nlead: stays\n",
}
_SESSION = "protocol: pp\nteam: north\ntype: case\ndate: 2013-05-05\nstatus: held\nsupervisors: [stays]\n"


def session(supervisee: str, *cases: str) -> str:
    listed = ", ".join(f"{{case: {case}}}" for case in cases)
    return f"{_SESSION}supervisees: [{supervisee}]\n" + (f"cases: [{listed}]\n" if cases else "")


SESSIONS = {
    "both-closed": session("left", "c-closed", "c-later"),
    "one-open": session("stays", "c-closed", "c-open"),
    "no-case": session("left"),
}


@pytest.fixture(scope="module")
def store(root: Path) -> Store:
    texts = {**TEXTS, **{f"sessions/north/2013/{name}": text for name, text in SESSIONS.items()}}
    found = build_store(
        [(f"records/{name}.yaml", text.encode()) for name, text in texts.items()], Schemas.read(root / "schemas")
    )
    assert found.problems == ()
    return found


@pytest.mark.parametrize(
    ("kind", "name", "after", "expected"),
    [
        ("people", "left", "left", date(2018, 3, 31)),
        ("people", "stays", "left", None),
        ("cases", "c-closed", "end", date(2014, 2, 28)),
        ("cases", "c-open", "end", None),
        ("contracts", "k-left", "end", date(2013, 12, 31)),
        ("contracts", "k-left", "left", date(2018, 3, 31)),
        ("absences", "a-1", "end", date(2014, 1, 31)),
        ("absences", "a-open", "end", None),
        ("absences", "a-open", "left", date(2018, 3, 31)),
        ("assurance", "as-1", "day", date(2014, 4, 1)),
        ("sessions", "both-closed", "day", date(2013, 5, 5)),
        ("sessions", "both-closed", "end", date(2016, 2, 29)),
        ("sessions", "one-open", "end", None),
        ("sessions", "no-case", "end", None),
        ("sessions", "both-closed", "left", date(2018, 3, 31)),
        ("sessions", "one-open", "left", None),
    ],
)
def test_the_years_run_from_the_event(store: Store, kind: str, name: str, after: str, expected: date | None) -> None:
    assert event_of(store.records[kind][name], Keep(6, after), store) == expected


def test_what_has_reached_its_day_is_listed_with_what_keeps_it(store: Store) -> None:
    schedule = {"cases": Keep(6, "end"), "sessions": Keep(6, "end")}
    hold = Hold("cases", "c-later", date(2020, 1, 1), None, "stays", "/holds/0", 1, 1)

    def listed(by: date) -> list[tuple[str, date, bool]]:
        return [(e.record.id, e.on, e.hold is not None) for e in expired(store, schedule, [hold], by, by)]

    assert listed(date(2020, 2, 27)) == []
    assert listed(date(2020, 2, 28)) == [("c-closed", date(2020, 2, 28), False)]
    assert listed(date(2022, 2, 28))[1:] == [
        ("c-later", date(2022, 2, 28), True),
        ("both-closed", date(2022, 2, 28), True),
    ]


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in TEXTS.items():
        path = tmp_path / f"records/{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = tmp_path / "supervision.yaml"
    settings.write_text("retention: {cases: {years: 6, after: end}}\n", encoding="utf-8")
    call = ("--root", str(tmp_path), "due", "--retention", "--as-of", "2020-02-20")
    assert main([*call, "--days", "7", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["records"] == []
    assert main([*call, "--days", "8"]) == 0
    said = capsys.readouterr().out
    assert "2020-02-28  records/cases/c-closed.yaml: 6 years after its end, 2014-02-28\n" in said
    assert main([*call, "--format", "ics"]) == 2
    settings.write_text("organisation: Example\n", encoding="utf-8")
    assert main(list(call)) == 2
    assert "do not say how long" in capsys.readouterr().err
