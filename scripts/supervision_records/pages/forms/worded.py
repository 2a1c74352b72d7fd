"""A schema with what it refers to filled in, where the words of the place win over those of what it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from supervision_records.pages.keys import absolute, resolve

Schemas = Mapping[str, Mapping[str, Any]]


def worded(schemas: Schemas, kind: str) -> dict[str, Any]:
    """The schema of a kind, for showing: "Team: the team whose session it is", not "An id: two to 64 small letters"."""
    found = _filled(schemas, absolute(dict(schemas[kind]), kind))
    return dict(found)


def _filled(schemas: Schemas, part: Any) -> Any:
    if isinstance(part, Mapping):
        whole = resolve(schemas, part)
        found = {
            key: value if key in _DATA else _filled(schemas, value) for key, value in whole.items() if key != "$defs"
        }
        # What it refers to says what it is an id of, and so which ids to offer while somebody types.
        return {**found, "x-of": str(part["$ref"]).rpartition("/")[2]} if "$ref" in part else found
    return [_filled(schemas, inner) for inner in part] if isinstance(part, list) else part


#: Keywords whose values are data, not schemas.
_DATA = frozenset({"examples", "enum", "const", "required", "default"})
