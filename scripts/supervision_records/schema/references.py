"""What is wrong between schemas: references that lead nowhere, round in a circle, or to far too much.

The registry is closed: a reference leads to a definition in the same folder, or to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any, NamedTuple

from supervision_records.schema.faults import Fault
from supervision_records.schema.shape import KEYWORDS, inner, walk

#: The kind of a schema and the name of one of its definitions; "" for the whole of it.
Target = tuple[str, str]

#: With all references followed, no schema of ours comes to a quarter of these.
MAX_COST = 10_000
MAX_DEPTH = 100

_REFERENCE = re.compile(r"(?:([a-z][a-z-]*)\.schema\.json)?#/\$defs/([A-Za-z0-9_-]+)")
#: Branches that apply only to some values: whoever looks for keys that nobody knows has to judge them once more.
_CONDITIONAL = frozenset({"anyOf", "oneOf", "if"})
#: Branches that are about the same value.
_IN_PLACE = _CONDITIONAL | {"allOf", "then", "else"}


class Burden(NamedTuple):
    """What a schema costs whoever judges by it: steps for a value, steps to find which keys it knows, depth."""

    cost: int = 1
    keys: int = 1
    depth: int = 0


def target_of(kind: str, reference: Any, known: Mapping[str, Any]) -> Target | None:
    """What a reference in the schema of a kind leads to, if the folder defines it."""
    found = _REFERENCE.fullmatch(reference) if isinstance(reference, str) else None
    if found is None:
        return None
    other, name = found[1] or kind, found[2]
    defined = known[other].get("$defs", {}) if other in known else {}
    return (other, name) if name in defined else None


def reference_faults(known: Mapping[str, Any]) -> Iterator[tuple[str, Fault]]:
    """Every fault between the schemas of a folder, each with its kind. ``known`` are schemas without faults inside."""
    lost = False
    for kind, schema in known.items():
        for pointer, node in walk(schema):
            if isinstance(node, dict) and "$ref" in node and target_of(kind, node["$ref"], known) is None:
                lost = True
                message = "The reference leads to nothing that is defined in this folder."
                hint = "Refer to `#/$defs/NAME`, or to `KIND.schema.json#/$defs/NAME`."
                yield kind, (f"{pointer}/$ref", "bad-reference", message, hint)
    if not lost:
        yield from _unfolding_faults(known)


def _unfolding_faults(known: Mapping[str, Any]) -> Iterator[tuple[str, Fault]]:
    parts: dict[Target, Any] = {(kind, ""): schema for kind, schema in known.items()}
    parts |= {(kind, name): part for kind, schema in known.items() for name, part in schema.get("$defs", {}).items()}
    graph = {target: set(_leads_to(target, part, known)) for target, part in parts.items()}
    try:
        order = tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        for kind in sorted({kind for kind, _ in error.args[1]}):
            message = "A reference of this schema leads back to where it began."
            yield kind, ("", "endless-reference", message, "Let no definition refer to itself by way of others.")
        return
    burdens: dict[Target, Burden] = {}
    for target in order:
        burdens[target] = _burden(target[0], parts[target], known, burdens)
        if not target[1] and (burdens[target].cost >= MAX_COST or burdens[target].depth >= MAX_DEPTH):
            message = "With all its references followed, this schema is too large or too deep to judge by."
            yield target[0], ("", "too-large", message, "Write it more simply.")


def _leads_to(target: Target, part: Any, known: Mapping[str, Any]) -> Iterator[Target]:
    for _, node in walk(part):
        found = target_of(target[0], node.get("$ref"), known) if isinstance(node, dict) else None
        if found is not None:
            yield found


def _burden(kind: str, part: Any, known: Mapping[str, Any], burdens: Mapping[Target, Burden]) -> Burden:
    """The burden of a schema whose references' burdens are known."""
    if not isinstance(part, dict):
        return Burden()
    cost, keys, depth = Burden(cost=1 + len(part.get("enum", ())) // 10)
    target = target_of(kind, part.get("$ref"), known)
    branches = [("$ref", burdens[target])] if target else []
    branches += [(word, _burden(kind, branch, known, burdens))
                 for word in part.keys() & KEYWORDS - {"$defs"} for _, branch in inner(part, word)]  # fmt: skip
    for word, branch in branches:
        cost += branch.cost
        depth = max(depth, branch.depth + 1)
        if word in _IN_PLACE or word == "$ref":
            keys += branch.keys + (branch.cost if word in _CONDITIONAL else 0)
    if "unevaluatedProperties" in part:
        cost += 2 * keys
    return Burden(min(cost, MAX_COST), min(keys, MAX_COST), depth)


def working(known: Mapping[str, Any], wrong: set[str]) -> dict[str, Any]:
    """The schemas that are not wrong, and refer to none that is, however many steps away."""
    left = {kind: schema for kind, schema in known.items() if kind not in wrong}
    while broken := [kind for kind, schema in left.items() if _is_cut_off(kind, schema, left)]:
        left = {kind: schema for kind, schema in left.items() if kind not in broken}
    return left


def _is_cut_off(kind: str, schema: Any, known: Mapping[str, Any]) -> bool:
    return any(
        isinstance(node, dict) and "$ref" in node and target_of(kind, node["$ref"], known) is None
        for _, node in walk(schema)
    )
