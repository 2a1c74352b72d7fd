"""The keys that a schema describes, wherever it does: at its top, or in a branch that only some records take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def described(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Every key of a mapping with its schema, in the order of the schema; references must be filled in already.

    Where several branches describe one key, the first that says what type it is counts.
    """
    found: dict[str, Any] = {key: part for key, part in schema.get("properties", {}).items() if isinstance(part, dict)}
    branches = [schema[side] for side in ("then", "else") if side in schema]
    for branch in (*branches, *schema.get("allOf", ()), *schema.get("oneOf", ()), *schema.get("anyOf", ())):
        for key, part in described(branch).items() if isinstance(branch, dict) else ():
            if key not in found or not _says_what(found[key]):
                found[key] = part
    return found


def _says_what(part: Mapping[str, Any]) -> bool:
    return any(word in part for word in ("type", "enum", "oneOf", "anyOf", "allOf"))
