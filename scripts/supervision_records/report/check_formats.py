"""The formats of ``check``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supervision_records.report import check_text, github, jsontext, markdown
from supervision_records.report.results import CheckResult

CHECK: Mapping[str, Callable[[CheckResult], str]] = {
    "text": check_text.render,
    "json": jsontext.check,
    "github": github.check,
    "summary": markdown.check,
}
