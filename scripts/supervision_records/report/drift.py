"""Orphans and drift as text or JSON. They name people and cases by id: for those entitled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from supervision_records import encode
from supervision_records.drift import Drift


def as_text(rows: Sequence[Drift]) -> str:
    """A line for each, by sort."""
    found = [f"{row.sort}  {row.kind}/{row.id}  {row.team or 'of no team'}: {row.words}" for row in rows]
    return encode.lines([*found, f"{len(rows)} to look at."])


def as_json(rows: Sequence[Drift]) -> str:
    """The same, stable."""
    shown = [asdict(row) | {"since": row.since.isoformat() if row.since else None} for row in rows]
    return encode.json_text({"version": 1, "rows": shown})


FORMATS: Mapping[str, Callable[[Sequence[Drift]], str]] = {"text": as_text, "json": as_json}
