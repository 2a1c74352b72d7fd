"""Where in records narrative stands, and in which shape the settings let it stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from supervision_records.settings import Settings
from supervision_records.yamlio import find, values

#: Kind of record → where in it there is narrative.
NARRATIVE: Mapping[str, tuple[str, ...]] = {
    "contracts": ("reason", "signed.*.comment"),
    "sessions": (
        "notes.*",
        "cases.*.notes.*",
        "actions.*.what",
        "actions.*.measure",
        "reviewed.*.reason",
        "disagreement",
        "signed.*.comment",
    ),
    "audits": ("files.*.comment", "actions.*.what"),
    "observations": ("objectives", "notes", "reflection", "family_comment", "grade"),
    "escalations": ("steps.*.outcome",),
    "assurance": ("evidence", "lessons", "actions.*.what"),
}

#: The key of a value that is sealed.
SEALED = "sealed"


class Most(Enum):
    """The most that may stand in a place; what says less may stand there, too."""

    PLAIN = "plain"
    SEALED = "sealed"
    HELD = "held"


class Text(NamedTuple):
    """One narrative value of a record: where it stands, its place in the words of the settings, and the value."""

    pointer: str
    place: tuple[str, ...]
    value: Any


def is_elsewhere(value: Any) -> bool:
    """Does a narrative value say no more than where the text is held?"""
    return isinstance(value, Mapping) and SEALED not in value


#: Says of a value whether it is to be left out; its place is None where that depends on the keys above it.
Leave = Callable[[tuple[str, ...] | None, Any], bool]


def _none(_place: tuple[str, ...] | None, _value: Any) -> bool:
    return False


def texts(kind: str, data: Any, leave: Leave = _none) -> Iterator[Text]:
    """Every narrative value of a record, but for some."""
    for pattern in NARRATIVE.get(kind, ()):
        place = _place(kind, pattern)
        if all(leave(place, value) for value in values(data, pattern)):
            continue
        for pointer, value in find(data, pattern):
            if not leave(place, value):
                yield Text(pointer, (kind, *_keys(pointer, pattern)), value)


def sealed_in(value: Any) -> str | None:
    """What is sealed in a narrative value, if it is."""
    found = value.get(SEALED) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else None


def most(place: tuple[str, ...], settings: Settings) -> Most:
    """The most that the settings let stand in a place. Of several that name it, the strictest counts."""
    if _named(place, settings.held):
        return Most.HELD
    if _named(place, settings.sealed) or not _named(place, settings.plain):
        return Most.SEALED
    return Most.PLAIN


@lru_cache(maxsize=64)
def _place(kind: str, pattern: str) -> tuple[str, ...] | None:
    """The place of all values of a pattern, where it is one."""
    return None if pattern.endswith(".*") else (kind, *(step for step in pattern.split(".") if step != "*"))


def _keys(pointer: str, pattern: str) -> Iterator[str]:
    """The keys on the way to a value, without the numbers of entries; the pattern tells keys from numbers."""
    steps = pointer.split("/")[1:]
    wanted = pattern.split(".")
    for index, (step, name) in enumerate(zip(steps, wanted, strict=True)):
        if name != "*" or index == len(wanted) - 1:
            yield step


@lru_cache(maxsize=4096)
def _named(place: tuple[str, ...], patterns: frozenset[str]) -> bool:
    """Does any pattern (keys joined by dots, a star for any one) name the place?"""
    return any(
        len(place) == len(steps) and all(want in ("*", key) for key, want in zip(place, steps, strict=True))
        for steps in (pattern.split(".") for pattern in patterns)
    )
