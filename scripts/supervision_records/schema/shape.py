"""The keywords that a schema of ours may use, and where schemas lie within a schema.

The table is closed: a keyword outside it (a misspelt one, or one that some readers of schemas do not know) would be
passed over in silence, and what it was meant to keep out would get in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from supervision_records.yamlio import child

#: Keywords that hold a schema for each name.
OF_MAPPINGS = ("$defs", "properties")
#: Keywords that hold a list of schemas.
OF_LISTS = ("allOf", "anyOf", "oneOf")
#: Keywords that hold one schema.
OF_ONE = ("items", "additionalProperties", "unevaluatedProperties", "propertyNames", "not", "if", "then", "else")
#: Words for people, which let nothing through and keep nothing out.
WORDS = frozenset({"title", "description", "examples", "x-hint", "patternErrorMessage", "$comment"})
#: Keywords that say what one value has to be like.
OF_VALUES = frozenset(
    {
        "type", "enum", "const", "format", "pattern", "minLength", "maxLength",
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
        "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "required", "dependentRequired",
    }
)  # fmt: skip
#: What stands at the top of a schema alone.
AT_THE_TOP = frozenset({"$schema", "$id"})

KEYWORDS = frozenset({*OF_MAPPINGS, *OF_LISTS, *OF_ONE, "$ref"}) | WORDS | OF_VALUES | AT_THE_TOP


def inner(schema: Mapping[str, Any], keyword: str) -> Iterator[tuple[str, Any]]:
    """The schemas that a keyword holds, each with the pointer that leads to it from the schema around."""
    value = schema.get(keyword)
    if keyword in OF_MAPPINGS and isinstance(value, dict):
        for name, schema_of_name in value.items():
            yield child(f"/{keyword}", name), schema_of_name
    elif keyword in OF_LISTS and isinstance(value, list):
        for index, branch in enumerate(value):
            yield f"/{keyword}/{index}", branch
    elif keyword in OF_ONE and keyword in schema:
        yield f"/{keyword}", value


def walk(schema: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every schema within a schema, itself first, in the order of the text, with its pointer."""
    ahead = [(pointer, schema)]
    while ahead:
        at, value = ahead.pop()
        yield at, value
        if isinstance(value, dict):
            found = [(at + step, part) for keyword in value for step, part in inner(value, keyword)]
            ahead += reversed(found)
