"""JSON, stable and documented (``docs/reference``). The same result gives the same bytes."""

from __future__ import annotations

from math import floor
from typing import Any

from supervision_records.encode import json_text
from supervision_records.model import Finding, Problem
from supervision_records.report.results import CheckResult, ComplianceResult
from supervision_records.since.told import Told
from supervision_records.summary import CUTS, Counts, by, count

#: Keys below which a record has keys of its own choice.
FREE_KEYS = frozenset({"notes", "answers"})


def text(value: Any) -> str:
    """A value as JSON."""
    return json_text(value)


def check(result: CheckResult) -> str:
    """Problems, and the number of files seen, judged and refused."""
    return text(
        {
            "version": 1,
            "problems": [problem(p) for p in result.problems],
            "seen": result.seen,
            "judged": result.judged,
            "refused": result.refused,
            **({"since": change(result.since)} if result.since else {}),
        }
    )


def change(told: Told) -> dict[str, Any]:
    """What a change does beside the problems that it brings."""
    records = told.records
    return {
        "revision": told.revision,
        "added": list(records.added),
        "changed": list(records.changed),
        "removed": list(records.removed),
        "moved": [{"from": old, "to": new} for old, new in records.moved],
        "mended": [problem(p) for p in told.mended],
        "left": told.left,
        "guarded": list(told.guarded),
    }


def compliance(result: ComplianceResult) -> str:
    """Findings, their totals, and the problems of records that could not be judged."""
    return text(whole(result))


def whole(result: ComplianceResult) -> dict[str, Any]:
    """The same as data."""
    findings = result.assessment.findings
    return {
        "version": 1,
        "as_of": result.assessment.as_of.isoformat(),
        "findings": [finding(f) for f in findings],
        "totals": {
            **counts(count(findings)),
            "by": {
                name: [{"value": part, **counts(c)} for part, c in by(findings, key).items()]
                for name, key in CUTS.items()
            },
        },
        "problems": [problem(p) for p in result.assessment.problems],
    }


def problem(p: Problem) -> dict[str, Any]:
    """One problem."""
    return {
        "path": p.path,
        "line": p.line,
        "column": p.column,
        "pointer": _pointer(p),
        "code": p.code,
        "severity": p.severity.value,
        "message": p.message,
        "hint": p.hint,
    }


def _pointer(p: Problem) -> str:
    """The pointer without keys that no schema names: somebody may have typed a person's name there."""
    steps = p.pointer.split("/")
    if p.code == "unknown-key":
        del steps[-1]
    free = next((number for number, step in enumerate(steps) if step in FREE_KEYS), len(steps))
    return "/".join(steps[: free + 1])


def finding(f: Finding) -> dict[str, Any]:
    """One finding. What tells more than the contract asks stands in ``detail``."""
    return {
        "rule": f.rule,
        "protocol": f.protocol,
        "subject": {"kind": f.subject.kind, "id": f.subject.id},
        "part": f.part,
        "team": f.team,
        "period": {"from": f.start.isoformat(), "to": f.end.isoformat()},
        "status": f.status.value,
        "due": f.due.isoformat(),
        "days_late": f.days_late,
        "records": list(f.records),
        "detail": {"form": f.form, "person": f.person, "supervisor": f.supervisor, "case": f.case, **f.detail},
        "message": f.message,
    }


def counts(c: Counts) -> dict[str, Any]:
    """Counts by status, and the rate to four places, rounded down so that 1 means all (null where there is none)."""
    return {
        "findings": c.total,
        "met": c.met,
        "due": c.due,
        "breach": c.breach,
        "excused": c.excused,
        "unknown": c.unknown,
        "rate": None if c.rate is None else floor(c.rate * 10_000) / 10_000,
    }
