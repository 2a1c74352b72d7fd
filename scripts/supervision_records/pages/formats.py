"""What each kind of record holds, told by the same JSON Schemas that check it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from supervision_records.pages.html import Column, Table, escape, link
from supervision_records.pages.links import FORMATS, href, record_format
from supervision_records.pages.site import Head, Page, Site, page

#: Schemas that describe no kind of record.
_NOT_RECORDS = frozenset({"common", "protocol", "settings"})
#: How deep keys within keys are listed; the schemas themselves go no deeper.
_DEPTH = 5

_TYPES: Mapping[str, str] = {
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "array": "list",
    "object": "mapping",
}

Schema = Mapping[str, Any]


def pages(site: Site) -> Iterator[Page]:
    """The list of kinds, and a page for each; the settings file is described in the same way."""
    kinds = [kind for kind in sorted(site.schemas) if kind not in _NOT_RECORDS]
    yield _index(site, kinds)
    for kind in [*kinds, *(["settings"] if "settings" in site.schemas else [])]:
        yield _format(site, kind)


def _index(site: Site, kinds: list[str]) -> Page:
    rows = [
        [
            link(href(FORMATS, record_format(kind)), f"<code>records/{kind}/</code>"),
            escape(str(site.schemas[kind].get("description", ""))),
        ]
        for kind in kinds
    ]
    table = str(Table("kinds", "Kinds of record", (Column("Folder"), Column("What it is for")), rows))
    intro = (
        "One YAML file is one record. Its folder under `records/` says what kind it is, and its file's name (without "
        "`.yaml`) is its id. Sessions lie in `records/sessions/<team>/<year>/`; absences, referrals, audits, "
        "observations, escalations, handovers and assurance in a folder for the year; the rest directly in their folder."
    )
    values = (
        "Dates are written `2026-06-10` and times `\"10:30\"`. Only `true` and `false` are yes and no. An empty value, "
        "a key written twice and a key that is not listed here are refused, with the line to mend."
    )
    privacy = (
        "No name, date of birth, address, school, GP or other detail that identifies a child or family belongs in a "
        "record. A case's id is made up here; which child it is, is kept in the case system."
    )
    return page(site, FORMATS, Head("Kinds of record"), intro, values, privacy, table)


def _format(site: Site, kind: str) -> Page:
    schema = site.schemas[kind]
    here = record_format(kind)
    title = str(schema.get("title", kind))
    columns = (Column("Key"), Column("What it is"), Column("Needed"), Column("Value"), Column("Example"))
    rows = [_row(path, part, needed=needed) for path, part, needed in _keys(site.schemas, schema)]
    table = str(Table("keys", f"Keys of {escape(kind)}", columns, rows))
    notes = (
        "A key with dots is within another: `posts.role` is the `role` of an entry of `posts`. "
        "A key that is needed only in some cases says so when it is missing."
    )
    head = Head(title, trail=[(FORMATS, "Kinds of record")], wide=True)
    return page(site, here, head, escape(str(schema.get("description", ""))), notes, table)


def _keys(schemas: Mapping[str, Schema], schema: Schema) -> Iterator[tuple[str, Schema, bool]]:
    """Every key that a mapping of this schema may have: its dotted path, its schema, and whether it is needed."""
    yield from _within(schemas, schema, "", _DEPTH)


def _within(schemas: Mapping[str, Schema], schema: Schema, prefix: str, depth: int) -> Iterator[tuple[str, Schema, bool]]:
    if depth == 0:
        return
    needed = set(schema.get("required", ()))
    for name, part in _properties(schema).items():
        whole = resolve(schemas, part)
        path = f"{prefix}{name}"
        yield path, whole, name in needed
        if not _is_choice(whole):
            inner = resolve(schemas, whole.get("items", {})) if whole.get("type") == "array" else whole
            yield from _within(schemas, inner, f"{path}.", depth - 1)


def _properties(schema: Schema) -> dict[str, Schema]:
    """The keys of a mapping, those that only some cases allow among them."""
    found: dict[str, Schema] = dict(schema.get("properties", {}))
    branches = [schema[side] for side in ("then", "else") if side in schema]
    for branch in [*branches, *schema.get("allOf", ())]:
        for name, part in _properties(branch).items():
            if "title" in part:
                found.setdefault(name, part)
    return found


def _is_choice(schema: Schema) -> bool:
    """Narrative and other values of several shapes are described by their words, not key by key."""
    return "oneOf" in schema or "anyOf" in schema


def resolve(schemas: Mapping[str, Schema], schema: Schema) -> Schema:
    """A schema with what it refers to filled in; its own words win over those it refers to."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    file, _, pointer = str(reference).partition("#")
    target: Any = schemas.get(file.removesuffix(".schema.json") or "common", {})
    for step in pointer.strip("/").split("/"):
        target = target.get(step, {}) if step else target
    return {**resolve(schemas, target), **{key: value for key, value in schema.items() if key != "$ref"}}


def _row(path: str, schema: Schema, *, needed: bool) -> list[str]:
    example = (schema.get("examples") or [None])[0]
    shown = json.dumps(example, ensure_ascii=False) if not isinstance(example, str) else example
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
    if _is_choice(schema):
        choices = schema.get("oneOf") or schema.get("anyOf") or ()
        return " or ".join(escape(str(choice["title"]).lower()) for choice in choices if "title" in choice)
    kind = schema.get("type", "")
    kinds = [kind] if isinstance(kind, str) else kind
    if schema.get("format") == "date":
        return "date"
    return escape(" or ".join(_TYPES.get(name, name) for name in kinds))
