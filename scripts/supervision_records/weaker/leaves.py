"""Two mappings of parameters: which of them differ, and does that ask for less?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from supervision_records.weaker.difference import Effect
from supervision_records.weaker.measures import Way, presence
from supervision_records.weaker.parameters import SHOWN, WORDS, Parameter

#: Mappings whose keys are names of entries, not of parameters.
_OF_ENTRIES = frozenset({"steps", "reviews", "assurance", "demands"})


class Difference(NamedTuple):
    """One parameter that differs, by its keys joined by dots; ``said`` is the end of a sentence about it."""

    name: str
    effect: Effect
    said: str


class _Leaf(NamedTuple):
    """One parameter: how a table knows it, and its value."""

    known_as: str
    value: Any


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], table: Mapping[str, Parameter]
) -> Iterator[Difference]:
    """Each parameter that differs. Of what is new or gone as a whole, the parts are not told."""
    old, new = dict(_leaves(before, table)), dict(_leaves(after, table))
    whole = old.keys() ^ new.keys()
    for name in dict.fromkeys((*old, *new)):
        steps = name.split(".")
        if any(".".join(steps[:count]) in whole for count in range(1, len(steps))):
            continue
        was, now = (leaves[name].value if name in leaves else None for leaves in (old, new))
        if was != now or type(was) is not type(now):
            known_as = (new.get(name) or old[name]).known_as
            effect = Effect.CHANGED if SHOWN.intersection(steps) else _effect(table.get(known_as), was, now)
            yield Difference(name, effect, _said(was, now))


def _effect(parameter: Parameter | None, was: Any, now: Any) -> Effect:
    if parameter is None:
        return Effect.WEAKER
    way = parameter.measure(was, now)
    return Effect.WEAKER if way in (Way.OTHER, parameter.weaker) else Effect.CHANGED


def _leaves(
    value: Mapping[str, Any], table: Mapping[str, Parameter], known_as: str = "", name: str = ""
) -> Iterator[tuple[str, _Leaf]]:
    """Every parameter by its name. A mapping that the table knows by its presence is one itself, beside its parts."""
    for key, inner in value.items():
        if key in WORDS:
            continue
        known = f"{known_as}.*" if known_as in _OF_ENTRIES else f"{known_as}.{key}".lstrip(".")
        own = f"{name}.{key}".lstrip(".")
        parameter = table.get(known)
        if not isinstance(inner, dict) or (parameter is not None and parameter.measure is not presence):
            yield own, _Leaf(known, inner)
            continue
        if parameter is not None:
            yield own, _Leaf(known, value=True)
        yield from _leaves(inner, table, known, own)


def _said(was: Any, now: Any) -> str:
    """What happened to a value: numbers and lengths are named, since they tell most."""
    if now is None:
        return "is gone"
    if was is None:
        return "was not there before"
    before, after = _brief(was), _brief(now)
    return f"is {after}; it was {before}" if before and after else "is not what it was"


def _brief(value: Any) -> str:
    """A number, a name or a length, as one says it; "" for anything else."""
    if isinstance(value, int) or (isinstance(value, str) and value.replace("-", "").isalnum() and value.isascii()):
        return json.dumps(value).strip('"')
    if isinstance(value, dict) and len(value) == 1:
        ((unit, number),) = value.items()
        said = _brief(number) if isinstance(number, int | str) else ""
        words = (unit, said) if isinstance(number, str) else (said, unit.replace("_", " "))
        return " ".join(words) if said else ""
    return ""
