"""The quick loader and validator never say anything else than the reference, and do read what is plainly written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from supervision_records.model import Document
from supervision_records.schema import Schemas
from supervision_records.yamlio import load
from supervision_records.yamlio.quick import UNSURE, read_quickly
from tests.hostile import differential

GOOD = 'type: case\nminutes: 90\nurgent: true\ndate: 2026-06-10\nstart: "10:00"\n'


def _schemas(folder: Path, value: Mapping[str, Any]) -> Schemas:
    """The schema of one kind, whose records have one key, with a value as given."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {"key": value},
        "additionalProperties": False,
    }
    place = folder / "schemas" / "people.schema.json"
    place.parent.mkdir()
    place.write_text(json.dumps(schema), encoding="utf-8")
    return Schemas.read(place.parent)


def test_a_short_run_finds_no_difference() -> None:
    both = differential.run(160, 7)
    assert both.different == []
    assert both.counted["read quickly"] > 200
    assert both.counted["in order"] > 200


def test_whatever_is_read_quickly_is_what_the_reference_reads() -> None:
    random, read = Random(11), 0  # noqa: S311  (no secret)
    for _ in range(3000):
        raw = differential._lines(random)
        value = read_quickly(raw)
        if value is not UNSURE:
            document, _ = load("a.yaml", raw, quick=False)
            assert document is not None, raw
            assert json.dumps(document.data) == json.dumps(value), raw
            read += 1
    assert read > 500


@pytest.mark.parametrize("value", differential.VALUES)
@pytest.mark.parametrize(
    "place", ["a: {}\n", "a:\n  - {}\n", "a:\n  - b: {}\n", "a: [{}]\n", "a: {{b: {}}}\n", "{}: a\n"]
)
def test_no_value_in_any_place_is_read_otherwise(place: str, value: str) -> None:
    raw = place.format(value).encode()
    quick = read_quickly(raw)
    document, _ = load("a.yaml", raw, quick=False)
    assert quick is UNSURE or (document is not None and json.dumps(document.data) == json.dumps(quick))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (GOOD, {"type": "case", "minutes": 90, "urgent": True, "date": "2026-06-10", "start": "10:00"}),
        ("a:\n  - b\n  - 1\n", {"a": ["b", 1]}),
        ("a:\n  - b: c\n    d:\n      - e\n  - b: f\n", {"a": [{"b": "c", "d": ["e"]}, {"b": "f"}]}),
        ("a: {held: lcs}\nb: [x, y]\nc: []\nd: {}\n", {"a": {"held": "lcs"}, "b": ["x", "y"], "c": [], "d": {}}),
        ("a:\n  sealed: |\n    x: y\n      z\nb: 1\n", {"a": {"sealed": "x: y\n  z\n"}, "b": 1}),
    ],
)
def test_plain_forms_are_read(text: str, value: Mapping[str, Any]) -> None:
    assert read_quickly(text.encode()) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b",
        "a: b\r\n",
        "a: \tb\n",
        "a: é\n",
        "a: b # c\n",
        "a: b\n\nc: d\n",
        "a: b\n  c\n",
        "a:\n- b\n",
        "a: b\na: c\n",
        "a: 1.5\n",
        "a: null\n",
        "null: a\n",
        "a:\n",
        "- a\n",
        " a: b\n",
        "a: &b c\n",
        "a:\n    b: c\n  d: e\n",
        "a: b\n=======\n",
        "a: " + "b" * 20_000 + "\n",
        "".join(" " * depth + "a:\n" for depth in range(30)) + " " * 30 + "a: b\n",
    ],
)
def test_of_anything_else_nothing_is_said(text: str) -> None:
    assert read_quickly(text.encode()) is UNSURE


@pytest.mark.parametrize(
    "text", ["a", "\u00a0", " ", "\n", "a\n", "a\u00a0b", "a b", "a\x1cb", "\u0661", "", "\ufeff", "é"]
)
@pytest.mark.parametrize(
    "pattern", [r"^\s*\S[\s\S]*$", r"^a\sb$", r"^[a\s]+$", r"^a(?!\n)$", r"^[^\s]+$", r"^\S+$", r"^[^a]$", "^(a|b)?$"]
)
def test_no_text_fits_a_pattern_quickly_that_the_reference_refuses(pattern: str, text: str, tmp_path: Path) -> None:
    schemas = _schemas(tmp_path, {"type": "string", "pattern": pattern})
    document = Document("a.yaml", {"key": text}, {})
    quick, reference = schemas.quick.fits("people", document.data), schemas.validate("people", document, quick=False)
    assert quick == (not reference)


@pytest.mark.parametrize(
    "value",
    ["2026-06-10", "2026-02-29", "2024-02-29", "0000-01-01", "2026-6-1", "2026-06-10\n", "\u0662026-01-01", 1, True],
)
def test_no_day_is_one_quickly_that_the_reference_refuses(value: object, tmp_path: Path) -> None:
    schemas = _schemas(tmp_path, {"format": "date"})
    document = Document("a.yaml", {"key": value}, {})
    assert schemas.quick.fits("people", document.data) == (not schemas.validate("people", document, quick=False))


def test_a_kind_without_a_schema_that_works_never_fits(tmp_path: Path) -> None:
    schemas = _schemas(tmp_path, {"type": "string"})
    assert not schemas.quick.fits("teams", {"key": "a"})
    assert schemas.validate("teams", Document("a.yaml", {"key": "a"}, {}))[0].code == "no-schema"
