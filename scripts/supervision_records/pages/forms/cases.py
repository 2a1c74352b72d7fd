"""Which keys a record may have depends on a few of its words: of a session, on its type and whether it was held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from jsonschema import Draft202012Validator

from supervision_records.schema.described import described

Schema = Mapping[str, Any]


def conditional_keys(schema: Schema) -> dict[str, Any]:
    """``{"by": [keys that decide], "allowed": {"word|word": [keys]}}``; keys that are always allowed are not listed.

    Nothing at all where no key depends on another.
    """
    deciding = sorted({key for condition in _conditions(schema) for key in condition.get("properties", {})})
    always = set(schema.get("properties", {}))
    words = [list(map(str, described(schema)[key].get("enum", ()))) for key in deciding]
    if not deciding:
        return {}
    allowed = {
        "|".join(chosen): [key for key in _open(schema, dict(zip(deciding, chosen, strict=True))) if key not in always]
        for chosen in product(*words)
    }
    return {"by": deciding, "allowed": allowed}


def _conditions(schema: Schema) -> Iterator[Schema]:
    if "if" in schema:
        yield schema["if"]
    for part in _branches(schema):
        yield from _conditions(part)


def _branches(schema: Schema) -> list[Schema]:
    return [schema[side] for side in ("then", "else") if side in schema] + list(schema.get("allOf", ()))


def _open(schema: Schema, record: Mapping[str, str]) -> dict[str, None]:
    """The keys that are described where the record's words lead."""
    found = {key: None for key, part in schema.get("properties", {}).items() if part is not False}
    parts = list(schema.get("allOf", ()))
    if "if" in schema:
        side = "then" if Draft202012Validator(schema["if"]).is_valid(record) else "else"
        parts += [schema[side]] if side in schema else []
    for part in parts:
        found |= _open(part, record)
    return found
