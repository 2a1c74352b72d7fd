"""Two values of one parameter: does the later one mean more, less, or something that cannot be put in order?

Each measure takes both values (``None`` where the parameter is not there) that are not equal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any


class Way(Enum):
    """Which way a value went."""

    MORE = "more"
    LESS = "less"
    OTHER = "other"


Measure = Callable[[Any, Any], Way]

#: The least and the most days that one of each unit can be. Working days come to no fixed number, as with hours.
_DAYS: Mapping[str, tuple[int, int]] = {"days": (1, 1), "weeks": (7, 7), "months": (28, 31)}


def amount(missing: float | None = None) -> Measure:
    """Numbers. ``missing`` is what it means that there is none."""

    def measure(before: Any, after: Any) -> Way:
        was, now = (missing if value is None else value for value in (before, after))
        if not isinstance(was, int | float) or not isinstance(now, int | float):
            return Way.OTHER
        return Way.MORE if now > was else Way.LESS

    return measure


def length(missing: Way = Way.OTHER) -> Measure:
    """Intervals and allowances. ``missing`` is which way it goes when one is taken away."""

    def measure(before: Any, after: Any) -> Way:
        if before is None or after is None:
            return missing if after is None else _opposite(missing)
        (unit, was), (other, now) = _length(before), _length(after)
        if unit == other and unit is not None:
            return Way.MORE if now > was else Way.LESS
        if unit in _DAYS and other in _DAYS:
            return _compared(_in_days(unit, was), _in_days(other, now))
        return Way.OTHER

    return measure


def _length(value: Any) -> tuple[str | None, int]:
    """A unit and how many of it; no unit where it is not of this form."""
    ((unit, number), *_) = value.items() if isinstance(value, dict) and len(value) == 1 else [(None, 0)]
    return (unit, number) if isinstance(number, int) else (None, 0)


def _in_days(unit: str | None, number: int) -> tuple[int, int]:
    least, most = _DAYS[unit or "days"]
    return number * least, number * most


def _compared(was: tuple[int, int], now: tuple[int, int]) -> Way:
    """Two stretches of which only the least and the most is known."""
    if now[1] <= was[0]:
        return Way.LESS
    return Way.MORE if now[0] >= was[1] else Way.OTHER


def _opposite(way: Way) -> Way:
    return {Way.MORE: Way.LESS, Way.LESS: Way.MORE}.get(way, Way.OTHER)


def entries(missing: Way = Way.LESS) -> Measure:
    """Lists whose order means nothing. ``missing`` is which way it goes when the whole list is taken away."""

    def measure(before: Any, after: Any) -> Way:
        if before is None or after is None:
            return missing if after is None else _opposite(missing)
        was, now = _as_set(before), _as_set(after)
        if now > was:
            return Way.MORE
        return Way.LESS if now < was else Way.OTHER

    return measure


def _as_set(values: Any) -> set[str]:
    return {json.dumps(value, sort_keys=True) for value in (values if isinstance(values, list) else [values])}


def presence(before: Any, after: Any) -> Way:
    """Something that is there or not; another value cannot be put in order."""
    if before is None:
        return Way.MORE
    return Way.LESS if after is None else Way.OTHER


def day(missing: Way = Way.OTHER) -> Measure:
    """Days, written year-month-day. ``missing`` is which way it goes when one is taken away."""

    def measure(before: Any, after: Any) -> Way:
        if before is None or after is None:
            return missing if after is None else _opposite(missing)
        return Way.MORE if after > before else Way.LESS

    return measure


def strength(_before: Any, after: Any) -> Way:
    """``must`` is more than ``should``."""
    return Way.MORE if after == "must" else Way.LESS
