"""Everything that is held about one member of staff, and whom else it names."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sealing.calls import call
from tests.sealing.office import CANARY, Office


def about(office: Office, capsys: pytest.CaptureFixture[str], person: str) -> dict[str, Any]:
    capsys.readouterr()
    assert call(office, "about", person, "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["version"], data["person"]) == (1, person)
    return {record["path"]: record for record in data["records"]}


def test_every_record_that_names_somebody_is_there(sealed_office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Compared with a search through the files, which knows nothing of what a key means."""
    for person in ("worker", "boss", "head", "chief", "checker", "stranger"):
        found = set(about(sealed_office, capsys, person))
        expected = {
            path.relative_to(sealed_office.root).as_posix()
            for path in (sealed_office.root / "records").rglob("*.yaml")
            if path.stem == person or f" {person}" in _clear(path.read_text(encoding="utf-8"))
        }
        assert found == expected


def test_places_and_third_parties_are_marked(sealed_office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    records = about(sealed_office, capsys, "worker")
    session = records["records/sessions/north/2026/s-cases.yaml"]
    assert session["on"] == "2026-06-11"
    assert session["places"] == ["/actions/0/owner", "/supervisees/0"]
    assert {"at": "/supervisors/0", "kind": "people", "id": "boss"} in session["third_parties"]
    assert {"at": "/cases/1/case", "kind": "cases", "id": "c-bbbbbbbb"} in session["third_parties"]
    assert "/cases/0/notes/risk" in session["sealed"]
    case = records["records/cases/c-aaaaaaaa.yaml"]
    assert case["third_parties"] == [{"at": "", "kind": "cases", "id": "c-aaaaaaaa"}]
    assert records["records/people/worker.yaml"]["places"] == [""]
    assert records["records/people/worker.yaml"]["data"]["posts"][0]["role"] == "practitioner"


def test_a_name_in_plain_text_counts_and_part_of_another_id_does_not(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office.path("north")
    path.write_text(path.read_text(encoding="utf-8").replace("name: North", "name: Team of boss"), encoding="utf-8")
    other = office.path("south")
    other.write_text(other.read_text(encoding="utf-8").replace("name: South", "name: big-boss"), encoding="utf-8")
    records = about(office, capsys, "boss")
    assert records["records/teams/north.yaml"]["places"] == ["/name"]
    assert "records/teams/south.yaml" not in records


def test_as_text_nothing_sealed_or_quoted(sealed_office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert call(sealed_office, "about", "worker") == 0
    said = capsys.readouterr().out
    assert "records/observations/2026/o-1.yaml  2026-06-16\n" in said
    assert "third party people/boss at /observer\n" in said
    assert "Third parties: cases/c-aaaaaaaa, cases/c-bbbbbbbb, people/" in said
    assert CANARY not in said
    assert "BEGIN" not in said


def test_somebody_who_is_not_there(sealed_office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(sealed_office, "about", "wroker") == 2
    assert "Did you mean 'worker'" in capsys.readouterr().err


def _clear(text: str) -> str:
    """A file's text with every id set off by blanks; names of keys are no ids."""
    for sign in "[]{},-\n":
        text = text.replace(sign, f" {sign} " if sign != "-" else sign)
    return text.replace("k-worker", "").replace("contracts/", "")
