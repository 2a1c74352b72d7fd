"""``demands``: each demand with where it is published, its rules, its findings and its tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supervision_records import encode
from supervision_records.demands import Traced
from supervision_records.report.jsontext import counts


def as_text(traced: tuple[Traced, ...]) -> str:
    """One line a demand, and under it what is missing."""
    lines: list[str] = []
    for t in traced:
        rules = ", ".join(dict.fromkeys(f"{r.id} ({r.form})" for r in t.rules)) or "no rule"
        lines.append(f"{t.id:<7} {'+'.join(t.how):<16} {t.page}#{t.anchor or '?'}  {rules}  {len(t.tests)} tests")
        lines += [f"        FAULT: {fault}." for fault in t.faults]
    faulty = sum(1 for t in traced if t.faults)
    return encode.lines([*lines, f"{len(traced)} demands, {faulty} with a fault."])


def as_json(traced: tuple[Traced, ...]) -> str:
    """All of it, stable."""
    demands = [
        {
            "id": t.id,
            "protocol": t.protocol,
            "text": t.text,
            "strength": t.strength,
            "how": list(t.how),
            "page": t.page,
            "anchor": t.anchor,
            "rules": [{"id": r.id, "form": r.form, "line": r.line} for r in t.rules],
            "findings": counts(t.counts),
            "tests": list(t.tests),
            "faults": list(t.faults),
        }
        for t in traced
    ]
    return encode.json_text({"version": 1, "demands": demands})


#: The formats of ``demands``.
DEMANDS: Mapping[str, Callable[[tuple[Traced, ...]], str]] = {"text": as_text, "json": as_json}
