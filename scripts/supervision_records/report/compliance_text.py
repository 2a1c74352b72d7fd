"""``compliance`` for a person at a terminal: totals by rule, then what is in breach."""

from __future__ import annotations

from supervision_records import encode
from supervision_records.model import Finding
from supervision_records.plain import plural
from supervision_records.report.results import ComplianceResult
from supervision_records.summary import Counts, by, count, rules_in_order

SHOWN = 40


def render(result: ComplianceResult) -> str:
    """The table of rules with its totals, the breaches (the latest first), what is unknown, and what was not judged."""
    assessment = result.assessment
    lines = [f"Compliance as of {assessment.as_of}{result.cut}", ""]
    lines += _table(result)
    if result.breaches:
        lines += ["", f"Breaches ({len(result.breaches)}), the longest overdue first:"]
        lines += [f"  {breach(f)}" for f in result.breaches[:SHOWN]]
        if len(result.breaches) > SHOWN:
            lines.append(f"  … and {len(result.breaches) - SHOWN} more: --format csv lists them all.")
    if result.unknown:
        lines += ["", f"Unknown ({len(result.unknown)}), neither met nor in breach, so that this is no all-clear:"]
        lines += [f"  {breach(f)}" for f in result.unknown[:SHOWN]]
        if len(result.unknown) > SHOWN:
            lines.append(f"  … and {len(result.unknown) - SHOWN} more: --format csv lists them all.")
    for p in assessment.problems:
        lines += ["", f"Not judged: {p.path}:{p.line}:{p.column}: {p.message}", f"    → {p.hint}"]
    return encode.lines(lines)


def _table(result: ComplianceResult) -> list[str]:
    findings = result.assessment.findings
    parts = by(findings, lambda f: f.rule)
    head = f"{'rule':<8} {'met':>6} {'due':>6} {'breach':>6} {'excused':>7} {'unknown':>7} {'rate':>6}  demand"
    rows = [_row(rule, parts[rule], result.title(rule)) for rule in rules_in_order(r for r in parts if r)]
    return [head, "-" * 100, *rows, "-" * 100, _row("all", count(findings), plural(len(findings), "finding"))]


def _row(name: str, c: Counts, words: str) -> str:
    row = f"{name:<8} {c.met:>6} {c.due:>6} {c.breach:>6} {c.excused:>7} {c.unknown:>7} {c.percent:>6}  {words}"
    return row.rstrip()


def breach(f: Finding) -> str:
    """One finding in a line."""
    part = f" ({f.part})" if f.part else ""
    return f"{f.subject.kind}/{f.subject.id}{part}: {f.message}"
