"""What is wrong with a schema by itself: unknown or misused keywords, patterns, formats, openness.

The table of keywords is closed (``shape``), so a schema without a fault
means to our validator exactly what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from supervision_records.schema.pattern import refusal
from supervision_records.schema.shape import AT_THE_TOP, KEYWORDS, OF_LISTS, OF_MAPPINGS, OF_ONE, walk

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: A JSON pointer, a code, a sentence, a hint.
Fault = tuple[str, str, str, str]

#: The one schema that is of no kind of its own: it holds what others refer to.
SHARED = "common"
#: The formats that are asserted.
FORMATS = frozenset({"date"})

_TYPES = frozenset({"object", "array", "string", "integer", "number", "boolean", "null"})
#: What to write instead of keywords that have a meaning elsewhere.
_INSTEAD: Mapping[str, str] = {
    "patternProperties": "Use `propertyNames` with `additionalProperties`.",
    "dependentSchemas": "Use `if` with `then`.",
    "definitions": "Use `$defs`.",
    "contains": "Say in `items` what every entry is like.",
    "prefixItems": "Say in `items` what every entry is like.",
    "unevaluatedItems": "Say in `items` what every entry is like.",
    "$anchor": "Refer to it by `#/$defs/…`.",
    "$dynamicRef": "Use `$ref`.",
    "$dynamicAnchor": "Refer to it by `#/$defs/…`.",
    "$recursiveRef": "Use `$ref`.",
    "multipleOf": "Use `enum`.",
    "default": "A record says itself what it says: leave it out.",
}
_COMPARE = "Compare it with the schemas that came with the tool."


def _is_schema(value: Any) -> bool:
    return isinstance(value, dict | bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return _is_number(value) and value >= 0


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value)) and len(set(value)) == len(value)


def _is_type(value: Any) -> bool:
    return value in _TYPES if isinstance(value, str) else _is_names(value) and bool(value) and _TYPES.issuperset(value)


def _is_listing(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


def _is_dependencies(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_names, value.values()))


#: What the value of a keyword has to be.
_VALUES: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(OF_MAPPINGS, lambda value: isinstance(value, dict) and all(map(_is_schema, value.values()))),
    **dict.fromkeys(OF_LISTS, lambda value: _is_listing(value) and all(map(_is_schema, value))),
    **dict.fromkeys(OF_ONE, _is_schema),
    **dict.fromkeys(
        ("$schema", "$id", "$ref", "$comment", "title", "description", "x-hint", "patternErrorMessage", "format"),
        _is_text,
    ),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _is_count),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _is_number),
    "unevaluatedProperties": lambda value: value is False,
    "uniqueItems": lambda value: isinstance(value, bool),
    "examples": lambda value: isinstance(value, list),
    "const": lambda _value: True,
    "pattern": _is_text,
    "enum": _is_listing,
    "type": _is_type,
    "required": _is_names,
    "dependentRequired": _is_dependencies,
}


def faults(kind: str, schema: Any) -> Iterator[Fault]:
    """Every fault that shows in a schema by itself."""
    if not isinstance(schema, dict):
        yield "", "open-schema", "A schema that is no group of keywords lets anything or nothing through.", _COMPARE
        return
    yield from _top(kind, schema)
    for pointer, node in walk(schema):
        if isinstance(node, dict):
            yield from _keywords(pointer, node)


def _top(kind: str, schema: Mapping[str, Any]) -> Iterator[Fault]:
    if schema.get("$schema", DIALECT) != DIALECT:
        yield "/$schema", "unknown-dialect", "The schema is written for other rules than ours.", f"Write {DIALECT}."
    if schema.get("$id", f"{kind}.schema.json") != f"{kind}.schema.json":
        yield (
            "/$id",
            "wrong-id",
            "The schema calls itself by another name than its file's.",
            f"Write {kind}.schema.json.",
        )
    closed = False in (schema.get("unevaluatedProperties"), schema.get("additionalProperties"))
    if kind != SHARED and not (schema.get("type") == "object" and closed):
        message = "The schema is open: it does not say at its top that it is a mapping and that it knows all its keys."
        yield "", "open-schema", message, 'Write `"type": "object"` and `"unevaluatedProperties": false` at its top.'


def _keywords(pointer: str, node: Mapping[str, Any]) -> Iterator[Fault]:
    for keyword, value in node.items():
        at = f"{pointer}/{keyword}"
        if keyword not in KEYWORDS:
            yield at, "unknown-keyword", f"{_named(keyword)} is not one that may be used.", _instead(keyword)
        elif keyword in AT_THE_TOP and pointer:
            yield (
                at,
                "not-allowed-here",
                f"{_named(keyword)} stands within a schema.",
                "It belongs at the top: delete it.",
            )
        elif not _VALUES[keyword](value):
            yield at, "bad-schema", f"{_named(keyword)} has a value that it cannot have.", _COMPARE
        elif keyword == "pattern" and (why := refusal(value)):
            yield at, "bad-pattern", f"The pattern is not let through: {why}.", _PATTERNS
        elif keyword == "format" and value not in FORMATS:
            yield at, "unknown-format", "The schema asks for a format that is not checked.", "Use `date`, or a pattern."


_PATTERNS = "Write it more simply, such as ^[a-z][a-z0-9-]{1,63}$; the reference of the schemas says what may be used."


def _named(keyword: str) -> str:
    """A keyword as the beginning of a sentence, where it may be shown."""
    return f"The keyword `{keyword}`" if re.fullmatch(r"[$A-Za-z-]{1,40}", keyword) else "The keyword here"


def _instead(keyword: str) -> str:
    near = get_close_matches(keyword[:40], KEYWORDS, n=1)
    return _INSTEAD.get(keyword) or (f"Did you mean `{near[0]}`?" if near else "Mend its name, or delete it.")
