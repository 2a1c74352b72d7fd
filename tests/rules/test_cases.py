"""The rule cases: records and what is to be found in them, in YAML that a practitioner can read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from supervision_records.assess import assess
from supervision_records.calendar import WorkingDays, parse_date
from supervision_records.claims import claims_of
from supervision_records.model import Arrivals, Claim, Document, Evidence, Finding, Protocol, Record, Status
from supervision_records.protocol import read_protocols
from supervision_records.schema import Schemas
from supervision_records.store import Store

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "cases" / "rules"
COMPARED = (
    "subject", "part", "team", "from", "to", "status", "due", "days_late", "form", "records", "detail", "person",
    "says", "why",
)  # fmt: skip
#: The records that say that something took place, or that somebody was away.
EVENTS = ("sessions", "audits", "assurance", "handovers", "escalations", "observations", "absences")


@cache
def schemas() -> Schemas:
    return Schemas.read(ROOT / "schemas")


@cache
def protocols() -> Mapping[str, Protocol]:
    found, problems = read_protocols(ROOT, schemas())
    assert not problems
    return found


def case_files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


class _Loader(yaml.SafeLoader):
    """As records are loaded (dates and times stay text), but with null, for "no part" and "no team"."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(0|[1-9][0-9]*)$"), list("0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(null|~)$"), list("n~"))


@cache
def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  (a SafeLoader with fewer types)


def all_cases() -> Iterator[Any]:
    for path in case_files():
        content = _load(path)
        for case in content["cases"]:
            yield pytest.param(content, case, id=f"{content['rule']}: {case['name']}")


def store_of(given: Mapping[str, Any]) -> Store:
    """Records as the store would hold them; each has to be valid, so that a case cannot rest on a slip."""
    records: dict[str, dict[str, Record]] = {}
    for name, data in given.items():
        if data == "absent":
            continue
        kind, record_id = name.split("/")
        path = f"records/{kind}/{record_id}.yaml"
        problems = schemas().validate(kind, Document(path, data, _Everywhere()))
        assert not problems, [f"{p.path} {p.pointer}: {p.message}" for p in problems]
        records.setdefault(kind, {})[record_id] = Record(kind, record_id, path, data)
    ordered = {kind: dict(sorted(found.items())) for kind, found in records.items()}
    seen = sum(map(len, ordered.values()))
    return Store(ordered, (), seen, seen, 0)


class _Everywhere(dict[str, tuple[int, int]]):
    def __missing__(self, key: str) -> tuple[int, int]:
        return (1, 1)


def working_days(case: Mapping[str, Any]) -> WorkingDays:
    local = case.get("working_days", {})
    return WorkingDays(*(frozenset(map(parse_date, local.get(key, ()))) for key in ("added", "removed")))


def shown(finding: Finding) -> dict[str, Any]:
    return {
        "subject": f"{finding.subject.kind}/{finding.subject.id}",
        "part": finding.part,
        "team": finding.team,
        "from": finding.start.isoformat(),
        "to": finding.end.isoformat(),
        "status": finding.status.value,
        "due": finding.due.isoformat(),
        "days_late": finding.days_late,
        "form": finding.form,
        "records": [path.removeprefix("records/").removesuffix(".yaml") for path in finding.records],
        "detail": dict(finding.detail),
        "person": finding.person,
        "says": finding.message.rpartition(f" ({finding.rule}: ")[0],
        "why": [
            f"{step.on} {step.text}" + (f" [{short(step.record)}]" if step.record else "") for step in finding.steps
        ],
    }


def short(path: str) -> str:
    """A record as cases name it; a protocol's page by its path."""
    return path.removeprefix("records/").removesuffix(".yaml")


def unexplained(finding: Finding) -> list[str]:
    """What of a finding a reader could not follow."""
    said, named = [step.text for step in finding.steps], {step.record for step in finding.steps if step.record}
    days = [step.on for step in finding.steps]
    kind, subject = finding.subject.kind, finding.subject.id
    wrong = {
        "it rests on no record": not finding.records,
        "a step names a record that it does not rest on": not named <= set(finding.records),
        "what took place is in none of its steps": finding.status is Status.MET
        and any(path.split("/")[1] in EVENTS for path in finding.records)
        and not any(path.split("/")[1] in EVENTS for path in named),
        "its steps are not in the order of their days": not days or days != sorted(days),
        "a sentence is not whole": not all([finding.message, *said]) or "None" in " ".join([finding.message, *said]),
        "it does not say which demand": not re.search(rf"\. \({finding.rule}: .+\.\)$", finding.message),
        "it is about somebody and not theirs": kind == "person" and finding.person != subject,
        "it is about a case and not the case's": kind == "case" and finding.case != subject,
        "it is about a team and not the team's": kind == "team" and finding.team != subject,
    }
    return [what for what, is_so in wrong.items() if is_so]


def evidence(case: Mapping[str, Any], store: Store) -> Evidence:
    """What the history says: ``evidence: history`` rests the rule on it, ``history: none`` takes it away.

    ``came_in`` gives the day of each record, or of its claims by name: the act, or the act and whose it is. What is
    not named has not come in.
    """
    everywhere = case.get("evidence") == "history"
    if "came_in" not in case:
        return Evidence(everywhere=everywhere) if case.get("history") == "none" else Evidence(Arrivals(), everywhere)
    days: dict[str, dict[Claim, date]] = {}
    for name, said in case["came_in"].items():
        kind, record_id = name.split("/")
        record = store.records[kind][record_id]
        claims = {made: _day(made, said) for made in claims_of(kind, record.data)}
        assert any(claims.values()), f"{name} makes no such claim: {list(claims)}"
        days[record.path] = {made: day for made, day in claims.items() if day}
    return Evidence(Arrivals(days), everywhere)


def _day(made: Claim, said: Any) -> date | None:
    if isinstance(said, str):
        return parse_date(said)
    entry = json.loads(made.entry)
    whose = made.part or (entry.get("by") if isinstance(entry, dict) else "")
    day = said.get(f"{made.act} {whose}", said.get(made.act))
    return parse_date(day) if day else None


def judge(content: Mapping[str, Any], case: Mapping[str, Any]) -> list[dict[str, Any]]:
    given = {**content.get("given", {}), **case.get("given", {})}
    as_of = parse_date(case["as_of"])
    store = store_of(given)
    proof = evidence(case, store) if {"came_in", "history", "evidence"} & case.keys() else None
    assessment = assess(store, protocols(), working_days(case), as_of, {content["rule"]}, proof)
    assert not (hidden := {str(f.subject): what for f in assessment.findings if (what := unexplained(f))}), hidden
    only = case.get("only", {})
    found = [shown(finding) for finding in assessment.findings]
    return [entry for entry in found if all(entry[key] == value for key, value in only.items())]


@pytest.mark.parametrize(("content", "case"), list(all_cases()))
def test_the_rule_finds_what_the_case_expects(content: Any, case: Any) -> None:
    found = judge(content, case)
    expected = case["expect"]
    keys = [[key for key in COMPARED if key in entry] for entry in expected]
    compared = [{k: f[k] for k in ks} for f, ks in zip(found, keys, strict=False)]
    wanted = [{k: v for k, v in entry.items() if k in COMPARED} for entry in expected]
    assert (compared, len(found)) == (wanted, len(expected)), found


def test_every_enforced_rule_has_cases_of_met_and_breach() -> None:
    for rule in {rule.id for protocol in protocols().values() for rule in protocol.rules}:
        path = FOLDER / f"{rule}.yaml"
        assert path.exists(), f"no cases for {rule}"
        statuses = {entry.get("status") for case in _load(path)["cases"] for entry in case["expect"]}
        assert {"met", "breach"} <= statuses, f"{rule}: {statuses}"
