"""Orphans and drift: each sort is found, and what is in order is not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from supervision_records.calendar import WorkingDays
from supervision_records.cli import main
from supervision_records.drift import SORTS, drift
from supervision_records.facts import gather
from supervision_records.model import Protocol, Record
from supervision_records.protocol import read_protocols
from supervision_records.rules.bench import Bench
from supervision_records.schema import Schemas
from supervision_records.store import Store
from tests.conftest import ROOT

AS_OF = date(2026, 7, 15)
PROTOCOL = "case-management-supervision"
FROM = "2026-01-05"


@pytest.fixture(scope="module")
def protocols() -> Mapping[str, Protocol]:
    return read_protocols(ROOT, Schemas.read(ROOT / "schemas"))[0]


def person(role: str = "social-worker", to: str | None = None) -> dict[str, Any]:
    return {"posts": [{"team": "north", "role": role, "from": FROM, **({"to": to} if to else {})}]}


def contract(supervisor: str, *supervisees: str, **more: Any) -> dict[str, Any]:
    signed = [{"by": who, "on": FROM} for who in (supervisor, *supervisees)]
    about = {"protocol": PROTOCOL, "starts": FROM, "signed": signed}
    return {**about, "supervisors": [supervisor], "supervisees": [*supervisees], **more}


def session(day: str, **more: Any) -> dict[str, Any]:
    about = {"protocol": PROTOCOL, "team": "north", "type": "case", "date": day, "status": "held"}
    return {**about, "supervisors": ["boss"], "supervisees": ["ash"], **more}


#: A small team in which everything is in order.
WELL: dict[str, Any] = {
    "teams/north": {
        "name": "N", "organisation": "o", "agency": "childrens-service", "manager": "boss",
        "protocols": [{"protocol": PROTOCOL, "from": FROM}],
    },
    "people/boss": person("team-manager"),
    "people/ash": person(),
    "contracts/k-ash": contract("boss", "ash"),
    "cases/c-one": {
        "opened": FROM, "teams": [{"team": "north", "from": FROM}], "status": [],
        "allocations": [{"person": "ash", "from": FROM}],
    },
    "sessions/s-1": session(
        "2026-02-02", actions=[{"id": 1, "what": "x", "owner": "ash", "due": "2026-03-02"}],
        signed=[{"by": "boss", "on": "2026-02-03"}, {"by": "ash", "on": "2026-02-03"}],
    ),
}  # fmt: skip
CARRIED = {"session": "s-1", "action": 1, "outcome": "carried-forward"}

#: A case in which the same two people stand in several contracts.
TWICE = "two people by three contracts are two"
#: What is changed, and what is then found: sort, kind and id.
FOUND: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "nothing": ({}, []),
    "nobody ever supervised them": ({"people/new": person()}, [("no-supervisor", "person/new")]),
    "their only supervisor has left": (
        {"people/old": person("practice-supervisor", "2026-06-30"), "contracts/k-ash": contract("old", "ash"),
         "sessions/s-1": session("2026-02-02", supervisors=["old"])},
        [("no-supervisor", "person/ash"), ("leaver-named", "contract/k-ash")],
    ),
    "a manager who left": (
        {"people/boss": person("team-manager", "2026-06-30")},
        [("no-supervisor", "person/ash"), ("leaver-named", "contract/k-ash"), ("leaver-named", "team/north")],
    ),
    "a leaver who still has a case": (
        {"people/gone": person(to="2026-05-29"), "cases/c-one": {
            **WELL["cases/c-one"], "allocations": [{"person": "gone", "from": FROM}],
        }},
        [("leaver-named", "case/c-one")],
    ),
    "a leaver who comes back later": (
        {"people/gone": {"posts": [*person(to="2026-05-29")["posts"], {**person()["posts"][0], "from": "2026-09-01"}]},
         "cases/c-one": {**WELL["cases/c-one"], "allocations": [{"person": "gone", "from": FROM}]}},
        [],
    ),
    "a signature that cannot come": (
        {"people/gone": person(to="2026-05-29"),
         "sessions/s-2": session("2026-05-04", supervisees=["gone"], signed=[{"by": "boss", "on": "2026-05-05"}])},
        [("signer-left", "session/s-2")],
    ),
    "three people are too many for one": (
        {**{f"people/w{n}": person() for n in range(3)}, "contracts/k-all": contract("boss", "w0", "w1", "w2")},
        [("too-many", "person/boss")],
    ),
    TWICE: (
        {"contracts/k-again": contract("boss", "ash", "yew"), "contracts/k-more": contract("boss", "yew"),
         "people/yew": person()},
        [],
    ),
    "carried forward three times": (
        {f"sessions/s-{n}": session(f"2026-0{n}-09", reviewed=[CARRIED]) for n in (3, 4, 5)},
        [("carried-forward", "session/s-1")],
    ),
    "carried forward twice": ({f"sessions/s-{n}": session(f"2026-0{n}-09", reviewed=[CARRIED]) for n in (3, 4)}, []),
    "carried forward three times, then done": (
        {**{f"sessions/s-{n}": session(f"2026-0{n}-09", reviewed=[CARRIED]) for n in (3, 4, 5)},
         "sessions/s-6": session("2026-06-09", reviewed=[{**CARRIED, "outcome": "done"}])},
        [],
    ),
    "away, and nothing was decided": (
        {"absences/a": {"person": "ash", "from": "2026-07-06"}}, [("absent-holder", "case/c-one")],
    ),
    "away, and it was decided": (
        {"absences/a": {"person": "ash", "from": "2026-07-06",
                        "reallocation": {"decided_on": "2026-07-07", "by": "boss"}}},
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_each_sort_is_found_and_nothing_else(name: str, protocols: Mapping[str, Protocol]) -> None:
    changes, expected = FOUND[name]
    by_kind: dict[str, dict[str, Record]] = {}
    for key, data in {**WELL, **changes}.items():
        kind, _, record_id = key.partition("/")
        by_kind.setdefault(kind, {})[record_id] = Record(kind, record_id, f"records/{key}.yaml", data)
    bench = Bench(gather(Store(by_kind, (), 0, 0, 0), WorkingDays(), AS_OF), protocols)
    found = drift(bench, most=2 if name == TWICE else 3)
    assert [(each.sort, f"{each.kind}/{each.id}") for each in found] == expected
    assert all(each.words.endswith(".") for each in found)


def test_every_sort_is_tried() -> None:
    assert {sort for _, expected in FOUND.values() for sort, _ in expected} == set(SORTS)


def test_the_verb_lists_one_team(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "drift", "--team", "meadow-north-hub-1", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["team"] for row in rows} == {"meadow-north-hub-1"}
    assert main(["--root", str(ROOT), "drift", "--team", "meadow-north-hub-1", "--most", "100"]) == 0
    assert capsys.readouterr().out == "0 to look at.\n"
