"""What a bundle is made from, and the tables in it that its pages count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from supervision_records.calendar import parse_date
from supervision_records.model import Assessment, Data, Finding, Protocol, Record
from supervision_records.report.jsontext import finding as finding_data
from supervision_records.store import Store

#: The kinds of record that have actions to be done and checked.
WITH_ACTIONS = ("audits", "assurance")


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What came of drawing an audit's sample again, in words."""

    words: str


@dataclass(frozen=True)
class Content:
    """Everything of one commit, judged for one day.

    ``sources`` are the texts of its protocols, schemas and settings, and ``files`` those of its records, by path.
    ``history`` is what ``history --format json`` says; ``redrawn`` goes by the id of the audit.
    """

    as_of: date
    revision: str
    organisation: str
    protocols: Mapping[str, Protocol]
    store: Store
    assessment: Assessment
    history: Data
    redrawn: Mapping[str, Redrawn]
    sources: Mapping[str, bytes] = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Action:
    """One action of an audit or of a time that a process was done, and how it stands: open, overdue, done, checked."""

    record: Record
    data: Data
    state: str


def audits_of(content: Content) -> tuple[Record, ...]:
    """The audits up to the day, the latest first."""
    found = [a for a in content.store.records["audits"].values() if parse_date(a.data["on"]) <= content.as_of]
    return tuple(sorted(found, key=lambda audit: (audit.data["on"], audit.id), reverse=True))


def actions_of(content: Content) -> tuple[Action, ...]:
    """The actions that are there on the day, the first due first."""
    found = [
        Action(record, data, _state(data, content.as_of.isoformat()))
        for kind in WITH_ACTIONS
        for record in content.store.records[kind].values()
        if parse_date(record.data["on"]) <= content.as_of
        for data in record.data.get("actions", ())
    ]
    return tuple(sorted(found, key=lambda a: (a.data["due"], a.record.kind, a.record.id, str(a.data["id"]))))


def _state(data: Data, as_of: str) -> str:
    if "done" not in data or data["done"] > as_of:
        return "overdue" if data["due"] < as_of else "open"
    return "checked" if "checked" in data and data["checked"] <= as_of else "done"


def findings_data(content: Content) -> list[dict[str, Any]]:
    """Every finding with the dated steps that led to it, in the order of all listings."""
    return [_with_steps(finding) for finding in content.assessment.findings]


def _with_steps(finding: Finding) -> dict[str, Any]:
    steps = [{"on": s.on.isoformat(), "text": s.text, "record": s.record} for s in finding.steps]
    return {**finding_data(finding), "steps": steps}


def texts(content: Content) -> Iterator[tuple[str, bytes]]:
    """The files that are copied as they are: where in the bundle, and the bytes. A browser shows .txt as text."""
    for path, raw in content.sources.items():
        yield source_place(path), raw
    for path, raw in content.files.items():
        yield record_place(path), raw


def record_place(path: str) -> str:
    """Where a record lies in the bundle."""
    return f"{path}.txt"


def source_place(path: str) -> str:
    """Where a protocol, a schema or the settings lie in the bundle."""
    return f"source/{path}.txt"
