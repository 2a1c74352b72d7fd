"""Where two values of a record differ, as JSON pointers. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from supervision_records.yamlio import child

NOTHING: frozenset[str] = frozenset()


def differences(before: Any, after: Any, additions: frozenset[str] = NOTHING) -> Iterator[str]:
    """The pointers at which two values differ.

    ``additions`` are patterns (``cases.*.filed``) where more may stand afterwards: a value where there was none, or
    further entries of a list. What was there must still be.
    """
    yield from _differ(before, after, additions, "", "")


def _differ(before: Any, after: Any, additions: frozenset[str], pointer: str, pattern: str) -> Iterator[str]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            inner, place = f"{pattern}.{key}".lstrip("."), child(pointer, key)
            if key in before and key in after:
                yield from _differ(before[key], after[key], additions, place, inner)
            elif key in before or inner not in additions:
                yield place
    elif isinstance(before, list) and isinstance(after, list):
        yield from _lists(before, after, additions, pointer, pattern)
    else:
        yield pointer


def _lists(before: list[Any], after: list[Any], additions: frozenset[str], pointer: str, pattern: str) -> Iterator[str]:
    if pattern in additions:
        rest = list(after)
        for place, entry in enumerate(before):
            if entry in rest:
                rest.remove(entry)
            else:
                yield child(pointer, place)
    elif len(before) != len(after):
        yield pointer
    else:
        for place, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _differ(one, other, additions, child(pointer, place), f"{pattern}.*")
