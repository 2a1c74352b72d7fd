"""House rules for the schemas themselves: forms, editors and error messages are made from what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.schema_library import REGISTRY, SCHEMAS, validator_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
OF_MAPPINGS = ("properties", "$defs", "dependentSchemas", "patternProperties")
OF_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
OF_ONE = (
    "items",
    "additionalProperties",
    "unevaluatedProperties",
    "propertyNames",
    "contains",
    "not",
    "if",
    "then",
    "else",
)
WORDS = ("title", "description", "examples")
LONGEST_DESCRIPTION = 200
BRANCH = re.compile(r"/(then|else|(allOf|anyOf|oneOf)/[0-9]+)$")

Node = dict[str, Any]


def inner_schemas(node: Node) -> Iterator[tuple[str, Any]]:
    """The schemas right inside one, with the steps that lead to each."""
    for keyword in OF_MAPPINGS:
        for name, inner in node.get(keyword, {}).items():
            yield f"/{keyword}/{name}", inner
    for keyword in OF_LISTS:
        for index, inner in enumerate(node.get(keyword, [])):
            yield f"/{keyword}/{index}", inner
    for keyword in OF_ONE:
        if keyword in node:
            yield f"/{keyword}", node[keyword]


def nodes(node: Any, pointer: str = "") -> Iterator[tuple[str, Node]]:
    """Every schema within a schema, itself first, with its pointer; not what stands after ``if``, which only asks."""
    if not isinstance(node, dict):
        return
    yield pointer, node
    for steps, inner in inner_schemas(node):
        if steps != "/if":
            yield from nodes(inner, pointer + steps)


def resolved(name: str, node: Node) -> Node:
    """A schema with the words of what it refers to, where it has none of its own."""
    if "$ref" not in node:
        return node
    found = REGISTRY.resolver(name).lookup(node["$ref"])
    target = node["$ref"].partition("#")[0] or name
    return {**resolved(target, found.contents), **node}


def values_within(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value, anywhere."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from values_within(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from values_within(inner)


def in_branch(pointer: str) -> bool:
    """Is this schema one of the branches of another, so that it judges the same value?"""
    return BRANCH.search(pointer) is not None


def described_above(schema: Node, pointer: str, key: str) -> bool:
    """Does a branch only narrow a property that the schema around it describes?"""
    by_pointer = dict(nodes(schema))
    while in_branch(pointer):
        pointer = BRANCH.sub("", pointer)
        if key in by_pointer[pointer].get("properties", {}):
            return True
    # a branch of its own name, such as sessions' by-type, is one of the whole record
    return pointer.startswith("/$defs/by-") and key in schema["properties"]


every_schema = pytest.mark.parametrize("name", SCHEMAS)
#: Those that forms are made from; the front matter of a protocol is written by people who read its reference.
every_form = pytest.mark.parametrize("name", [name for name in SCHEMAS if name != "protocol.schema.json"])


def test_the_schemas_are_there() -> None:
    assert {"common.schema.json", "sessions.schema.json", "settings.schema.json"} <= set(SCHEMAS)
    assert len(SCHEMAS) >= 15
    assert sum(len(node.get("examples", ())) for schema in SCHEMAS.values() for _, node in nodes(schema)) > 300


@every_schema
def test_a_schema_is_valid_and_goes_by_its_file_name(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name], format_checker=FormatChecker())
    assert SCHEMAS[name]["$schema"] == DIALECT
    assert SCHEMAS[name]["$id"] == name


@every_schema
def test_every_property_has_a_title_a_description_and_an_example(name: str) -> None:
    schema = SCHEMAS[name]
    lacking = []
    for pointer, node in nodes(schema):
        for key, entry in node.get("properties", {}).items():
            if not described_above(schema, pointer, key):
                words = resolved(name, entry)
                lacking += [f"{pointer}/properties/{key}: {word}" for word in WORDS if not words.get(word)]
    assert lacking == []


@every_form
def test_descriptions_are_short_sentences_with_no_jargon(name: str) -> None:
    for pointer, node in nodes(SCHEMAS[name]):
        description = node.get("description")
        if description is not None:
            assert len(description) <= LONGEST_DESCRIPTION, pointer
            assert description[0].isupper(), pointer
            assert description.endswith("."), pointer
            assert not re.search(r"\b(string|array|boolean|enum|object|null|schema|regex)\b", description), pointer


@every_form
def test_every_mapping_is_closed(name: str) -> None:
    for pointer, node in nodes(SCHEMAS[name]):
        narrows = "properties" not in node and re.search(r"/(then|else)/", pointer)
        if node.get("type") == "object" and not narrows:
            closed = False in (node.get("unevaluatedProperties"), node.get("additionalProperties"))
            assert closed or {"propertyNames", "additionalProperties"} <= set(node), pointer
        elif not in_branch(pointer):
            assert "properties" not in node, f"{pointer} has properties, but does not say that it is a mapping"


@every_form
def test_conditional_keys_stand_in_then_alone(name: str) -> None:
    for pointer, node in nodes(SCHEMAS[name]):
        if pointer.endswith("/else"):
            assert "properties" not in node, pointer
        assert not {"dependentSchemas", "patternProperties"} & set(node), pointer


@every_schema
def test_examples_are_valid(name: str) -> None:
    for pointer, node in nodes(SCHEMAS[name]):
        judge = validator_of({"$ref": f"{name}#{pointer}"})
        for example in node.get("examples", ()):
            assert [error.message for error in judge.iter_errors(example)] == [], pointer


@every_schema
def test_references_stay_in_the_folder(name: str) -> None:
    for key, value in values_within(SCHEMAS[name]):
        if key in ("$ref", "$dynamicRef"):
            assert re.fullmatch(r"([a-z]+\.schema\.json)?#/[A-Za-z0-9/$_-]+", value), value
            REGISTRY.resolver(name).lookup(value)
        elif key != "$schema" and isinstance(value, str):
            assert "://" not in value, f"{key} names another host"


@every_schema
def test_every_pattern_is_anchored_at_both_ends(name: str) -> None:
    for pointer, node in nodes(SCHEMAS[name]):
        pattern = node.get("pattern")
        if pattern is None:
            continue
        re.compile(pattern)
        assert pattern.startswith("^"), pointer
        # Python's $ also matches before a last line break: forbid one, or swallow it
        assert pattern.endswith((r"(?!\n)$", r"[\s\S]*$")), pointer
        assert "\\d" not in pattern, f"{pointer}: \\d is more than 0 to 9 in some languages"
        outside = pattern
        while "(" in outside:
            outside = re.sub(r"\([^()]*\)", "", outside)
        assert "|" not in outside, f"{pointer}: a bare alternative escapes the anchors"


@every_form
def test_text_and_dates_are_bounded(name: str) -> None:
    for pointer, node in nodes(SCHEMAS[name]):
        types = node.get("type", ())
        if "string" in ([types] if isinstance(types, str) else types):
            assert "pattern" in node, f"{pointer}: any text at all, even none, would do"
            bounded = "maxLength" in node or "format" in node or not re.search(r"[*+]", node["pattern"])
            assert bounded, f"{pointer}: text of any length would do"
        if "format" in node:
            assert node["format"] == "date", pointer
            assert "pattern" in node, f"{pointer}: not every reader of schemas asserts a format"


@every_form
def test_a_pattern_has_words_for_editors(name: str) -> None:
    for pointer, node in nodes(SCHEMAS[name]):
        if "pattern" in node and not pointer.endswith("/propertyNames"):
            assert node.get("patternErrorMessage", "").endswith("."), pointer
