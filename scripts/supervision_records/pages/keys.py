"""A JSON Schema as a table of keys that a person can read: what each is for, whether it is needed, and an example."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from supervision_records.pages.html import Column, Table, escape

#: How deep keys within keys are listed; the schemas themselves go no deeper.
_DEPTH = 5

_TYPES: Mapping[str, str] = {
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "array": "list",
    "object": "mapping",
}
_COLUMNS = (Column("Key"), Column("What it is"), Column("Needed"), Column("Value"), Column("Example"))

Schema = Mapping[str, Any]


def keys_table(schemas: Mapping[str, Schema], name: str, definition: str, caption: str) -> str:
    """The keys of the schema ``name``, or of one of its definitions, as a table; keys within keys have dots."""
    whole = dict(schemas[name]["$defs"][definition] if definition else schemas[name])
    schema = absolute(whole, name)
    return str(Table("keys", escape(caption), _COLUMNS, _rows(schemas, schema, "", _DEPTH)))


def _rows(schemas: Mapping[str, Schema], schema: Schema, prefix: str, depth: int) -> Iterator[list[str]]:
    needed = set(schema.get("required", ()))
    for name, part in _properties(schemas, schema).items():
        whole = resolve(schemas, part)
        path = f"{prefix}{name}"
        yield _row(path, whole, needed=name in needed)
        if depth > 1 and not _is_choice(whole):
            inner = resolve(schemas, whole.get("items", {})) if whole.get("type") == "array" else whole
            yield from _rows(schemas, inner, f"{path}.", depth - 1)


def _properties(schemas: Mapping[str, Schema], schema: Schema) -> dict[str, Any]:
    """The keys of a mapping, those that only some cases allow among them."""
    found: dict[str, Any] = dict(schema.get("properties", {}))
    branches = [schema[side] for side in ("then", "else") if side in schema]
    for branch in [*branches, *schema.get("allOf", ())]:
        for name, part in _properties(schemas, resolve(schemas, branch)).items():
            if isinstance(part, Mapping) and "title" in resolve(schemas, part):
                found.setdefault(name, part)
    return found


def _is_choice(schema: Schema) -> bool:
    """Narrative and other values of several shapes are described by their words, not key by key."""
    return "properties" not in schema and ("oneOf" in schema or "anyOf" in schema)


def resolve(schemas: Mapping[str, Schema], schema: Schema) -> Schema:
    """A schema with what it refers to filled in; its own words win over those it refers to."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    file, _, pointer = str(reference).partition("#")
    name = file.removesuffix(".schema.json")
    target: Any = schemas.get(name, {})
    for step in pointer.strip("/").split("/"):
        target = target.get(step, {}) if step else target
    found = resolve(schemas, absolute(target, name))
    return {**found, **{key: value for key, value in schema.items() if key != "$ref"}}


def absolute(value: Any, name: str) -> Any:
    """The same schema with the file named in references that stay within it."""
    if isinstance(value, Mapping):
        return {
            key: f"{name}.schema.json{inner}" if key == "$ref" and inner.startswith("#") else absolute(inner, name)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [absolute(inner, name) for inner in value]
    return value


def _row(path: str, schema: Schema, *, needed: bool) -> list[str]:
    example = next(iter(schema.get("examples", ())), None)
    shown = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return [
        f"<code>{escape(path)}</code>",
        f"<strong>{escape(str(schema.get('title', path)))}</strong>. {escape(str(schema.get('description', '')))}",
        "yes" if needed else "",
        _value(schema),
        f"<code>{escape(shown)}</code>" if example is not None else "",
    ]


def _value(schema: Schema) -> str:
    if "enum" in schema:
        return "one of " + ", ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    if "const" in schema:
        return f"<code>{escape(json.dumps(schema['const']))}</code>"
    if _is_choice(schema):
        choices = schema.get("oneOf") or schema.get("anyOf") or ()
        return " or ".join(escape(str(choice["title"]).lower()) for choice in choices if "title" in choice)
    if schema.get("format") == "date":
        return "date"
    kind = schema.get("type", "")
    kinds = [kind] if isinstance(kind, str) else kind
    return escape(" or ".join(_TYPES.get(name, name) for name in kinds))
