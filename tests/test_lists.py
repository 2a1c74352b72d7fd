"""Working lists: the cases that need joint supervision, and the cases of absent staff, high risk first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervision_records.calendar import WorkingDays
from supervision_records.cli import main
from supervision_records.lists import AbsentCase, InScope, absent_cases, in_scope
from supervision_records.model import Record
from supervision_records.protocol import read_protocols
from supervision_records.report.lists import LISTS
from supervision_records.schema import Schemas
from supervision_records.store import Store

ROOT = Path(__file__).parents[1]
AS_OF = date(2026, 7, 15)
FROM = "2026-01-01"
JOINT = {"protocol": "joint-supervision", "from": FROM}


def store(records: Mapping[str, Any]) -> Store:
    by_kind: dict[str, dict[str, Record]] = {}
    for name, data in records.items():
        kind, record_id = name.split("/")
        by_kind.setdefault(kind, {})[record_id] = Record(kind, record_id, f"records/{name}.yaml", data)
    return Store(by_kind, (), len(records), len(records), 0)


def team(agency: str) -> dict[str, Any]:
    return {"name": "T", "organisation": "o", "agency": agency, "manager": "m", "protocols": [JOINT]}


def case(*teams: str, **more: Any) -> dict[str, Any]:
    answers = [{"team": t, "from": FROM} for t in teams]
    return {"opened": FROM, "teams": answers, "status": [], "allocations": [], **more}


def post(of: str) -> dict[str, Any]:
    return {"posts": [{"team": of, "role": "social-worker", "from": FROM}]}


def joint_session(*cases: str) -> dict[str, Any]:
    return {
        "protocol": "joint-supervision", "team": "family", "type": "joint", "date": "2026-03-02", "status": "held",
        "supervisors": ["boss-f", "boss-m"], "supervisees": ["worker-f", "worker-m"],
        "cases": [{"case": c} for c in cases],
    }  # fmt: skip


def allocated(*people: str) -> list[dict[str, Any]]:
    return [{"person": person, "from": FROM} for person in people]


def test_cases_that_need_joint_supervision_are_listed_and_never_supervised_ones_come_first() -> None:
    protocols, _ = read_protocols(ROOT, Schemas.read(ROOT / "schemas"))
    rule = next(r for r in protocols["joint-supervision"].rules if r.form == "cadence" and r.spec["subject"] == "case")
    both = allocated("worker-f", "worker-m")
    found = in_scope(
        store(
            {
                "teams/family": team("childrens-service"),
                "teams/mind": team("mental-health"),
                **{f"people/{p}": post("family") for p in ("boss-f", "worker-f")},
                **{f"people/{p}": post("mind") for p in ("boss-m", "worker-m")},
                "cases/c-supervised": case("family", "mind", allocations=both),
                "cases/c-never": case("family", "mind", allocations=both),
                "cases/c-one-service": case("family", allocations=both),
                "cases/c-closed": case("family", "mind", closed="2026-05-01"),
                "sessions/s-1": joint_session("c-supervised"),
            }
        ),
        protocols,
        WorkingDays(),
        AS_OF,
        rule,
    )
    assert found == (
        InScope("case", "c-never", None, "family", date(2026, 1, 1), None),
        InScope("case", "c-supervised", None, "family", date(2026, 1, 1), date(2026, 3, 2)),
    )


def test_cases_of_absent_staff_are_listed_high_risk_first() -> None:
    high = {"risk": [{"level": "high", "from": FROM}]}
    past = {"risk": [{"level": "high", "from": FROM, "to": "2026-02-01"}]}
    found = absent_cases(
        store(
            {
                "teams/family": team("childrens-service"),
                "people/away": post("family"),
                "people/here": post("family"),
                "people/back": post("family"),
                "cases/c-a": case("family", allocations=allocated("away"), **past),
                "cases/c-b": case("family", allocations=allocated("away"), **high),
                "cases/c-c": case("family", allocations=allocated("here", "back"), **high),
                "cases/c-d": case("family", allocations=allocated("away"), closed="2026-06-01"),
                "absences/a-1": {"person": "away", "from": "2026-07-01",
                                 "reallocation": {"decided_on": "2026-07-08", "by": "boss"}},
                "absences/a-2": {"person": "back", "from": "2026-06-01", "to": "2026-07-10"},
            }
        ),
        WorkingDays(),
        AS_OF,
    )  # fmt: skip
    since, decided = date(2026, 7, 1), date(2026, 7, 8)
    assert found == (
        AbsentCase("high", "c-b", "away", "family", since, None, decided),
        AbsentCase("standard", "c-a", "away", "family", since, None, decided),
    )
    assert "c-b" in LISTS["text"](found)
    assert json.loads(LISTS["json"](found))["rows"][0] == {
        "risk": "high", "case": "c-b", "person": "away", "team": "family", "since": "2026-07-01", "until": None,
        "decided": "2026-07-08",
    }  # fmt: skip


def test_nothing_to_list_is_said() -> None:
    assert LISTS["text"]([]) == "Nothing to list.\n"


def test_the_verb_lists_and_says_what_it_cannot_list(capsys: pytest.CaptureFixture[str]) -> None:
    root = ["--root", str(ROOT)]
    assert main([*root, "list", "JNT-1", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["kind"] for row in rows} == {"case"}
    assert rows == sorted(rows, key=lambda r: (r["last"] is not None, r["last"] or "", r["id"]))
    assert main([*root, "list", "absent"]) == 0
    assert " listed." in capsys.readouterr().out
    assert main([*root, "list", "JNT-2"]) == 2
    assert main([*root, "list", "JNT-99"]) == 2
