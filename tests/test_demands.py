"""Every demand of the five protocols is published, enforced where it says so, and tested."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from mkdocs_hook import read_site
from supervision_records.cli import main
from supervision_records.demands import Traced, trace, worded
from supervision_records.model import Finding, Protocol, Status, Subject
from supervision_records.repository import Repository, read_repository, read_tests

ROOT = Path(__file__).parents[1]

#: How many demands each of the five documents makes.
NUMBERS = {"JNT": 11, "STK": 19, "WTW": 21, "ISL": 18, "TEL": 30}


@cache
def repository() -> Repository:
    return read_repository(ROOT)


def traced(protocols: dict[str, Protocol] | None = None, findings: tuple[Finding, ...] = ()) -> dict[str, Traced]:
    found = trace(protocols or repository().protocols, findings, read_tests(ROOT))
    return {t.id: t for t in found}


def test_all_demands_are_there_and_none_has_a_fault() -> None:
    wanted = {f"{prefix}-{n}" for prefix, number in NUMBERS.items() for n in range(1, number + 1)}
    found = traced()
    assert set(found) == wanted
    assert not {t.id: t.faults for t in found.values() if t.faults}


@pytest.mark.parametrize("demand", [f"{p}-{n}" for p, number in NUMBERS.items() for n in range(1, number + 1)])
def test_a_demand_stands_once_in_its_protocols_words(demand: str) -> None:
    bodies = [p.body for p in repository().protocols.values() if demand in worded(p.body)]
    assert len(bodies) == 1
    assert bodies[0].count(f"[[{demand} ") == 1


def without(protocol: str, rule: str) -> dict[str, Protocol]:
    protocols = dict(repository().protocols)
    whole = protocols[protocol]
    protocols[protocol] = replace(whole, rules=tuple(r for r in whole.rules if r.id != rule))
    return protocols


def test_a_demand_that_lost_its_rule_is_named() -> None:
    found = traced(without("joint-supervision", "JNT-2"))
    assert found["JNT-2"].faults == ("it has lost its rule",)
    assert not found["JNT-1"].faults


def test_a_demand_enforced_through_another_rule_needs_that_rule() -> None:
    found = traced(without("case-management-supervision", "ISL-5"))
    assert "its rule ISL-5 does not exist" in found["ISL-11"].faults
    assert "it has lost its rule" in found["ISL-5"].faults


def test_a_demand_whose_words_are_gone_is_named() -> None:
    protocols = dict(repository().protocols)
    whole = protocols["joint-supervision"]
    protocols["joint-supervision"] = replace(whole, body=whole.body.replace("[[JNT-10 ", "[[JNT-2 "))
    assert traced(protocols)["JNT-10"].faults == ("its words are not marked on the protocol's page",)


def test_words_and_front_matter_have_to_agree_on_must_and_should() -> None:
    protocols = dict(repository().protocols)
    whole = protocols["joint-supervision"]
    protocols["joint-supervision"] = replace(whole, body=whole.body.replace("[[JNT-2 must]]", "[[JNT-2 may]]"))
    assert traced(protocols)["JNT-2"].faults == ("its words say may, its front matter must",)


def test_a_rule_whose_demand_is_not_listed_is_named() -> None:
    protocols = dict(repository().protocols)
    whole = protocols["joint-supervision"]
    fewer = [demand for demand in whole.data["demands"] if demand["id"] != "JNT-2"]
    protocols["joint-supervision"] = replace(whole, data={**whole.data, "demands": fewer})
    assert traced(protocols)["JNT-2"].faults == ("the rule enforces a demand that is not listed",)


def test_an_untested_demand_is_named() -> None:
    found = trace(repository().protocols, (), {})
    assert all("no test covers it" in t.faults for t in found)


def test_findings_are_counted_under_the_demand_with_all_its_rules() -> None:
    day = date(2026, 7, 15)

    def finding(rule: str, status: Status) -> Finding:
        return Finding(rule, "cadence", "p", Subject("case", "c"), None, None, day, day, status, day, 0, (), "")

    found = traced(
        findings=(finding("ISL-2", Status.MET), finding("ISL-2b", Status.BREACH), finding("ISL-1", Status.DUE))
    )
    assert (found["ISL-2"].counts.met, found["ISL-2"].counts.breach, found["ISL-2"].counts.total) == (1, 1, 2)
    assert found["ISL-1"].counts.due == 1


def test_tests_that_are_named_exist() -> None:
    paths = {path for paths in read_tests(ROOT).values() for path in paths}
    assert len(paths) > 70
    assert all((ROOT / path).exists() for path in paths)


def test_a_repository_of_records_alone_stands_on_the_tools_own_tests(tmp_path: Path) -> None:
    assert read_tests(tmp_path) == read_tests(ROOT)


def test_the_glossary_has_the_abbreviations_of_the_documents() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    for word in (
        "CIN",
        "CLA",
        "FSSW",
        "TSCFS",
        "RiO",
        "CPA",
        "VCT",
        "CAF",
        "TAC",
        "LCS",
        "ASYE",
        "EHSP",
        "SMART",
        "IRO",
    ):
        assert word in text


@pytest.fixture
def maimed(tmp_path: Path) -> Path:
    """A repository without records, whose joint supervision has lost the rule of its audit."""
    shutil.copytree(ROOT / "docs" / "protocols", tmp_path / "docs" / "protocols")
    (tmp_path / "records").mkdir()
    page = tmp_path / "docs" / "protocols" / "joint-supervision.md"
    text = page.read_text(encoding="utf-8")
    start = text.index("  - id: JNT-8\n    form:")
    page.write_text(text[:start] + text[text.index("  - id: JNT-9\n    form:") :], encoding="utf-8")
    return tmp_path


def test_the_verb_lists_every_demand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "demands"]) == 0
    assert capsys.readouterr().out.endswith("99 demands, 0 with a fault.\n")
    assert main(["--root", str(ROOT), "demands", "--format", "json"]) == 0
    demands = json.loads(capsys.readouterr().out)["demands"]
    assert len(demands) == sum(NUMBERS.values())
    assert all(d["page"] and d["anchor"] and d["tests"] and (d["rules"] or "enforce" not in d["how"]) for d in demands)


def test_the_verb_and_the_build_say_which_demand_lost_its_rule(
    maimed: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    assert main(["--root", str(maimed), "demands"]) == 1
    assert "FAULT: it has lost its rule." in capsys.readouterr().out
    read_site(maimed, "")
    assert "demand JNT-8: it has lost its rule" in caplog.text
    assert all(record.levelname == "WARNING" for record in caplog.records)
