"""The formats of ``compliance``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supervision_records.report import compliance_text, csvtable, github, jsontext, markdown
from supervision_records.report.results import ComplianceResult

COMPLIANCE: Mapping[str, Callable[[ComplianceResult], str]] = {
    "text": compliance_text.render,
    "json": jsontext.compliance,
    "csv": csvtable.compliance,
    "github": github.compliance,
    "summary": markdown.compliance,
}
