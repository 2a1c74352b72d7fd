"""Going through a plain value: every leaf of it, or the leaves that a pattern names; each with its JSON pointer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from supervision_records.yamlio.place import child

Leaves = Iterator[tuple[str, Any]]


def leaves(value: Any, pointer: str = "") -> Leaves:
    """Every value that is no mapping or list, in order."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, child(pointer, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, child(pointer, index))
    else:
        yield pointer, value


def groups(value: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping, the outer before the inner."""
    if isinstance(value, dict):
        yield pointer, value
        for key, inner in value.items():
            yield from groups(inner, child(pointer, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from groups(inner, child(pointer, index))


def values(value: Any, pattern: str) -> list[Any]:
    """The values at a pattern (see ``find``), without their pointers: several times faster.

    Most checks find nothing. They look at the values first, and ask for the pointers only where something is wrong.
    """
    found = [value]
    for step in _steps(pattern):
        if step == "*":
            found = [inner for outer in found for inner in _entries(outer)]
        else:
            found = [outer[step] for outer in found if isinstance(outer, dict) and step in outer]
        if not found:
            break
    return found


def _entries(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def has_group(value: Any, keys: frozenset[str]) -> bool:
    """Has any mapping in a value, at any depth, one of some keys?"""
    waiting = [value]
    while waiting:
        outer = waiting.pop()
        if isinstance(outer, dict):
            if not keys.isdisjoint(outer):
                return True
            waiting += [inner for inner in outer.values() if not isinstance(inner, str)]
        elif isinstance(outer, list):
            waiting += [inner for inner in outer if not isinstance(inner, str)]
    return False


def find(value: Any, pattern: str) -> Leaves:
    """The values at a pattern: keys joined by dots; a star is every entry of a list, or every value of a mapping."""
    return _find(value, _steps(pattern), "")


@lru_cache(maxsize=512)
def _steps(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.split("."))


def _find(value: Any, steps: tuple[str, ...], pointer: str) -> Leaves:
    if not steps:
        yield pointer, value
        return
    step, rest = steps[0], steps[1:]
    if step == "*":
        entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, inner in entries:
            yield from _find(inner, rest, child(pointer, key))
    elif isinstance(value, dict) and step in value:
        yield from _find(value[step], rest, child(pointer, step))
