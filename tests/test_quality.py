"""Quality beside frequency, and how far two readers agree; the figure held against one worked by hand."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from supervision_records.cli import main
from supervision_records.cli.agreement import kappa
from supervision_records.model import Finding, Record, Status, Subject
from supervision_records.quality import Pair, quality, read_twice
from tests.conftest import ROOT

AS_OF = date(2026, 7, 15)


def audit(*files: dict[str, Any], second: dict[str, Any] | None = None) -> Record:
    data = {"type": "case-file", "protocol": "p", "team": "hub", "files": list(files)}
    return Record("audits", "a", "records/audits/2026/a.yaml", data | ({"second": second} if second else {}))


def of(ref: str, **answers: object) -> dict[str, Any]:
    return {"ref": ref, "answers": answers}


def finding(form: str, status: Status) -> Finding:
    return Finding("P-1", form, "p", Subject("person", "x"), None, "hub", AS_OF, AS_OF, status, AS_OF, 0, (), "")


def test_a_team_that_meets_often_with_empty_records_shows_in_one_row() -> None:
    findings = [finding("cadence", Status.MET)] * 9 + [finding("completeness", Status.BREACH)] * 9
    [row] = quality(findings, [(AS_OF, audit(of("c", q1="no", q2="yes", q3="n/a", q4=4, q5=2, q6="n/a")))], AS_OF)
    assert (row.often.percent, row.whole.percent) == ("100 %", "0 %")
    assert row.answers.files == 1
    assert row.answers.yes == Fraction(1, 2), "not applicable is no yes and no no"
    assert row.answers.good == Fraction(1, 2), "nor any score"
    assert row.answers.given["n/a"] == 2


def test_nothing_answered_is_no_share() -> None:
    [row] = quality([], [(AS_OF, audit(of("c", q1="n/a")))], AS_OF)
    assert (row.answers.yes, row.answers.good, row.often.rate) == (None, None, None)


def test_audits_of_more_than_a_year_ago_do_not_count() -> None:
    assert quality([], [(date(2025, 7, 15), audit(of("c", q1="yes")))], AS_OF) == ()
    assert len(quality([], [(date(2025, 7, 16), audit(of("c", q1="yes")))], AS_OF)) == 1


def test_only_questions_that_both_answered_on_the_same_file_are_compared() -> None:
    second = {"by": "b", "on": "2026-07-15", "files": [of("c", q1="no", q3="yes"), of("elsewhere", q1="yes")]}
    found = [*read_twice([audit(of("c", q1="yes", q2="no"), of("d", q1="yes"), second=second)])]
    assert [(pair.item, pair.first, pair.second) for pair in found] == [("a/c/q1", "yes", "no")]


def pairs(*said: tuple[str, str]) -> list[Pair]:
    return [Pair("p", "case-file", str(n), *each) for n, each in enumerate(said)]


def test_kappa_is_that_of_a_table_worked_by_hand() -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 35/50; by chance (25×30 + 25×20)/2500 = 1/2.
    table = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs(*table)) == pytest.approx(0.4)
    assert kappa(pairs(("1", "1"), ("2", "2"), ("n/a", "n/a"))) == pytest.approx(1)
    assert kappa(pairs(("yes", "yes"), ("yes", "yes"))) is None


def test_the_verb_says_how_far_the_readers_of_the_sample_agree(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "agreement", "--format", "json"]) == 0
    [row] = json.loads(capsys.readouterr().out)["rows"]
    assert (row["audit"], row["answers"], row["same"]) == ("case-file", 18, 16)
    assert 0 < row["kappa"] < 1
    assert main(["--root", str(ROOT), "agreement", "--protocol", "school-supervision"]) == 0
    assert "No audit was read" in capsys.readouterr().out


def test_without_the_library_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nltk.metrics.agreement", None)
    assert main(["--root", str(ROOT), "agreement"]) == 3
    assert "pip install" in capsys.readouterr().err
