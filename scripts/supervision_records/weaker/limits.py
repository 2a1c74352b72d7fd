"""Keywords that say what a single value has to be like: what is lost where ``after`` asks for less."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from supervision_records.weaker.folder import Node


class Loss(NamedTuple):
    """What is no longer asked for, and where. ``sentence`` has no full stop."""

    what: str
    kind: str
    pointer: str
    sentence: str


Limit = Callable[[Node, Node], Iterator[Loss]]


def _loss(node: Node, keyword: str, what: str, sentence: str) -> Loss:
    """A loss at the keyword, or at the schema around it where it is gone."""
    pointer = f"{node.pointer}/{keyword}" if keyword in node.value else node.pointer
    return Loss(what, node.kind, pointer, sentence)


def _gone(node: Node, keyword: str) -> Loss:
    return _loss(node, keyword, "keyword-removed", f"`{keyword}` is gone")


def _at_least(keyword: str) -> Limit:
    """A number that must not fall."""

    def lost(before: Node, after: Node) -> Iterator[Loss]:
        was, now = before.value[keyword], after.value.get(keyword)
        if now is None:
            yield _gone(after, keyword)
        elif not now >= was:
            yield _loss(after, keyword, "limit-lower", f"`{keyword}` is {now}; it was {was}")

    return lost


def _at_most(keyword: str) -> Limit:
    """A number that must not rise."""

    def lost(before: Node, after: Node) -> Iterator[Loss]:
        was, now = before.value[keyword], after.value.get(keyword)
        if now is None:
            yield _gone(after, keyword)
        elif not now <= was:
            yield _loss(after, keyword, "limit-higher", f"`{keyword}` is {now}; it was {was}")

    return lost


def _same(keyword: str) -> Limit:
    """A value that must stay as it is: whether another asks for less cannot be told."""

    def lost(before: Node, after: Node) -> Iterator[Loss]:
        if keyword not in after.value:
            yield _gone(after, keyword)
        elif after.value[keyword] != before.value[keyword]:
            yield _loss(after, keyword, "keyword-changed", f"`{keyword}` is not what it was")

    return lost


def _type(before: Node, after: Node) -> Iterator[Loss]:
    was, now = _types(before), _types(after)
    if not now and not _values(after):
        yield _gone(after, "type")
    elif not (now or {_type_of(json.loads(value)) for value in _values(after)}) <= was:
        yield _loss(after, "type", "type-wider", "More sorts of value are allowed")


def _types(node: Node) -> set[str]:
    """The sorts of value that a schema names, each whole number a number too."""
    value = node.value.get("type", [])
    types = {value} if isinstance(value, str) else set(value)
    return types | {"integer"} if "number" in types else types


def _type_of(value: Any) -> str:
    names = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}
    return names.get(type(value), "null")


def _values(node: Node) -> set[str]:
    """The values that a schema lists, as JSON."""
    listed = [node.value["const"]] if "const" in node.value else node.value.get("enum", [])
    return {json.dumps(value, sort_keys=True) for value in listed}


def _enum(before: Node, after: Node) -> Iterator[Loss]:
    keyword = "const" if "const" in before.value else "enum"
    if not _values(after):
        yield _gone(after, keyword)
    elif added := _values(after) - _values(before):
        what = "more value is" if len(added) == 1 else "more values are"
        yield _loss(
            after, "const" if "const" in after.value else "enum", "values-added", f"{len(added)} {what} allowed"
        )


def _unique_items(before: Node, after: Node) -> Iterator[Loss]:
    if before.value["uniqueItems"] and not after.value.get("uniqueItems"):
        yield _gone(after, "uniqueItems")


def _required(before: Node, after: Node) -> Iterator[Loss]:
    kept = after.value.get("required", ())
    for key in before.value["required"]:
        if key not in kept:
            yield _loss(after, "required", "key-optional", f"{_named(key)} need not be there any more")


def _dependent_required(before: Node, after: Node) -> Iterator[Loss]:
    kept = after.value.get("dependentRequired", {})
    always = set(after.value.get("required", ()))
    for key, needed in before.value["dependentRequired"].items():
        for other in needed:
            if other not in always and other not in kept.get(key, ()):
                sentence = f"{_named(other)} need not stand beside {_named(key, begins=False)} any more"
                yield _loss(after, "dependentRequired", "key-optional", sentence)


def _named(key: str, *, begins: bool = True) -> str:
    """A key in a sentence; one that is no plain word is not quoted."""
    article = "The key" if begins else "the key"
    return f"{article} `{key}`" if key.isascii() and key.isidentifier() else "A key" if begins else "another"


LIMITS: Mapping[str, Limit] = {
    "type": _type,
    "enum": _enum,
    "minimum": _at_least("minimum"),
    "exclusiveMinimum": _at_least("exclusiveMinimum"),
    "minLength": _at_least("minLength"),
    "minItems": _at_least("minItems"),
    "minProperties": _at_least("minProperties"),
    "maximum": _at_most("maximum"),
    "exclusiveMaximum": _at_most("exclusiveMaximum"),
    "maxLength": _at_most("maxLength"),
    "maxItems": _at_most("maxItems"),
    "maxProperties": _at_most("maxProperties"),
    "pattern": _same("pattern"),
    "format": _same("format"),
    "uniqueItems": _unique_items,
    "required": _required,
    "dependentRequired": _dependent_required,
}
