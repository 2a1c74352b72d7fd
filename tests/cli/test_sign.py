"""Signatures: what they cover, what an edit does to them, and that the rest of the file stays as it was written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supervision_records.cli import main
from supervision_records.signatures import fingerprint, outdated
from supervision_records.yamlio import load

POST = "posts: [{{team: north, role: {role}, from: 2025-01-01, case_holding: true}}]\n"
SESSION = """# a remark that somebody wrote
protocol: case-management-supervision
team: north
type: case
date: 2026-06-02
status: held
supervisors: [boss]
supervisees: [worker]   # and who they are
cases: []
"""
CONTRACT = "protocol: case-management-supervision\nsupervisors: [boss]\nsupervisees: [worker]\nstarts: 2026-05-01\n"
FILES = {
    "teams/north": "name: North\norganisation: borough-a\nagency: childrens-service\nmanager: boss\n"
    "protocols: [{protocol: case-management-supervision, from: 2026-05-01}]\n",
    "people/boss": POST.format(role="service-manager"),
    "people/worker": POST.format(role="social-worker"),
    "contracts/k1": CONTRACT + "interval: {weeks: 4}\nminutes: 60\nsigned:\n- {by: boss, on: 2026-05-01}\n",
}
PATH = "records/sessions/north/2026/s1.yaml"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for name, text in {**FILES, "sessions/north/2026/s1": SESSION}.items():
        path = tmp_path / "records" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def sign(office: Path, *words: str, record: str = "sessions/s1", status: int = 0) -> None:
    call = ["--root", str(office), "sign", record, "--on", "2026-06-03", *words]
    assert main(call) == status


def told(office: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    main(["--root", str(office), "check", "--format", "json"])
    return [p["code"] for p in json.loads(capsys.readouterr().out)["problems"]]


def test_a_signature_is_one_more_line(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sign(office, "--by", "worker")
    sign(office, "--by", "boss", "--not-agreed", "--held", "worker-file")
    text = (office / PATH).read_text()
    assert text.startswith(SESSION), "every other line is as somebody wrote it"
    assert len(text.splitlines()) == len(SESSION.splitlines()) + 3
    document, _ = load(PATH, text.encode())
    assert document
    first, second = document.data["signed"]
    assert (first["by"], first["on"]) == ("worker", "2026-06-03")
    assert second["of"] == first["of"] == fingerprint("sessions", document.data)
    assert (second["agreed"], second["comment"]) == (False, {"held": "worker-file"})
    assert told(office, capsys) == []


def test_an_edit_is_shown_and_asks_for_another_signature(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sign(office, "--by", "worker")
    path = office / PATH
    path.write_text(path.read_text().replace("cases: []", "cases: []\nminutes: 60"))
    assert told(office, capsys) == ["changed-since-signed"]
    due = ["--root", str(office), "due", "--as-of", "2026-06-15", "--format", "json"]
    main(due)
    items = [i for i in json.loads(capsys.readouterr().out)["items"] if i["sort"] == "signature"]
    assert [(i["subject"]["id"], i["person"], i["on"]) for i in items] == [
        ("k1", "worker", "2026-05-01"),
        ("s1", "worker", "2026-06-03"),
    ]
    sign(office, "--by", "worker")
    assert told(office, capsys) == []
    main(due)
    items = json.loads(capsys.readouterr().out)["items"]
    assert [i["subject"]["id"] for i in items if i["sort"] == "signature"] == ["k1"]


@pytest.mark.parametrize(
    "later",
    [
        "recorded: {by: boss, on: 2026-06-04}",
        "filed: [{system: lcs, on: 2026-06-04}]",
        "feedback: [{by: worker, on: 2026-06-04}]",
    ],
)
def test_what_others_add_in_their_turn_leaves_a_signature_whole(
    office: Path, capsys: pytest.CaptureFixture[str], later: str
) -> None:
    sign(office, "--by", "worker")
    path = office / PATH
    path.write_text(path.read_text() + later + "\n")
    assert "changed-since-signed" not in told(office, capsys)


@pytest.mark.parametrize(
    "written",
    [
        "signed: [{by: boss, on: 2026-05-01}]\n",
        "signed: []\n",
        "signed:\n    - by: boss\n      on: 2026-05-01\nplace: here\n",
    ],
)
def test_a_list_is_added_to_however_it_is_written(office: Path, written: str) -> None:
    path = office / "records/contracts/k1.yaml"
    path.write_text(f"{CONTRACT}interval: {{weeks: 4}}\nminutes: 60\n{written}")
    before, _ = load("x", path.read_bytes())
    sign(office, "--by", "worker", record="contracts/k1")
    after, _ = load("x", path.read_bytes())
    assert before
    assert after
    assert after.data["signed"][:-1] == before.data["signed"]
    assert after.data["signed"][-1]["by"] == "worker"
    assert {k: v for k, v in after.data.items() if k != "signed"} == {
        k: v for k, v in before.data.items() if k != "signed"
    }


def test_who_signed_the_same_already_is_told_so(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sign(office, "--by", "worker")
    once = (office / PATH).read_bytes()
    sign(office, "--by", "worker")
    assert (office / PATH).read_bytes() == once
    assert "already" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("record", "words", "said"),
    [
        ("sessions/s1x", ("--by", "worker"), "Did you mean sessions/s1?"),
        ("people/worker", ("--by", "worker"), "that can be signed"),
        ("sessions/s1", ("--by", "wroker"), "no person 'wroker'"),
        ("sessions/s1", ("--by", "worker", "--held", "lcs"), "--not-agreed"),
        ("sessions/s1", ("--by", "worker", "--not-agreed", "--held", "a drawer"), "Add the line yourself"),
    ],
)
def test_what_cannot_be_signed_is_told_and_nothing_is_written(
    office: Path, capsys: pytest.CaptureFixture[str], record: str, words: tuple[str, ...], said: str
) -> None:
    sign(office, *words, record=record, status=2)
    assert said in capsys.readouterr().err
    assert (office / PATH).read_text() == SESSION


def test_a_later_signature_without_a_fingerprint_says_nothing_of_what_it_covered() -> None:
    data = {"signed": [{"by": "a", "on": "2026-06-01", "of": "0" * 64}, {"by": "b", "on": "2026-06-01"}]}
    assert [(o.place, o.by) for o in outdated("sessions", data)] == [(0, "a")]


def test_the_order_of_keys_does_not_matter_and_a_value_does() -> None:
    assert fingerprint("sessions", {"a": 1, "b": [2]}) == fingerprint("sessions", {"b": [2], "a": 1})
    assert fingerprint("sessions", {"a": "1"}) != fingerprint("sessions", {"a": 1})
    one = {"cases": [{"case": "c", "recorded": {"by": "x"}}]}
    assert fingerprint("sessions", one) == fingerprint("sessions", {"cases": [{"case": "c"}]})
