"""One result, many outputs: pure functions from problems or an assessment to text, in explicit tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supervision_records.demands import Traced
from supervision_records.report import (
    check_text,
    compliance_text,
    csvtable,
    demands,
    github,
    history_data,
    history_text,
    jsontext,
    lists,
    markdown,
)
from supervision_records.report.history_result import HistoryResult
from supervision_records.report.results import CheckResult, ComplianceResult, SinceResult
from supervision_records.report.since import SINCE

#: Formats of ``check``.
CHECK: Mapping[str, Callable[[CheckResult], str]] = {
    "text": check_text.render,
    "json": jsontext.check,
    "github": github.check,
    "summary": markdown.check,
}

#: Formats of ``compliance``.
COMPLIANCE: Mapping[str, Callable[[ComplianceResult], str]] = {
    "text": compliance_text.render,
    "json": jsontext.compliance,
    "csv": csvtable.compliance,
    "github": github.compliance,
    "summary": markdown.compliance,
}

#: Formats of ``demands``.
DEMANDS: Mapping[str, Callable[[tuple[Traced, ...]], str]] = {"text": demands.as_text, "json": demands.as_json}

#: Formats of ``history``.
HISTORY: Mapping[str, Callable[[HistoryResult], str]] = {
    "text": history_text.text,
    "json": history_data.as_json,
    "github": history_text.github,
    "csv": history_data.as_csv,
}

#: Formats of ``list``.
LISTS = lists.FORMATS

__all__ = [
    "CHECK",
    "COMPLIANCE",
    "DEMANDS",
    "HISTORY",
    "LISTS",
    "SINCE",
    "CheckResult",
    "ComplianceResult",
    "HistoryResult",
    "SinceResult",
]
