"""Markdown for a step summary: all problems or all breaches, not the first ten. Every value is encoded."""

from __future__ import annotations

import html

from supervision_records.encode import unlinked
from supervision_records.report.check_text import summary
from supervision_records.report.results import CheckResult, ComplianceResult
from supervision_records.summary import by, count, rules_in_order

#: A step summary holds 1 MiB; this many rows stay well below it.
ROWS = 2000


def check(result: CheckResult) -> str:
    """A table of all problems."""
    rows = [
        ["error" if p in result.errors else "warning", f"{p.path}:{p.line}:{p.column}", p.message, p.hint]
        for p in result.problems
    ]
    notes = "".join(f"<li>{cell(note)}</li>" for note in result.notes)  # some name a contributor's files
    said = f"{summary(result)}\n\n" + (f"<ul>{notes}</ul>\n\n" if notes else "")
    return f"## Check of the records\n\n{said}" + table(["", "Where", "What is wrong", "What to do"], rows)


def compliance(result: ComplianceResult) -> str:
    """Totals by rule, then every breach."""
    findings = result.assessment.findings
    parts = by(findings, lambda f: f.rule)
    whole = count(findings)
    rows = [
        [rule, result.title(rule), *map(str, (c.met, c.due, c.breach, c.excused, c.unknown)), c.percent]
        for rule in rules_in_order(r for r in parts if r)
        for c in [parts[rule]]
    ]
    rows.append(
        ["all", "", *map(str, (whole.met, whole.due, whole.breach, whole.excused, whole.unknown)), whole.percent]
    )
    breaches = [
        [f.rule, f"{f.subject.kind}/{f.subject.id}", f.team or "", str(f.days_late), f.message] for f in result.breaches
    ]
    return "\n".join(
        [
            f"## Compliance as of {result.assessment.as_of}{cell(result.cut)}",
            "",
            table(["Rule", "Demand", "Met", "Due", "Breach", "Excused", "Unknown", "Rate"], rows),
            f"### Breaches: {len(breaches)}",
            "",
            table(["Rule", "Subject", "Team", "Days late", "What"], breaches),
            *_unknown(result),
            *_unjudged(result),
        ]
    )


def _unknown(result: ComplianceResult) -> list[str]:
    rows = [[f.rule, f"{f.subject.kind}/{f.subject.id}", f.team or "", f.message] for f in result.unknown]
    return [f"### Unknown: {len(rows)}", "", table(["Rule", "Subject", "Team", "Why"], rows)] if rows else []


def _unjudged(result: ComplianceResult) -> list[str]:
    rows = [[f"{p.path}:{p.line}:{p.column}", p.message, p.hint] for p in result.assessment.problems]
    return ["### Not judged", "", table(["Where", "What is wrong", "What to do"], rows)] if rows else []


def table(head: list[str], rows: list[list[str]]) -> str:
    """An HTML table: nothing in a cell can be Markdown."""
    if not rows:
        return "None.\n"
    lines = ["<table>", "<tr>" + "".join(f"<th>{cell(words)}</th>" for words in head) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{cell(words)}</td>" for words in row) + "</tr>" for row in rows[:ROWS]]
    rest = f"\n… and {len(rows) - ROWS} more.\n" if len(rows) > ROWS else "\n"
    return "\n".join([*lines, "</table>"]) + rest


def cell(text: str) -> str:
    """A text as HTML within Markdown: it shows as it is, calls nobody and leads nowhere."""
    return html.escape(unlinked(text))
