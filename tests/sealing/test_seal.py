"""Sealing and opening from the command line: who can open what, and that nothing is left that anybody else can read."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from supervision_records.narrative import NARRATIVE
from supervision_records.yamlio import find, load
from tests.sealing.calls import call
from tests.sealing.office import CANARY, CASE, OTHER_CASE, RECORDS, Office, made, where

CASES = {"boss", "checker", "chief", "head", "worker"}
HOLDERS = {
    f"cases/{CASE}": CASES,
    f"cases/{OTHER_CASE}": CASES,
    "contracts/k-worker": CASES,
    "contracts/k-head": {"checker", "chief", "head"},
    "audits/a-1": {"checker", "chief", "head"},
    "observations/o-1": CASES,
    "escalations/e-1": CASES,
    "assurance/as-1": {"checker", "head"},
}


def given(raw: bytes) -> io.TextIOWrapper:
    """Standard input that holds these bytes."""
    return io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8")


def loaded(text: str) -> Any:
    """What a record's text says."""
    document, problems = load("records/x.yaml", text.encode())
    assert document is not None, problems
    return document.data


def test_every_narrative_of_every_kind_is_sealed(sealed_office: Office) -> None:
    sealed = {(path.relative_to(sealed_office.root / "records").parts[0]) for path in sealed_office.records_with_text()}
    assert sealed == NARRATIVE.keys()
    for kind, patterns in NARRATIVE.items():
        for pattern in patterns:
            found = [
                value
                for path in (sealed_office.root / "records" / kind).rglob("*.yaml")
                for _, value in find(sealed_office.data(path), pattern)
            ]
            assert found, pattern
            assert all(set(value) == {"sealed", "key"} for value in found), pattern


def test_no_word_is_left_where_anybody_could_read_it(sealed_office: Office) -> None:
    assert where(sealed_office.root) == []
    assert where(sealed_office.keys) == []


def test_checks_need_no_key(sealed_office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(sealed_office, "check") == 0
    assert "0 errors, 0 warnings" in capsys.readouterr().out


def test_each_key_is_sealed_to_those_entitled(sealed_office: Office) -> None:
    found = {
        f"{path.parent.name}/{path.stem}": set(json.loads(path.read_text(encoding="utf-8"))["people"])
        for path in sealed_office.keys.rglob("*.json")
    }
    assert found == HOLDERS


@pytest.mark.parametrize("person", ["worker", "boss", "chief", "checker"])
def test_who_is_entitled_reads_it_as_it_was(
    sealed_office: Office, capsys: pytest.CaptureFixture[str], person: str
) -> None:
    for name in ("s-personal", "s-cases", "o-1", "e-1"):
        assert call(sealed_office, "open", str(sealed_office.path(name)), person=person) == 0
        (written,) = [text for path, text in RECORDS.items() if path.endswith(f"/{name}")]
        assert loaded(capsys.readouterr().out) == loaded(written)


@pytest.mark.parametrize("person", ["stranger", "gone"])
def test_nobody_else_reads_a_word(sealed_office: Office, capsys: pytest.CaptureFixture[str], person: str) -> None:
    for path in sealed_office.records_with_text():
        assert call(sealed_office, "open", str(path), person=person) == 1
        said = capsys.readouterr()
        assert CANARY not in said.out + said.err
        assert "Your key does not open it." in said.err


def test_of_two_keys_one_may_open(sealed_office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(sealed_office, "open", str(sealed_office.path("a-1")), person="worker") == 1
    said = capsys.readouterr()
    assert "canary of a comment on a case" in said.out
    assert "canary of a comment on a file" not in said.out
    assert said.err == "Not opened: what is sealed with the key audits/a-1. Your key does not open it.\n"


def test_one_text_alone(sealed_office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(sealed_office.path("s-cases"))
    assert call(sealed_office, "open", path, "--at", "cases.1.notes.risk", person="boss") == 0
    assert capsys.readouterr().out == "canary of the second case\n"
    assert call(sealed_office, "open", path, "--at", "cases.7.notes.risk", person="boss") == 2
    assert call(sealed_office, "open", path, "--at", "cases.1.notes.risk", person="stranger") == 2


def test_words_are_not_shown_into_a_file(
    sealed_office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "shown").open("w", encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdout", file)
        assert call(sealed_office, "open", str(sealed_office.path("s-cases")), person="boss") == 2
    assert (tmp_path / "shown").read_bytes() == b""
    assert "standard output is a file" in capsys.readouterr().err


def test_words_from_standard_input(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office.path("s-personal")
    before = office.texts(path)
    monkeypatch.setattr("sys.stdin", given(b"canary that came in\n"))
    assert call(office, "seal", str(path), "--at", "notes.roles") == 0
    after = office.texts(path)
    assert after.keys() - before.keys() == {"/notes/roles"}
    assert {pointer: after[pointer] for pointer in before} == before
    assert where(office.root) == []
    capsys.readouterr()
    assert call(office, "open", str(path), "--at", "notes.roles", person="worker") == 0
    assert capsys.readouterr().out == "canary that came in\n"


def test_a_record_from_standard_input(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    path = office.root / "records/sessions/north/2026/s-new.yaml"
    text = RECORDS["sessions/north/2026/s-personal"].replace("2026-06-10", "2026-06-20")
    monkeypatch.setattr("sys.stdin", given(text.encode()))
    assert call(office, "seal", str(path), "--stdin") == 0
    assert where(office.root) == []
    assert len(office.texts(path)) == 6
    assert call(office, "check") == 0


@pytest.mark.parametrize(
    ("place", "words", "why"),
    [
        ("notes.wellbeing.more", b"canary", "no place of narrative"),
        ("supervisors.0", b"canary", "no place of narrative"),
        ("actions.7.what", b"canary", "no place of narrative"),
        ("canary.of.a.key", b"canary", "no place of narrative"),
        ("notes.wellbeing", b" \n", "no words came in"),
        ("notes.wellbeing", b"\xff", "no text in UTF-8"),
    ],
)
def test_words_that_cannot_be_sealed(
    sealed_office: Office,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    words: bytes,
    why: str,
) -> None:
    monkeypatch.setattr("sys.stdin", given(words))
    assert call(sealed_office, "seal", str(sealed_office.path("s-personal")), "--at", place) == 2
    assert why in capsys.readouterr().err


def test_what_has_to_stay_in_another_system_is_not_sealed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = made(tmp_path)
    settings = office.root / "supervision.yaml"
    settings.write_text("narrative: {held: [observations.grade]}\nsealing: {keys: ../keys}\n", encoding="utf-8")
    path = office.path("o-1")
    before = path.read_bytes()
    assert call(office, "seal", str(path)) == 1
    said = capsys.readouterr().err
    assert "Plain text is not allowed here." in said
    assert "Nothing was changed." in said
    assert path.read_bytes() == before
    assert list(office.keys.rglob("*.json")) == []


def test_nothing_is_sealed_that_nobody_could_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = made(tmp_path, without_key=("head", "checker"))
    path = office.path("as-1")
    before = path.read_bytes()
    assert call(office, "seal", str(path)) == 2
    assert "nobody could open it" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_who_could_read_and_has_no_key_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = made(tmp_path, without_key=("head",))
    assert call(office, "seal", str(office.path("as-1"))) == 0
    assert "which checker (head may read it too, and have no public key" in capsys.readouterr().out


@pytest.mark.parametrize("keys", ["office/keys", "office", "nowhere", ""])
def test_a_store_of_keys_that_cannot_be(
    sealed_office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path, keys: str
) -> None:
    office = made(tmp_path)
    if not keys:
        (office.root / "supervision.yaml").write_text("organisation: Example\n", encoding="utf-8")
    named = ["--keys", str(tmp_path / keys)] if keys else []
    assert call(office, "seal", str(office.path("as-1")), *named) == 2
    said = capsys.readouterr().err
    assert "store of keys" in said
    assert str(tmp_path) not in said


def test_no_key_and_no_place_of_one_is_ever_said(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(office.path("s-personal"))
    for person in ("worker", "stranger", "nobody-of-that-name"):
        call(office, "open", path, person=person)
    (office.secrets / "odd").write_text("AGE-SECRET-KEY-1ODD", encoding="utf-8")
    call(office, "open", path, person="odd")
    (office.keys / "contracts/k-worker.json").write_text("{}", encoding="utf-8")
    call(office, "open", path, person="worker")
    call(office, "seal", path)
    said = capsys.readouterr()
    for text in (said.out, said.err):
        assert str(office.keys) not in text
        assert str(office.secrets) not in text
        assert "AGE-SECRET" not in text
        assert "age1" not in text
    assert "The key contracts/k-worker is damaged" in said.err
