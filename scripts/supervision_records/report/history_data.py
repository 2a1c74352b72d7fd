"""``history`` as JSON and as CSV: every record with when it came in, by whom, and every change since."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import Any

from supervision_records.encode import cell, json_text
from supervision_records.history.findings.anomaly import Anomaly
from supervision_records.report.history_result import HistoryResult, Line, lines, plain

COLUMNS = ("kind", "id", "path", "what", "on", "author", "brought_in_by", "commit", "content", "codes")


def as_json(result: HistoryResult) -> str:
    """The whole result; the same history gives the same bytes."""
    value = {
        "version": 1,
        "tip": result.commits[-1].id,
        "commits": len(result.commits),
        "anomalies": [_anomaly(one) for one in result.anomalies],
        "of_sample": dict(result.of_sample),
        "not_yet": [plain(path) for path in result.not_yet],
        "records": [
            {"kind": name.kind, "id": name.id, "changes": [_change(line) for line in lines(result, versions)]}
            for name, versions in result.records.items()
        ],
    }
    return json_text(value)


def as_csv(result: HistoryResult) -> str:
    """One line for each change of a record, with the codes of what the history shows of it."""
    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in result.anomalies:
        codes[one.path, one.commit].add(one.code)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, versions in result.records.items():
        for line in lines(result, versions):
            version = line.version
            found = " ".join(sorted(codes[version.path, version.commit.id]))
            cells = (
                name.kind, name.id, plain(version.path), line.what, line.on, line.author, line.brought,
                version.commit.id, version.blob, found,
            )  # fmt: skip
            writer.writerow([cell(text) for text in cells])
    return out.getvalue()


def _anomaly(one: Anomaly) -> dict[str, Any]:
    return {
        "path": plain(one.path),
        "code": one.code,
        "severity": one.severity.value,
        "commit": one.commit,
        "on": one.on.isoformat() if one.on else None,
        "claimed": one.claimed.isoformat() if one.claimed else None,
        "pointers": list(one.pointers),
        "person": one.person,
        "message": plain(one.message),
        "hint": one.hint,
    }


def _change(line: Line) -> dict[str, Any]:
    version = line.version
    return {
        "what": line.what,
        "on": version.commit.on.isoformat() if version.commit.on else None,
        "author": line.author,
        "brought_in_by": line.brought,
        "commit": version.commit.id,
        "path": plain(version.path),
        "content": version.blob or None,
    }
