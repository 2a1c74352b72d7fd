from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from supervision_records.pages import formats
from supervision_records.pages.keys import keys_table, resolve
from supervision_records.pages.site import Site
from supervision_records.store import KINDS

COMMON: dict[str, Any] = {
    "$defs": {
        "id": {"title": "Id", "type": "string", "examples": ["a-1"]},
        "person": {"title": "Person", "description": "Somebody.", "$ref": "#/$defs/id"},
        "words": {"title": "Words", "oneOf": [{"title": "Held"}, {"title": "Sealed"}, {"const": 1}]},
    }
}
THING: dict[str, Any] = {
    "title": "Thing",
    "description": "A <thing>.",
    "required": ["who"],
    "properties": {
        "who": {"description": "Who it is.", "$ref": "common.schema.json#/$defs/person"},
        "day": {"title": "Day", "type": "string", "format": "date"},
        "kind": {"title": "Kind", "enum": ["a", "b"], "examples": ["a"]},
        "yes": {"title": "Yes", "const": True},
        "said": {"title": "Said", "$ref": "common.schema.json#/$defs/words"},
        "label": {"title": "Label", "type": ["string", "integer"], "examples": [14]},
        "list": {"title": "List", "type": "array", "items": {"type": "object", "properties": {"in": {"title": "In"}}}},
    },
    "if": {},
    "then": {
        "properties": {"more": {"title": "More"}, "day": True},
        "else": {"properties": {"last": {"title": "Last"}}},
    },
    "allOf": [{"properties": {"all": {"title": "All"}}}],
}
SCHEMAS = {"common": COMMON, "thing": THING}


def test_a_reference_is_filled_in_and_its_own_words_win() -> None:
    who = resolve(SCHEMAS, THING["properties"]["who"])
    assert who == {"title": "Person", "description": "Who it is.", "type": "string", "examples": ["a-1"]}


def test_the_keys_of_a_schema_as_a_table() -> None:
    table = keys_table(SCHEMAS, "thing", "", "Keys <x>")
    assert "Keys &#60;x&#62;" in table
    assert (
        '<tr><th scope="row"><code>who</code></th><td><strong>Person</strong>. Who it is.</td><td>yes</td>'
        "<td>text</td><td><code>a-1</code></td></tr>"
    ) in table
    for value in (
        "date",
        "one of <code>a</code>, <code>b</code>",
        "<code>true</code>",
        "held or sealed",
        "text or whole number",
    ):
        assert f"<td>{value}</td>" in table
    for key in ("more", "last", "all", "list.in"):
        assert f"<code>{key}</code>" in table
    assert "<code>14</code>" in table


@pytest.fixture(scope="module")
def real() -> dict[str, Any]:
    folder = Path(__file__).parents[2] / "schemas"
    return {f.name.removesuffix(".schema.json"): json.loads(f.read_text()) for f in sorted(folder.glob("*.json"))}


def test_every_kind_of_record_and_every_form_of_rule_has_a_page(
    make_site: Callable[..., Site], real: dict[str, Any]
) -> None:
    made = dict(formats.pages(make_site(schemas=real)))
    assert {f"reference/records/{kind}.md" for kind in (*KINDS, "settings")} <= made.keys()
    forms = ("cadence", "deadline", "completeness", "precondition", "count", "review", "front-matter")
    assert {f"reference/rules/{form}.md" for form in forms} <= made.keys()
    assert "<code>scope.case&#95;holding</code>" in made["reference/rules/cadence.md"]
    assert "<code>actions.owner</code>" in made["reference/records/sessions.md"]
    assert "<code>rules</code>" not in made["reference/rules/front-matter.md"]


def test_the_written_list_of_kinds_is_complete(root: Path) -> None:
    text = (root / "docs/reference/records.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"[{kind}](records/{kind}.md)" in text


def test_a_site_without_schemas_has_no_such_pages(make_site: Callable[..., Site]) -> None:
    assert not list(formats.pages(make_site()))
