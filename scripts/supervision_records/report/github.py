"""GitHub annotations: one workflow command a line, every value encoded so that it cannot be another command."""

from __future__ import annotations

from supervision_records.encode import command, line
from supervision_records.report.check_text import summary
from supervision_records.report.results import CheckResult, ComplianceResult
from supervision_records.summary import count

#: GitHub keeps ten annotations of a kind for each step and drops the rest without a word; the summary has them all.
SHOWN = 10


def check(result: CheckResult) -> str:
    """Every problem as an error or a warning at its line."""
    lines = [
        command(p.severity.value, f"{p.message} {p.hint}", file=p.path, line=p.line, col=p.column, title=p.code)
        for p in result.problems
    ]
    return "\n".join([*lines, summary(result), *_not_shown(result), *map(line, result.notes)]) + "\n"


def _not_shown(result: CheckResult) -> list[str]:
    """Nobody is to take what GitHub shows beside the lines for all that there is."""
    most = max(len(result.errors), len(result.problems) - len(result.errors))
    said = f"GitHub shows {SHOWN} errors and {SHOWN} warnings beside their lines; the summary of this run has them all."
    return [said] if most > SHOWN else []


def compliance(result: ComplianceResult) -> str:
    """The ten longest breaches as warnings at their record, what could not be judged as errors, and the totals."""
    lines = [
        command("error", f"Not judged: {p.message} {p.hint}", file=p.path, line=p.line, col=p.column, title=p.code)
        for p in result.assessment.problems
    ]
    for f in result.breaches[:SHOWN]:
        path = f.records[0] if f.records else result.protocols[f.protocol].path
        lines.append(command("warning", f"{f.subject.kind}/{f.subject.id}: {f.message}", file=path, title=f.rule))
    for f in result.unknown[:1]:
        said = f"{len(result.unknown)} findings are unknown; the first: {f.subject.kind}/{f.subject.id}: {f.message}"
        lines.append(command("error", said, title="Unknown"))
    c = count(result.assessment.findings)
    lines.append(
        f"As of {result.assessment.as_of}: {c.met} met, {c.due} due, {c.breach} in breach, {c.excused} excused, "
        f"{c.unknown} unknown."
    )
    return "\n".join(lines) + "\n"
