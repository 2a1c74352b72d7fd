"""``compliance --rules REV``: last year by rules that are only proposed, and what they would change."""

from __future__ import annotations

import json
import os
import shutil
from typing import Any

import pytest

from supervision_records.cli import main
from tests.clones import Clone
from tests.conftest import ROOT

PAGE = "docs/protocols/case-management-supervision.md"
AT = "2026-06-30T12:00:00+00:00"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """The tiny repository, with a branch on which one rule is stricter, one is gone, and all begins next year."""
    top = tmp_path_factory.mktemp("proposed")
    names = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "A Tester")
    mails = dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "tester@example.org")
    clone = Clone(top / "clone", {**os.environ, **names, **mails, "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(top)})
    shutil.copytree(ROOT / "tests/mini/repository", clone.root, dirs_exist_ok=True)
    (clone.root / "records/sessions/north/2026/s-broken.yaml").unlink()
    shutil.copytree(ROOT / "docs/protocols", clone.root / "docs/protocols")
    clone.commit(AT, {})
    text = (ROOT / PAGE).read_text()
    stricter = text.replace("in_force: 2016-09-02", "in_force: 2027-01-01").replace(
        "minimum_available: 10", "minimum_available: 1"
    )
    stricter = stricter.replace(
        "within: {working_days: 5, urgent_hours: 24}", "within: {working_days: 1, urgent_hours: 24}"
    )
    assert stricter.count("2027-01-01") == 1
    clone.git("checkout", "-q", "-b", "proposal")
    clone.commit(AT, {PAGE: stricter})
    clone.git("checkout", "-q", "main")
    return clone


def proposed(clone: Clone, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    status = main(["--root", str(clone.root), "compliance", "--rules", "proposal", *words])
    return status, capsys.readouterr()


def test_last_year_is_judged_by_rules_that_begin_next_year(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = proposed(clone, capsys, "--format", "json", "--fail-on", "never")
    result = json.loads(said.out)
    assert status == 0
    since = result["since"]
    assert since["revision"] == clone.git("rev-parse", "proposal")
    assert result["findings"], "as if they had been in force all along"
    assert [(m["rule"], m["was"], m["now"]) for m in since["new"]] == [("ISL-1", "excused", "breach")]


def test_the_same_rules_change_nothing(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--root", str(clone.root), "compliance", "--rules", "main", "--fail-on", "new"])
    said = capsys.readouterr().out
    assert "brings 0 breaches (0 of what was met), mends 0, and moves 0 other verdicts." in said


def test_what_it_says_is_said_of_rules_and_not_of_records(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = proposed(clone, capsys, "--fail-on", "never")
    assert "To judge these records by the rules of" in said.out
    assert "this change" not in said.out


def test_nothing_on_the_disk_is_touched(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    proposed(clone, capsys)
    assert clone.git("status", "--porcelain") == ""


@pytest.mark.parametrize(("words", "status"), [(("--format", "csv"), 2), (("--rules", "nothing-of-that-name"), 3)])
def test_what_cannot_be_asked_is_told(
    clone: Clone, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], status: int
) -> None:
    assert proposed(clone, capsys, *words)[0] == status
