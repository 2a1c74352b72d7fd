"""The drill, on a real repository with real clones: seal, submit, check, open, rekey, erase; and a legal hold."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from supervision_records.writing import CannotWriteError
from tests.sealing.calls import Git, call, digests
from tests.sealing.office import CANARY, CASE, Office, where

ERASE = ("erase", f"cases/{CASE}", "--by", "head", "--rule", "Closed for 25 years")
SESSION = "records/sessions/north/2026/s-cases.yaml"


def objects(git: Git, root: Path) -> Iterator[str]:
    """Everything that a history holds, as text."""
    for line in git(root, "cat-file", "--batch-all-objects", "--batch-check").splitlines():
        name, sort, _ = line.split()
        if sort in ("blob", "commit"):
            yield git(root, "cat-file", sort, name)


def verdicts(office: Office, capsys: pytest.CaptureFixture[str]) -> object:
    """All that compliance says."""
    capsys.readouterr()
    assert call(office, "compliance", "--format", "json", "--fail-on", "never") == 0
    return json.loads(capsys.readouterr().out)


def test_what_is_submitted_holds_no_word_of_it(submitted: Office, git: Git) -> None:
    found = list(objects(git, submitted.root))
    assert len(found) > len(list(submitted.records_with_text()))
    assert any("BEGIN AGE ENCRYPTED FILE" in text for text in found)
    assert not any(CANARY in text for text in found)
    assert where(submitted.root) == []


def test_a_case_that_is_erased_is_unreadable_everywhere_and_nothing_else_changes(
    submitted: Office, git: Git, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    git(tmp_path, "clone", "-q", str(submitted.root), "clone")
    clone = replace(submitted, root=tmp_path / "clone")
    before, files = verdicts(submitted, capsys), digests(submitted.root)
    first = ("open", SESSION, "--at", "cases.0.notes.risk", "--keys", str(submitted.keys))
    for office in (submitted, clone):
        assert call(office, *_in(office, first), person="boss") == 0

    checkpoint = tmp_path / "kept.json"
    assert call(submitted, "history", "--checkpoint", str(checkpoint)) == 0
    assert call(submitted, *ERASE) == 0
    assert digests(submitted.root) == files, "without --yes nothing is done"
    assert call(submitted, *ERASE, "--yes") == 0
    stone = submitted.root / "records/tombstones/2026" / f"keys--cases--{CASE}.yaml"
    assert submitted.data(stone) == {
        "reason": "retention", "on": "2026-06-30", "by": "head", "rule": "Closed for 25 years",
    }  # fmt: skip

    git(clone.root, "checkout", "-q", "-b", "another", "origin/beside")
    for office in (submitted, clone):
        for person in ("boss", "worker", "checker"):
            assert call(office, *_in(office, first), person=person) == 2
        second = ("open", SESSION, "--at", "cases.1.notes.risk", "--keys", str(submitted.keys))
        assert call(office, *_in(office, second), person="boss") == 0
    assert {path: digest for path, digest in digests(submitted.root).items() if "tombstones" not in path} == files
    assert verdicts(submitted, capsys) == before

    git(submitted.root, "add", ".")
    git(submitted.root, "commit", "-q", "-m", "The key of a case was destroyed")
    assert call(submitted, "check") == 0
    assert call(submitted, "check", "--since", "HEAD~1", "--at", "HEAD") == 0
    capsys.readouterr()
    assert call(submitted, "history", "--against", str(checkpoint), "--format", "json") == 0
    assert not any("tombstone" in entry["code"] for entry in json.loads(capsys.readouterr().out)["anomalies"])
    assert call(submitted, *ERASE, "--yes") == 0, "once more does no harm"


def test_a_run_that_ends_between_key_and_tombstone_is_finished_by_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise CannotWriteError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr("supervision_records.cli.erase.write_files", full)
        assert call(office, *ERASE, "--yes") == 3
    stone = office.root / "records/tombstones/2026" / f"keys--cases--{CASE}.yaml"
    assert not stone.exists()
    assert call(office, *ERASE, "--yes") == 0
    assert office.data(stone)["by"] == "head"


def test_nothing_more_is_sealed_with_a_key_that_was_destroyed(
    submitted: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(submitted, *ERASE, "--yes") == 0
    path = submitted.path("s-cases")
    path.write_text(
        path.read_text(encoding="utf-8").split("cases:")[0]
        + f"cases:\n  - case: {CASE}\n    notes: {{risk: new words}}\n"
    )
    assert call(submitted, "seal", str(path)) == 2
    assert "was destroyed on 2026-06-30" in capsys.readouterr().err
    shutil.rmtree(submitted.keys / "cases")
    assert call(submitted, "seal", str(path)) == 2
    assert "as its tombstone says" in capsys.readouterr().err


@pytest.mark.parametrize("of", [f"cases/{CASE}", "people/worker"])
def test_a_legal_hold_refuses_every_removal(
    submitted: Office, git: Git, capsys: pytest.CaptureFixture[str], of: str
) -> None:
    settings = submitted.root / "supervision.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}holds:\n  - {{of: {of}, from: 2026-06-01, by: head}}\n", encoding="utf-8")
    git(submitted.root, "commit", "-q", "-a", "-m", "Set a hold")
    before, keys = digests(submitted.root), digests(submitted.keys)
    assert call(submitted, *ERASE, "--yes") == 1
    assert f"a legal hold on {of} stands since 2026-06-01" in capsys.readouterr().err
    assert (digests(submitted.root), digests(submitted.keys)) == (before, keys)

    git(submitted.root, "rm", "-q", SESSION)
    stone = submitted.root / "records/tombstones/2026/sessions--s-cases.yaml"
    stone.parent.mkdir(parents=True)
    stone.write_text("reason: retention\non: 2026-06-30\nby: head\nrule: Six years\n", encoding="utf-8")
    settings.write_text(text, encoding="utf-8")
    git(submitted.root, "add", ".")
    git(submitted.root, "commit", "-q", "-m", "Lift the hold and remove in one go")
    capsys.readouterr()
    assert (
        call(submitted, "check", "--since", "HEAD~1", "--at", "HEAD", "--allow-rule-changes", "--format", "json") == 1
    )
    codes = {(p["path"], p["code"]) for p in json.loads(capsys.readouterr().out)["problems"]}
    assert (SESSION, "held-record") in codes


def test_a_hold_that_was_lifted_keeps_nothing(submitted: Office) -> None:
    settings = submitted.root / "supervision.yaml"
    text = settings.read_text(encoding="utf-8")
    hold = f"holds:\n  - {{of: cases/{CASE}, from: 2026-06-01, to: 2026-06-29, by: head}}\n"
    settings.write_text(text + hold, encoding="utf-8")
    assert call(submitted, *ERASE, "--yes") == 0


def test_a_hold_on_what_is_not_there_is_told(submitted: Office, capsys: pytest.CaptureFixture[str]) -> None:
    settings = submitted.root / "supervision.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}holds:\n  - {{of: people/wroker, from: 2026-06-01, by: head}}\n", encoding="utf-8")
    assert call(submitted, "check", "--format", "json") == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["path"], problem["line"], problem["code"]) == ("supervision.yaml", 6, "unknown-reference")


@pytest.mark.parametrize(
    ("key", "why"),
    [("cases/c-99999999", "nothing was ever sealed with it"), ("sessions", "is no key"), ("../keys/x", "is no key")],
)
def test_what_cannot_be_erased(office: Office, capsys: pytest.CaptureFixture[str], key: str, why: str) -> None:
    assert call(office, "erase", key, "--by", "head", "--rule", "x", "--yes") == 2
    assert why in capsys.readouterr().err
    assert call(office, *ERASE[:3], "nobody", *ERASE[4:], "--yes") == 2


def test_sessions_that_are_not_reached_are_named(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(office, *ERASE) == 0
    said = capsys.readouterr().out
    lost, stays = said.split("has another key stays:")
    assert "2 records" in lost
    assert "audits/2026/a-1.yaml" in lost
    assert SESSION in stays


def _in(office: Office, words: tuple[str, ...]) -> list[str]:
    """The call, with the record's path in this copy."""
    return [str(office.root / word) if word == SESSION else word for word in words]
