"""The narrative of one record, sealed and opened: data in, data out; the rest of the record is left as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from supervision_records.model import Data, Record
from supervision_records.narrative import Most, Text, most, sealed_in, texts
from supervision_records.sealing.ring import Ring
from supervision_records.sealing.units import named_unit, sealed_value, unit_of
from supervision_records.settings import Settings
from supervision_records.store import Name, Store
from supervision_records.yamlio import steps

#: Words with their key, or with the place where they stood: the same need not be sealed again.
_Words = tuple[Name | str, str]


@dataclass(frozen=True)
class Opened:
    """A record with the words in place of what was sealed, as far as they could be opened.

    ``sealed`` is each text as it stood; ``places`` where any stood, in the words of the settings; ``shut`` the keys
    that could not be had.
    """

    data: dict[str, Any]
    sealed: Mapping[_Words, Data] = field(default_factory=dict, repr=False)
    places: frozenset[tuple[str, ...]] = frozenset()
    shut: tuple[Name, ...] = ()


@dataclass(frozen=True)
class Sealed:
    """A record with nothing plain in it that has to be sealed; ``keys`` are those that it was sealed with just now."""

    data: dict[str, Any]
    keys: tuple[Name, ...] = ()


def open_record(record: Record, store: Store, ring: Ring) -> Opened:
    """Open what can be opened."""
    data = deepcopy(dict(record.data))
    was, places, shut = dict[_Words, Data](), set[tuple[str, ...]](), set[Name]()
    for text in list(texts(record.kind, data)):
        sealed = sealed_in(text.value)
        if sealed is None:
            continue
        places.add(text.place)
        unit = named_unit(text.value) or unit_of(record, text.pointer, store)
        words = ring.unseal(unit, sealed)
        if words is None:
            shut.add(unit)
        else:
            was[unit, words] = was[text.pointer, words] = text.value
            put_at(data, text.pointer, words)
    return Opened(data, was, frozenset(places), tuple(sorted(shut)))


def seal_record(record: Record, store: Store, settings: Settings, ring: Ring, before: Opened | None = None) -> Sealed:
    """Seal every plain text that may not stand plain; also where text stood sealed ``before``.

    Words that stood sealed with the same key are left sealed as they were, byte for byte.
    """
    data, used = deepcopy(dict(record.data)), set[Name]()
    known = before.sealed if before else {}
    for text in list(texts(record.kind, data)):
        if not _has_to_be(text, settings, before.places if before else ()):
            continue
        unit = unit_of(record, text.pointer, store)
        old = known.get((text.pointer, text.value)) or known.get((unit, text.value))
        if old is None:
            used.add(unit)
        put_at(data, text.pointer, sealed_value(ring.seal(unit, text.value), unit) if old is None else old)
    return Sealed(data, tuple(sorted(used)))


def _has_to_be(text: Text, settings: Settings, sealed_before: Collection[tuple[str, ...]]) -> bool:
    """Is it plain and has to be sealed? What has to stay in another system is not: whoever checks it says so."""
    if not isinstance(text.value, str):
        return False
    allowed = most(text.place, settings)
    return allowed is Most.SEALED or (allowed is Most.PLAIN and text.place in sealed_before)


def put_at(data: Any, pointer: str, value: Any) -> None:
    """Put a value where a pointer leads; mappings on the way that are missing are made."""
    *way, last = steps(pointer)
    for step in way:
        data = data[int(step)] if isinstance(data, list) else data.setdefault(step, {})
    if isinstance(data, list):
        data[int(last)] = value
    else:
        data[last] = value


def with_words(record: Record, pointer: str, words: str) -> Record:
    """The record with these words in one place of it."""
    data = deepcopy(dict(record.data))
    put_at(data, pointer, words)
    return replace(record, data=data)
