"""``check`` for a person at a terminal."""

from __future__ import annotations

from supervision_records import encode
from supervision_records.plain import plural
from supervision_records.report.results import CheckResult


def render(result: CheckResult) -> str:
    """Each problem with its place, what is wrong and what to do; then what was seen."""
    lines: list[str] = []
    for p in result.problems:
        lines.append(f"{p.path}:{p.line}:{p.column}: {p.severity.value} ({p.code})")
        lines.append(f"    {p.message}")
        lines.append(f"    → {p.hint}")
    return encode.lines([*lines, summary(result), *result.notes])


def summary(result: CheckResult) -> str:
    """One line: files seen, judged, refused; errors and warnings."""
    errors, warnings = len(result.errors), len(result.problems) - len(result.errors)
    return (
        f"{plural(result.seen, 'file')} seen: {result.judged:,} judged, {result.refused:,} refused. "
        f"{plural(errors, 'error')}, {plural(warnings, 'warning')}."
    )
