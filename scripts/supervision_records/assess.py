"""Protocols × records × as-of date → findings. Pure: the same input gives the same findings in the same order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from supervision_records.calendar import WorkingDays
from supervision_records.facts import gather
from supervision_records.model import Assessment, Evidence, Finding, Problem, Protocol, Record, Rule, Severity
from supervision_records.rules import cadence, completeness, count, deadline, precondition, review
from supervision_records.rules.bench import Bench
from supervision_records.store import Store

#: The six forms. A new form is a module and a line here, an entry in the schema, and a file of cases.
FORMS: Mapping[str, Callable[[Rule, Bench], Iterator[Finding]]] = {
    "cadence": cadence.judge,
    "deadline": deadline.judge,
    "completeness": completeness.judge,
    "precondition": precondition.judge,
    "count": count.judge,
    "review": review.judge,
}


def assess(
    store: Store,
    protocols: Mapping[str, Protocol],
    working_days: WorkingDays,
    as_of: date,
    only: Collection[str] | None = None,
    evidence: Evidence | None = None,
) -> Assessment:
    """Judge every rule (or those whose ids are in ``only``) on all records, as of a date.

    ``evidence`` is what the history says of their claims; without it, what rests on the history is unknown.
    Findings come in the order of ``Finding.order``. Records that could not be read are the store's problems;
    they are handed on, with those under a protocol that has no page, so that whoever reports cannot overlook them.
    """
    bench = Bench(gather(store, working_days, as_of), protocols, evidence)
    findings = [
        found
        for protocol in protocols.values()
        for rule in protocol.rules
        if only is None or rule.id in only
        for found in FORMS[rule.form](rule, bench)
    ]
    problems = (*store.errors, *_without_protocol(store, protocols))
    return Assessment(as_of, tuple(sorted(findings, key=lambda f: f.order)), tuple(sorted(problems)))


def _without_protocol(store: Store, protocols: Mapping[str, Protocol]) -> Iterator[Problem]:
    """Records under a protocol that has no page: nobody judges them, and that must not look like an all-clear."""
    for records in store.records.values():
        for record in records.values():
            for pointer, name in _protocols_named(record):
                if name not in protocols:
                    line, column = record.marks.get(pointer, (1, 1))
                    message = f"There is no page of the protocol `{name}`, so what it demands here is not judged."
                    hint = f"Write docs/protocols/{name}.md, or correct the name."
                    yield Problem(record.path, line, column, pointer, "no-protocol", Severity.ERROR, message, hint)


def _protocols_named(record: Record) -> Iterator[tuple[str, str]]:
    if "protocol" in record.data:
        yield "/protocol", record.data["protocol"]
    if record.kind == "teams":
        for number, entry in enumerate(record.data["protocols"]):
            yield f"/protocols/{number}/protocol", entry["protocol"]
