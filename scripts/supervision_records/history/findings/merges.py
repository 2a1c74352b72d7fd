"""Merges that did more to a record than bring what their branch had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from supervision_records.history.findings.anomaly import Anomaly, anomaly, when
from supervision_records.history.values import Odd, OddMerge, Read
from supervision_records.model import Data

_WORDS = {
    Odd.NEITHER: "The merge {when} gave the record a content that is on neither side.",
    Odd.UNDONE: "The merge {when} changed the record back, though nobody on the branch had done so.",
    Odd.TWICE: "The record came in earlier by its date, and again on the branch that was merged {when}.",
    Odd.LEFT_OUT: "The merge {when} left out what the branch had made of the record.",
}


def evil(merges: Sequence[OddMerge], read: Read) -> Iterator[Anomaly]:
    """What merges changed by themselves; not what they merely put together from both sides."""
    for merge in merges:
        sides = [read(merge.path, blob) for blob in merge.parents]
        if merge.odd is Odd.NEITHER and put_together(sides, read(merge.path, merge.blob)):
            continue
        message = _WORDS[merge.odd].format(when=when(merge.commit))
        code = "came-in-twice" if merge.odd is Odd.TWICE else "evil-merge"
        yield anomaly(merge.path, code, merge.commit, message)


def put_together(sides: Sequence[Data | None], merged: Data | None) -> bool:
    """Is every part of the merged record from one of the sides, and lists from both, and nothing else?"""
    if merged is None or any(side is None for side in sides):
        return False
    there = [side for side in sides if side is not None]
    keys = {key for side in there for key in side}
    return set(merged) <= keys and all(_from_sides([s[k] for s in there if k in s], merged.get(k)) for k in keys)


def _from_sides(values: Sequence[Any], merged: Any) -> bool:
    """One side's value, or a list of both sides' entries that lacks none which all have."""
    if merged in values:
        return True
    if not isinstance(merged, list) or not all(isinstance(value, list) for value in values):
        return False
    either = [entry for value in values for entry in value]
    both = [entry for entry in values[0] if all(entry in value for value in values)]
    return all(entry in either for entry in merged) and all(entry in merged for entry in both)
