"""Everything that is held about one member of staff, with third parties marked: for a subject access request. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from supervision_records.consistency.references import REFERENCES
from supervision_records.model import Record
from supervision_records.narrative import sealed_in, texts
from supervision_records.privacy.fields import own_day
from supervision_records.store import Name, Store
from supervision_records.yamlio import find, leaves

#: The kinds that somebody else can be: their ids in a record are about them, and not about who asks.
THIRD = ("people", "cases")


@dataclass(frozen=True, slots=True)
class Held:
    """One record that names a person: where (pointers; "" is the record itself), and where it names others.

    ``sealed`` are the places of sealed text: whoever may open it has to look whom it speaks of.
    """

    record: Record
    on: str
    places: tuple[str, ...]
    others: Mapping[str, Name]
    sealed: tuple[str, ...]


def held_about(person: str, store: Store) -> list[Held]:
    """Every record that names the person, by kind and day."""
    found = (_held(person, record) for records in store.records.values() for record in records.values())
    return sorted((one for one in found if one), key=lambda one: (one.record.kind, one.on, one.record.id))


def _held(person: str, record: Record) -> Held | None:
    named = dict(_named(record))
    places = {place for place, name in named.items() if name == Name("people", person)}
    word = re.compile(rf"(?<![a-z0-9-]){re.escape(person)}(?![a-z0-9-])")
    places |= {place for place, value in leaves(record.data) if isinstance(value, str) and word.search(value)}
    if (record.kind, record.id) == ("people", person):
        places |= {""}
    if not places:
        return None
    others = {place: name for place, name in named.items() if place not in places}
    if record.kind in THIRD and (record.kind, record.id) != ("people", person):
        others[""] = Name(record.kind, record.id)
    sealed = tuple(text.pointer for text in texts(record.kind, record.data) if sealed_in(text.value) is not None)
    day = own_day(record.data)
    return Held(record, day.isoformat() if day else "", tuple(sorted(places)), dict(sorted(others.items())), sealed)


def _named(record: Record) -> Iterator[tuple[str, Name]]:
    """Each place at which a record refers to a person or a case."""
    for pattern, target in REFERENCES.get(record.kind, {}).items():
        if target in THIRD:
            yield from ((place, Name(target, str(value))) for place, value in find(record.data, pattern))


def third_parties(found: Iterable[Held]) -> list[Name]:
    """Everybody else who is named in these records."""
    return sorted({name for one in found for name in one.others.values()})
