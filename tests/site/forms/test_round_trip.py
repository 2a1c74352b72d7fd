"""The form's engine loses nothing and lets nothing through: it refuses what the check refuses."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from supervision_records.schema import Schemas
from supervision_records.store import KINDS
from supervision_records.yamlio import load
from tests.site.chromium import opened
from tests.site.forms.random_records import records

pytestmark = pytest.mark.browser

PROTOCOL = "case-management-supervision"

#: Each record through the form; gives its YAML and whatever the form finds wrong with it.
THROUGH = """records => records.map((record) => {
    SupervisionForm.load(record);
    return [SupervisionForm.yaml(), SupervisionCheck.faults(SupervisionForm.record(), about.schema, about.form)];
})"""
#: Which of the records the form's check finds nothing wrong with.
PASSES = "records => records.map((record) => !SupervisionCheck.faults(record, about.schema, about.form).length)"


@pytest.fixture(scope="module")
def schemas(root: Path) -> Schemas:
    return Schemas.read(root / "schemas")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


def form(page: Page, address: str, kind: str) -> None:
    """Open the form of a kind."""
    page.goto(f"{address}fill-in/{kind}{f'-{PROTOCOL}' if kind == 'sessions' else ''}.html")
    page.wait_for_function("window.SupervisionForm")
    page.evaluate("window.about = JSON.parse(document.getElementById('form-data').textContent)")


def of_kind(schemas: Schemas, kind: str, number: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = records(schemas.validators[kind], number, seed=KINDS.index(kind))
    return [{**record, "protocol": PROTOCOL} if kind == "sessions" else record for record in found]


@pytest.mark.parametrize("kind", KINDS)
def test_fifty_random_records_come_out_as_they_went_in(page: Page, address: str, schemas: Schemas, kind: str) -> None:
    form(page, address, kind)
    wanted = of_kind(schemas, kind, 50)
    for record, (text, faults) in zip(wanted, page.evaluate(THROUGH, wanted), strict=True):
        document, problems = load("records/any.yaml", text.encode())
        assert document, (problems, text)
        assert document.data == record
        assert faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_checks_as_the_schema_does(page: Page, address: str, root: Path, schemas: Schemas, kind: str) -> None:
    form(page, address, kind)
    examples = [
        document.data
        for file in sorted((root / "tests/examples" / kind).rglob("*.yaml"))
        if (document := load("records/any.yaml", file.read_bytes())[0])
    ]
    chance = Random(1)  # noqa: S311  (no secret)
    changed = [mutated(record, chance) for record in of_kind(schemas, kind, 40)]
    validator = schemas.validators[kind]
    tried = [record for record in (*examples, *changed) if isinstance(record, dict)]
    expected = [validator.is_valid(record) for record in tried]
    assert {True, False} == set(expected)
    assert [
        record
        for record, right, passed in zip(tried, expected, page.evaluate(PASSES, tried), strict=True)
        if right != passed
    ] == []


#: What may stand where something else belongs.
WRONG: tuple[Any, ...] = (
    "",
    "x",
    "2026-02-30",
    "25:00",
    -1,
    0,
    99999,
    True,
    None,
    [],
    {},
    ["x", "x"],
    {"held": "nowhere"},
    "Upper Case",
)


def mutated(record: Mapping[str, Any], chance: Random) -> dict[str, Any]:
    """A record with one change somewhere: a key gone, a key too many, or another value."""
    new = copy.deepcopy(dict(record))
    place: Any = chance.choice(list(mappings(new)))
    key = chance.choice([*place, "strange"])
    if chance.random() < 0.3 and key in place:
        del place[key]
    else:
        place[key] = chance.choice(WRONG)
    return new


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping within a value, itself first."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from mappings(inner)
