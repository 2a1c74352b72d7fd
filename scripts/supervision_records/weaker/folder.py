"""The schemas of one side of a comparison: places in them, what a reference leads to, and when two mean the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from supervision_records.schema.shape import OF_LISTS, OF_MAPPINGS, OF_ONE, WORDS, inner

_SUFFIX = ".schema.json"
#: Lists whose order means nothing.
_SETS = frozenset({"required", "enum", "type"})
#: Neither words nor demands.
_PASSIVE = WORDS | {"$schema", "$id", "$defs"}


@dataclass(frozen=True, slots=True)
class Node:
    """A schema and where it stands."""

    kind: str
    pointer: str
    value: Any = field(repr=False)

    @property
    def place(self) -> tuple[str, str]:
        """What tells it from all others of its side."""
        return self.kind, self.pointer

    def at(self, steps: str, value: Any) -> Node:
        """A schema within this one."""
        return Node(self.kind, self.pointer + steps, value)

    def inner(self, keyword: str) -> dict[str, Node]:
        """The schemas that a keyword holds, by their name, number, or "" where it holds one."""
        if not isinstance(self.value, dict):
            return {}
        prefix = f"/{keyword}/"
        return {steps.removeprefix(prefix) if steps != f"/{keyword}" else "": self.at(steps, value)
                for steps, value in inner(self.value, keyword)}  # fmt: skip

    def one(self, keyword: str) -> Node:
        """The schema that a keyword holds; where there is none, one that demands nothing."""
        return self.inner(keyword).get("", self.at(f"/{keyword}", {}))


class Folder:
    """All schemas of one side, by kind. What was once worked out is kept."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._essences: dict[tuple[str, str], str] = {}

    def root(self, kind: str) -> Node:
        """The schema of a kind."""
        return Node(kind, "", self._schemas[kind])

    def target(self, node: Node) -> Node | None:
        """What a schema refers to, if anything."""
        reference = node.value.get("$ref") if isinstance(node.value, dict) else None
        if not isinstance(reference, str):
            return None
        file, _, pointer = reference.partition("#")
        kind = file.removesuffix(_SUFFIX) if file else node.kind
        value: Any = self._schemas.get(kind, True)
        for step in pointer.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            value = value.get(name, True) if isinstance(value, dict) else True
        return Node(kind, pointer, value)

    def parts(self, node: Node, within: frozenset[tuple[str, str]] = frozenset()) -> Iterator[Node]:
        """The mappings that together make a schema: its own, that of its reference, those of its ``allOf``."""
        if node.place in within:
            return
        yield node
        within = within | {node.place}
        if (target := self.target(node)) is not None:
            yield from self.parts(target, within)
        for branch in node.inner("allOf").values():
            yield from self.parts(branch, within)

    def essence(self, node: Node) -> str:
        """What a schema demands, as a text: two with the same text accept the same. Words for people are not in it."""
        known = self._essences.get(node.place)
        if known is None:
            self._essences[node.place] = f"{node.place}"  # met again within itself, it is known by its place
            known = self._essences[node.place] = self._essence(node)
        return known

    def _essence(self, node: Node) -> str:
        if not isinstance(node.value, dict):
            return json.dumps(node.value)
        said = {keyword: self.demand(node, keyword) for keyword in node.value if keyword not in _PASSIVE}
        return _hashed({keyword: text for keyword, text in said.items() if text}) if said else "true"

    def demand(self, node: Node, keyword: str) -> str:
        """What one keyword of a schema demands, as a text; "" where it is not there."""
        value = node.value.get(keyword) if isinstance(node.value, dict) else None
        if value is None:
            return ""
        if keyword == "$ref":
            target = self.target(node)
            return self.essence(target) if target else ""
        if keyword in (*OF_MAPPINGS, *OF_LISTS, *OF_ONE):
            inners = {name: self.essence(part) for name, part in node.inner(keyword).items()}
            return _hashed(sorted(inners.values()) if keyword in OF_LISTS else inners)
        if keyword in _SETS and isinstance(value, list):
            return json.dumps(sorted(json.dumps(entry, sort_keys=True) for entry in value))
        return json.dumps(value, sort_keys=True)


def _hashed(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def demands_nothing(parts: list[Node]) -> bool:
    """Do these parts of a schema let anything through?"""
    return all(_is_silent(part.value) for part in parts)


def _is_silent(schema: Any) -> bool:
    return schema is True or (isinstance(schema, dict) and not schema.keys() - _PASSIVE - {"$ref", "allOf"})
