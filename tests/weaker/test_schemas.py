"""A schema that lets through more than before is told, and one that is not told lets through nothing more."""

from __future__ import annotations

from typing import Any

import pytest

from supervision_records.schema.shape import AT_THE_TOP, WORDS, walk
from supervision_records.weaker import Basis, compare
from tests.weaker.library import SCHEMAS, Steps, at, of_schema, steps_of, weaker, without

SOURCES = SCHEMAS.sources
PASSIVE = WORDS | AT_THE_TOP | {"$defs"}

TEXT = {"type": "string"}
OPEN = {"type": "object", "properties": {"x": TEXT}}
CLOSED = {**OPEN, "unevaluatedProperties": False}
KIND = {"kind": {"enum": ["a", "b"]}}
BRANCHED = {
    **CLOSED,
    "properties": KIND,
    "if": {"properties": {"kind": {"const": "a"}}, "required": ["kind"]},
    "then": {"properties": {"more": TEXT}, "required": ["more"]},
    "else": {"properties": {"less": TEXT}},
}
SHORT = {"maxLength": 9}
NUMBER = {"type": "integer", "minimum": 1, "maximum": 9}


def x(inner: Any) -> dict[str, Any]:
    """A closed schema with one property."""
    return {**CLOSED, "properties": {"x": inner}}


# before, after, what, and where
WEAKER = [
    (CLOSED, True, "schema-open", ""),
    (CLOSED, {}, "schema-open", ""),
    (CLOSED, {"title": "All", "description": "Anything."}, "schema-open", ""),
    (CLOSED, OPEN, "keys-allowed", ""),
    (CLOSED, {**OPEN, "unevaluatedProperties": {}}, "keys-allowed", ""),
    (CLOSED, {**CLOSED, "additionalProperties": True}, "keys-allowed", ""),
    (CLOSED, {**CLOSED, "anyOf": [{"additionalProperties": {}}, True]}, "keys-allowed", ""),
    (CLOSED, {**CLOSED, "type": ["object", "string"]}, "type-wider", "/type"),
    (CLOSED, {**CLOSED, "properties": {"x": TEXT, "y": TEXT}}, "key-allowed", "/properties/y"),
    (CLOSED, {**CLOSED, "allOf": [{"properties": {"y": TEXT}}]}, "key-allowed", "/properties/y"),
    (CLOSED, {**CLOSED, "if": {"properties": {"y": TEXT}}}, "key-allowed", "/properties/y"),
    (OPEN, {"type": "object"}, "key-open", "/properties/x"),
    (x(TEXT), x(True), "schema-open", "/properties/x"),
    (x(TEXT), x({"type": ["string", "integer"]}), "type-wider", "/properties/x/type"),
    (x({"type": "integer"}), x({"type": "number"}), "type-wider", "/properties/x/type"),
    (x({"enum": ["a"]}), x({"enum": ["a", "b"]}), "values-added", "/properties/x/enum"),
    (x({"const": 1}), x({"enum": [1, True]}), "values-added", "/properties/x/enum"),
    (x({"const": 1, "title": "One"}), x({"type": "integer"}), "keyword-removed", "/properties/x"),
    (x({"type": "string"}), x({"enum": ["a", 1]}), "type-wider", "/properties/x"),
    (x(NUMBER), x({**NUMBER, "minimum": 0}), "limit-lower", "/properties/x/minimum"),
    (x(NUMBER), x({**NUMBER, "maximum": 10}), "limit-higher", "/properties/x/maximum"),
    (x({**TEXT, "maxLength": 5}), x(TEXT), "keyword-removed", "/properties/x"),
    (x({**TEXT, "pattern": "^a$"}), x({**TEXT, "pattern": "^a*$"}), "keyword-changed", "/properties/x/pattern"),
    (x({**TEXT, "format": "date"}), x(TEXT), "keyword-removed", "/properties/x"),
    (x({"uniqueItems": True}), x({"uniqueItems": False}), "keyword-removed", "/properties/x/uniqueItems"),
    (x({"items": TEXT}), x({"items": True, "maxItems": 3}), "schema-open", "/properties/x/items"),
    (x({"propertyNames": {"enum": ["a"]}}), x({"minProperties": 1}), "schema-open", "/properties/x/propertyNames"),
    (x({"additionalProperties": False}), x({"maxProperties": 9}), "keys-allowed", "/properties/x"),
    (x({"not": TEXT}), x({"type": "array"}), "keyword-changed", "/properties/x/not"),
    (x({"not": TEXT}), x({"not": {**TEXT, "minLength": 1}}), "keyword-changed", "/properties/x/not"),
    (x({"oneOf": [TEXT]}), x({"oneOf": [TEXT, {"const": 1}]}), "keyword-changed", "/properties/x/oneOf"),
    # a branch that is tightened can make two that held into one that holds
    (x({"oneOf": [TEXT, SHORT]}), x({"oneOf": [TEXT, {"const": "a"}]}), "keyword-changed", "/properties/x/oneOf"),
    (x({"anyOf": [TEXT]}), x({"anyOf": [TEXT, NUMBER]}), "type-wider", "/properties/x/anyOf/1/type"),
    (x({"anyOf": [TEXT]}), x({"minLength": 1}), "keyword-removed", "/properties/x"),
    (x(False), x(TEXT), "key-allowed", "/properties/x"),
    ({**CLOSED, "required": ["x"]}, CLOSED, "key-optional", ""),
    ({**CLOSED, "required": ["x", "y"]}, {**CLOSED, "required": ["y"]}, "key-optional", "/required"),
    ({**CLOSED, "dependentRequired": {"x": ["y"]}}, CLOSED, "key-optional", ""),
    (BRANCHED, {**CLOSED, "properties": BRANCHED["properties"]}, "condition-changed", "/if"),
    (BRANCHED, {**BRANCHED, "if": {"required": ["kind"]}}, "condition-changed", "/if"),
    (BRANCHED, {**BRANCHED, "then": True}, "key-optional", "/then"),
    (BRANCHED, {**BRANCHED, "then": {"properties": {"more": TEXT}}}, "key-optional", "/then"),
    (BRANCHED, {**BRANCHED, "else": {"properties": {"less": TEXT, "more": TEXT}}}, "key-allowed", "/properties/more"),
    (BRANCHED, {**BRANCHED, "properties": {**KIND, "less": TEXT}}, "key-allowed", "/properties/less"),
    ({**CLOSED, "$ref": "#/$defs/m", "$defs": {"m": {"minProperties": 1}}}, CLOSED, "keyword-removed", ""),
    ({**CLOSED, "$ref": "#/$defs/m", "$defs": {"m": {"minProperties": 2}}},
     {**CLOSED, "$ref": "#/$defs/m", "$defs": {"m": {"minProperties": 1}}}, "limit-lower", "/$defs/m/minProperties"),
    ({**CLOSED, "$ref": "#/$defs/m", "$defs": {"m": {"minProperties": 2}}},
     {**CLOSED, "$ref": "#/$defs/gone", "$defs": {"m": {"minProperties": 2}}}, "keyword-removed", ""),
    ({**CLOSED, "allOf": [{"minProperties": 2}]}, {**CLOSED, "allOf": [True]}, "keyword-removed", "/allOf/0"),
    (CLOSED, {**CLOSED, "patternProperties": {"^y$": True}}, "keyword-changed", ""),
]  # fmt: skip

# before, after: at least as strict
AS_STRICT = [
    (CLOSED, False),
    (CLOSED, {**CLOSED, "title": "Words", "description": "More words.", "examples": [{}], "$comment": "c"}),
    (CLOSED, {**CLOSED, "properties": {}}),
    (CLOSED, {**OPEN, "additionalProperties": False}),
    (CLOSED, {**CLOSED, "required": ["x"], "minProperties": 1, "maxProperties": 4}),
    (CLOSED, {**CLOSED, "allOf": [{"required": ["x"]}]}),
    (CLOSED, {"allOf": [CLOSED]}),
    (CLOSED, {"$ref": "#/$defs/c", "$defs": {"c": CLOSED}}),
    (CLOSED, {**CLOSED, "properties": {"x": {"$ref": "#/$defs/t"}}, "$defs": {"t": TEXT}}),
    (CLOSED, {**CLOSED, "if": {"properties": {"x": {"const": "a"}}}, "then": {"required": ["x"]}}),
    ({"allOf": [CLOSED, {"required": ["x"]}]}, {**CLOSED, "required": ["x"]}),
    (OPEN, {**OPEN, "properties": {"x": TEXT, "y": TEXT}}),
    (OPEN, CLOSED),
    (x({"type": "number"}), x({"type": "integer"})),
    (x({"type": ["string", "integer"]}), x(TEXT)),
    (x({"type": ["string", "integer"]}), x({"type": ["integer", "string"]})),
    (x({"type": "string"}), x({"enum": ["a", "b"]})),
    (x({"enum": ["a", "b"]}), x({"const": "b"})),
    (x({"enum": ["a", "b"]}), x({"enum": ["b", "a"]})),
    (x(NUMBER), x({**NUMBER, "minimum": 2, "maximum": 3})),
    (x(TEXT), x({**TEXT, "pattern": "^a$", "format": "date", "maxLength": 4})),
    (x({"items": TEXT}), x({"items": {"const": "a"}})),
    (x({"anyOf": [TEXT, NUMBER]}), x({"anyOf": [NUMBER]})),
    (x({"anyOf": [TEXT, NUMBER]}), x({"anyOf": [NUMBER, {**TEXT, "minLength": 1}]})),
    (x({"oneOf": [TEXT, NUMBER]}), x({"oneOf": [NUMBER, TEXT]})),
    ({**CLOSED, "dependentRequired": {"x": ["x"]}}, {**CLOSED, "required": ["x"]}),
    (BRANCHED, {**BRANCHED, "then": {"properties": {"more": {"const": "a"}}, "required": ["more"]}}),
    (BRANCHED, {**BRANCHED, "else": {}}),
    (BRANCHED, {**BRANCHED, "else": False}),
    ({**CLOSED, "if": {"required": ["x"]}, "then": {}}, CLOSED),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "what", "pointer"), WEAKER)
def test_a_weaker_schema_is_told_where_it_is_weaker(before: Any, after: Any, what: str, pointer: str) -> None:
    found = of_schema(before, after)
    assert (what, pointer) in {(each.what, each.pointer) for each in weaker(found)}, found
    for each in found:
        assert (each.path, each.part, each.message[-1]) == ("schemas/a.schema.json", "schema", ".")


@pytest.mark.parametrize(("before", "after"), AS_STRICT)
def test_a_schema_that_is_as_strict_is_not_told(before: Any, after: Any) -> None:
    assert of_schema(before, after) == ()


def test_a_schema_that_is_gone_is_told() -> None:
    (found,) = compare(Basis({"a": CLOSED, "b": CLOSED}, {}), Basis({"b": CLOSED}, {}))
    assert (found.what, found.path) == ("schema-removed", "schemas/a.schema.json")


def test_a_new_schema_is_not_told() -> None:
    assert compare(Basis({}, {}), Basis({"a": CLOSED}, {})) == ()


def test_a_definition_that_many_refer_to_is_told_once_and_in_its_own_file() -> None:
    before = {"$defs": {"t": {**TEXT, "maxLength": 5}}}
    user = {**CLOSED, "properties": {key: {"$ref": "common.schema.json#/$defs/t"} for key in "xyz"}}
    found = compare(Basis({"a": user, "b": user, "common": before}, {}),
                    Basis({"a": user, "b": user, "common": {"$defs": {"t": TEXT}}}, {}))  # fmt: skip
    assert [(each.path, each.pointer) for each in found] == [("schemas/common.schema.json", "/$defs/t")]


def test_schemas_in_a_circle_end() -> None:
    before = {**CLOSED, "properties": {"x": {"$ref": "#/$defs/c"}}, "$defs": {"c": {"not": {"$ref": "#/$defs/c"}}}}
    assert of_schema(before, before) == ()
    assert weaker(of_schema(before, {**before, "$defs": {"c": {"items": {"$ref": "#/$defs/c"}}}}))
    assert weaker(
        of_schema(
            before, {**CLOSED, "anyOf": [{"$ref": "#/$defs/c"}], "$defs": {"c": {"anyOf": [{"$ref": "#/$defs/c"}]}}}
        )
    )


def test_what_a_contributor_wrote_is_not_quoted() -> None:
    found = of_schema(x({"enum": ["a"]}), x({"enum": ["a", "Canary"]}))
    found += of_schema({**CLOSED, "required": ["Canary was hurt"]}, CLOSED)
    found += of_schema(CLOSED, {**CLOSED, "properties": {"x": TEXT, "Canary was hurt": TEXT}})
    assert len(found) == 3
    assert all("Canary" not in each.message for each in found)


# The schemas that ship


def test_the_shipped_schemas_are_as_strict_as_themselves() -> None:
    assert compare(Basis(SOURCES, {}), Basis(SOURCES, {})) == ()


def removals(kind: str) -> list[tuple[str, str]]:
    """Every constraining keyword of a schema: (pointer, keyword)."""
    found = [
        (at, word) for at, node in walk(SOURCES[kind]) if isinstance(node, dict) for word in node if word not in PASSIVE
    ]
    return found[:: {"protocol": 23, "sessions": 3, "common": 3, "cases": 3}.get(kind, 1)]  # there are many of the same


def is_harmless(kind: str, steps: Steps) -> bool:
    """Does the schema let through no more without it? Without its properties a closed mapping has no keys at all."""
    return steps[-1] == "properties" or at(SOURCES[kind], steps) == []


@pytest.mark.parametrize("kind", SOURCES)
def test_every_keyword_that_is_removed_from_a_shipped_schema_is_told(kind: str) -> None:
    records = {name: SOURCES[name] for name in SOURCES if name != "protocol"}
    users = records if kind == "common" else {name: SOURCES[name] for name in (kind, "common")}
    tried = 0
    for pointer, keyword in removals(kind):
        steps = (*steps_of(pointer), keyword)
        if not is_harmless(kind, steps):
            tried += 1
            found = weaker(compare(Basis(users, {}), Basis({**users, kind: without(SOURCES[kind], steps)}, {})))
            assert any(each.path == f"schemas/{kind}.schema.json" for each in found), (steps, found)
    assert tried > 5
