"""``supervision due``: what is on the list, in every format; the calendar read back by another library."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import vobject  # type: ignore[import-untyped]

from supervision_records.cli import main

POST = "posts: [{{team: north, role: {role}, from: 2025-01-01, case_holding: {holds}}}]\n"
SESSION = (
    "protocol: case-management-supervision\nteam: north\ntype: case\ndate: {day}\nstatus: held\n"
    "supervisors: [boss]\nsupervisees: [worker]\ncases: []\n{more}"
)
RECORDS = {
    "teams/north": "name: North\norganisation: borough-a\nagency: childrens-service\nmanager: boss\n"
    "protocols: [{protocol: case-management-supervision, from: 2026-05-01}]\n",
    "people/boss": POST.format(role="service-manager", holds="false"),
    "people/worker": POST.format(role="social-worker", holds="true"),
    "sessions/north/2026/first": SESSION.format(
        day="2026-05-12",
        more="actions:\n- {id: 1, what: canary words, owner: worker, due: 2026-06-20}\n"
        "- {id: 2, what: canary words, owner: worker, due: 2026-12-24}\nnext: 2026-06-01\n",
    ),
    "sessions/north/2026/second": SESSION.format(
        day="2026-06-02", more="next: 2026-06-30\nrecorded: {by: boss, on: 2026-06-03}\n"
    ),
}
AS_OF = ("--as-of", "2026-06-15")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("office")
    for name, text in RECORDS.items():
        path = root / "records" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def due(office: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["--root", str(office), "due", *AS_OF, *words]) == 0
    return capsys.readouterr().out


def test_what_falls_due_what_is_planned_and_what_was_agreed(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = json.loads(due(office, capsys, "--format", "json"))["items"]
    found = [(i["on"], i["sort"], i["rule"], i["subject"]["id"]) for i in items]
    assert ("2026-06-20", "action", None, "first") in found
    assert ("2026-06-30", "planned", None, "worker") in found
    assert all(i["subject"]["id"] != "first" or i["part"] != "2" for i in items), "six months off"
    assert ("2026-06-01", "planned", None, "worker") not in found, "a later session has taken its place"
    assert not [i for i in items if i["rule"] == "ISL-1"], "met in May and in June"
    assert [i["on"] for i in items] == sorted(i["on"] for i in items)


def test_a_calendar_month_that_is_over_is_not_on_the_list(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def rules(as_of: str) -> list[tuple[str, str]]:
        main(["--root", str(office), "due", "--as-of", as_of, "--format", "json"])
        found = json.loads(capsys.readouterr().out)["items"]
        return [(i["rule"], i["on"]) for i in found if i["rule"] == "ISL-1"]

    assert rules("2026-07-05") == [("ISL-1", "2026-07-31")]
    assert rules("2026-08-05") == [("ISL-1", "2026-08-31")], "July was missed for good, and is no task any more"


def test_days_and_people_narrow_the_list(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "2026-06-30" in due(office, capsys, "--days", "15")
    assert "2026-06-30" not in due(office, capsys, "--days", "14")
    assert "0 within 30 days" not in due(office, capsys, "--supervisor", "boss")
    assert main(["--root", str(office), "due", "--person", "wroker"]) == 2
    assert "Did you mean 'worker'?" in capsys.readouterr().err


def test_the_calendar_is_read_back_by_another_library(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "worker.ics"
    assert "events written" in due(office, capsys, "--ics", str(file))
    raw = file.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n"), "the standard asks for both"
    events = vobject.readOne(raw.decode()).vevent_list
    items = json.loads(due(office, capsys, "--format", "json"))["items"]
    assert [(e.dtstart.value.isoformat(), e.uid.value) for e in events] == [(i["on"], i["uid"]) for i in items]
    assert len({e.uid.value for e in events}) == len(events)
    assert {type(e.dtstart.value) for e in events} == {date}
    assert {e.categories.value[0] for e in events} == {i["team"] or "no team" for i in items}


def test_the_same_item_keeps_its_uid_from_day_to_day(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def uids(as_of: str) -> set[str]:
        main(["--root", str(office), "due", "--as-of", as_of, "--days", "60", "--format", "json"])
        return {i["uid"] for i in json.loads(capsys.readouterr().out)["items"] if i["rule"] is None}

    assert uids("2026-06-15") == uids("2026-06-16") != set()


@pytest.mark.parametrize("form", ["text", "json", "markdown", "ics"])
def test_no_narrative_in_any_format(office: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    said = due(office, capsys, "--format", form, "--days", "300")
    assert "canary" not in said
    assert "worker" in said


def test_the_digest_puts_the_overdue_first(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--root", str(office), "due", "--as-of", "2026-06-25", "--format", "markdown"])
    said = capsys.readouterr().out
    assert said.index("## Overdue") < said.index("2026-06-20") < said.index("## Coming up") < said.index("2026-06-30")
