"""CSV of findings, safe to open in a spreadsheet: no cell can begin a formula."""

from __future__ import annotations

import csv
import io

from supervision_records import encode
from supervision_records.model import Finding
from supervision_records.report.results import ComplianceResult

COLUMNS = (
    "rule", "form", "protocol", "subject_kind", "subject_id", "part", "team", "supervisor", "person", "case",
    "from", "to", "status", "due", "days_late", "records", "message", "claimed", "came_in",
)  # fmt: skip


def compliance(result: ComplianceResult) -> str:
    """One line a finding, under a line of column names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(encode.cell, _cells(f)) for f in result.assessment.findings)
    return out.getvalue()


def _cells(f: Finding) -> tuple[str, ...]:
    return (
        f.rule, f.form, f.protocol, f.subject.kind, f.subject.id, f.part or "", f.team or "", f.supervisor or "",
        f.person or "", f.case or "", f.start.isoformat(), f.end.isoformat(), f.status.value, f.due.isoformat(),
        str(f.days_late), " ".join(f.records), f.message, f.detail.get("claimed") or "", f.detail.get("came_in") or "",
    )  # fmt: skip
