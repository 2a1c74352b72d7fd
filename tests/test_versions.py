"""When a protocol changes: which contracts are to be affirmed again, and who has read exactly this version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervision_records.calendar import WorkingDays
from supervision_records.cli import main
from supervision_records.facts import gather
from supervision_records.model import Protocol, Record
from supervision_records.pages.protocols import published
from supervision_records.pages.site import judge
from supervision_records.protocol import read_protocols
from supervision_records.repository import read_repository
from supervision_records.rules.bench import Bench
from supervision_records.schema import Schemas
from supervision_records.store import Store
from supervision_records.versions import exact, readers, to_affirm
from supervision_records.yamlio import load
from tests.conftest import ROOT

AS_OF = date(2026, 7, 15)
NAME = "case-management-supervision"
CHANGE = {"on": "2026-06-01", "what": "Every three weeks.", "affirm": True}
TEAM = {
    "name": "N", "organisation": "o", "agency": "childrens-service", "manager": "boss",
    "protocols": [{"protocol": NAME, "from": "2026-01-05"}],
}  # fmt: skip
POST: dict[str, Any] = {"posts": [{"team": "north", "role": "social-worker", "from": "2026-01-05"}]}


@pytest.fixture(scope="module")
def protocols() -> Mapping[str, Protocol]:
    return read_protocols(ROOT, Schemas.read(ROOT / "schemas"))[0]


def changed(protocols: Mapping[str, Protocol], *changes: dict[str, Any]) -> dict[str, Protocol]:
    old = protocols[NAME]
    return {NAME: replace(old, data={**old.data, "changes": [*changes]})}


def bench(protocols: Mapping[str, Protocol], records: Mapping[str, dict[str, Any]]) -> Bench:
    by_kind: dict[str, dict[str, Record]] = {}
    for key, data in records.items():
        kind, _, record_id = key.partition("/")
        by_kind.setdefault(kind, {})[record_id] = Record(kind, record_id, f"records/{key}.yaml", data)
    return Bench(gather(Store(by_kind, (), 0, 0, 0), WorkingDays(), AS_OF), protocols)


def contract(starts: str, *reviews: dict[str, Any]) -> dict[str, Any]:
    signed = [{"by": who, "on": starts} for who in ("boss", "ash")]
    about = {"protocol": NAME, "supervisors": ["boss"], "supervisees": ["ash"], "starts": starts}
    return {**about, "signed": signed, "reviews": [*reviews]}


@pytest.mark.parametrize(
    ("change", "record", "waits"),
    [
        (CHANGE, contract("2026-01-05"), True),
        (CHANGE, contract("2026-06-01"), False),
        (CHANGE, contract("2026-01-05", {"on": "2026-06-01", "by": ["boss", "ash"]}), False),
        (CHANGE, contract("2026-01-05", {"on": "2026-05-31", "by": ["boss", "ash"]}), True),
        (CHANGE, contract("2026-01-05", {"on": "2026-06-02", "by": ["boss"]}), True),
        (CHANGE, contract("2026-01-05", {"on": "2026-08-03", "by": ["boss", "ash"]}), True),
        ({**CHANGE, "affirm": False}, contract("2026-01-05"), False),
        ({**CHANGE, "on": "2026-08-03"}, contract("2026-01-05"), False),
        (CHANGE, {**contract("2026-01-05"), "ends": "2026-07-01"}, False),
    ],
)
def test_contracts_from_before_a_change_are_affirmed_by_a_review_of_both(
    protocols: Mapping[str, Protocol], change: dict[str, Any], record: dict[str, Any], waits: bool
) -> None:
    found = [*to_affirm(bench(changed(protocols, change), {"contracts/k": record}))]
    assert [(each.contract.id, each.since) for each in found] == ([("k", date(2026, 6, 1))] if waits else [])


def test_any_word_of_the_page_is_another_version(protocols: Mapping[str, Protocol]) -> None:
    page = protocols[NAME]
    assert exact(page) != exact(replace(page, body=page.body + "."))
    assert exact(page) != exact(replace(page, data={**page.data, "owner": "Somebody else"}))
    assert exact(page) == exact(replace(page, path="elsewhere.md"))


def test_who_read_an_earlier_version_has_not_read_this_one(protocols: Mapping[str, Protocol]) -> None:
    now = exact(protocols[NAME])
    people: dict[str, dict[str, Any]] = {
        "ash": {**POST, "read": [{"protocol": NAME, "of": now, "on": "2026-07-01"}]},
        "elm": {**POST, "read": [{"protocol": NAME, "of": "0" * 64, "on": "2026-07-01"}]},
        "oak": {**POST, "read": [{"protocol": NAME, "of": now, "on": "2026-07-16"}]},
        "yew": {"posts": [{**POST["posts"][0], "to": "2026-07-14"}]},
    }
    records: dict[str, dict[str, Any]] = {
        "teams/north": TEAM,
        **{f"people/{name}": data for name, data in people.items()},
    }
    kept = {name: Record("people", name, "", data) for name, data in people.items()}
    found = {r.person: (r.on, r.before) for r in readers(bench(protocols, records), kept, protocols[NAME])}
    assert found == {"ash": (date(2026, 7, 1), None), "elm": (None, date(2026, 7, 1)), "oak": (None, None)}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for name, data in {"teams/north": TEAM, "people/ash": POST, "people/boss": POST}.items():
        path = tmp_path / "records" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# whose record it is\n" + "".join(f"{key}: {json.dumps(data[key])}\n" for key in data))
    return tmp_path


def test_one_line_says_that_somebody_has_read_it(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["--root", str(office), "read", NAME]
    before = (office / "records/people/ash.yaml").read_text()
    assert main([*call, "--by", "ash", "--on", "2026-07-13"]) == 0
    text = (office / "records/people/ash.yaml").read_text()
    assert text.startswith(before)
    assert main([*call, "--by", "ash", "--on", "2026-07-14"]) == 0
    assert (office / "records/people/ash.yaml").read_text() == text, "once is enough"
    document, problems = load("x", text.encode())
    assert document
    assert problems == ()
    assert [(e["protocol"], e["on"]) for e in document.data["read"]] == [(NAME, "2026-07-13")]
    capsys.readouterr()
    assert main([*call, "--as-of", "2026-07-15"]) == 0
    said = capsys.readouterr().out
    assert "ash  north  read on 2026-07-13" in said
    assert f"1 of 2 have read this version, {document.data['read'][0]['of']}." in said
    assert main([*call, "--by", "nobody"]) == 2


def test_the_page_shows_what_changed_and_due_asks_for_the_affirmation(protocols: Mapping[str, Protocol]) -> None:
    repository = read_repository(ROOT / "tests/mini/repository")
    site = judge(replace(repository, protocols=changed(protocols, {**CHANGE, "what": "More <often>."})), AS_OF)
    page = published(site, site.protocols[NAME])
    assert "More &#60;often&#62;. Contracts are to be affirmed again." in page
    assert exact(site.protocols[NAME]) in page
    assert "of 3 members of staff have said so" in page
