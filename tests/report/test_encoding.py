"""What a report must never let through: workflow commands, formulas, markup."""

from __future__ import annotations

from datetime import date

from supervision_records.model import Assessment, Finding, Problem, Protocol, Severity, Status, Subject
from supervision_records.report.check_formats import CHECK
from supervision_records.report.compliance_formats import COMPLIANCE
from supervision_records.report.results import CheckResult, ComplianceResult
from supervision_records.summary import by, count

HOSTILE = "x\n::error::y\r%0A<script>alert(1)</script>|`*_[](javascript:1)"
DAY = date(2026, 7, 15)


def finding(status: Status, part: str | None = None) -> Finding:
    return Finding(
        "XX-1", "cadence", "xx", Subject("person", "worker"), part, None, DAY, DAY, status, DAY, 3, (), HOSTILE
    )


def result(number: int = 1) -> ComplianceResult:
    protocol = Protocol("xx", HOSTILE, "docs/protocols/xx.md", DAY, {}, (), "")
    findings = tuple(finding(Status.BREACH, f"{HOSTILE}{n}") for n in range(number))
    return ComplianceResult(Assessment(DAY, findings), {"xx": protocol})


PROBLEM = Problem(f"records/{HOSTILE}.yaml", 1, 1, "", "code", Severity.ERROR, HOSTILE, HOSTILE)


def test_no_line_of_the_github_format_is_a_command_of_a_text() -> None:
    for text in (CHECK["github"](CheckResult((PROBLEM,), 1, 0, 1)), COMPLIANCE["github"](result())):
        commands = [line for line in text.splitlines() if line.startswith("::")]
        assert len(commands) == 1
        assert all(line.startswith(("::error file=", "::warning file=")) for line in commands)


def test_github_gets_ten_breaches_and_the_summary_all() -> None:
    assert COMPLIANCE["github"](result(25)).count("::warning ") == 10
    assert COMPLIANCE["summary"](result(25)).count("person/worker") == 25


def test_a_summary_holds_no_markup_of_a_text() -> None:
    for text in (CHECK["summary"](CheckResult((PROBLEM,), 1, 0, 1)), COMPLIANCE["summary"](result())):
        assert "<script" not in text
        assert "&lt;script&gt;" in text


def test_no_findings_is_no_rate() -> None:
    assert count([]).rate is None
    assert count([]).percent == "–"
    assert count([finding(Status.DUE), finding(Status.EXCUSED)]).rate is None


def test_a_rate_is_never_rounded_up_to_all() -> None:
    found = [finding(Status.MET)] * 999 + [finding(Status.BREACH)]
    assert count(found).percent == "99 %"
    assert count([finding(Status.MET)]).percent == "100 %"


def test_parts_are_in_order_and_what_has_none_is_last() -> None:
    parts = by([finding(Status.MET, p) for p in ("b", None, "a", "b")], lambda f: f.part)
    assert [(part, c.total) for part, c in parts.items()] == [("a", 1), ("b", 2), (None, 1)]
