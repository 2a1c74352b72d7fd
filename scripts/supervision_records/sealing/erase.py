"""Erasing what is sealed: its key is destroyed, so that no copy of the records can be read any more, wherever it is.

The records stay as they are, byte for byte, and so do checks, compliance and history. A tombstone says what was
destroyed, by which rule, when and by whom. Pure but for the store of keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from supervision_records.holds import hold_on
from supervision_records.model import Record
from supervision_records.sealing.rekey import sealed_with
from supervision_records.sealing.units import tombstone_id
from supervision_records.settings import Hold
from supervision_records.store import Name, Store

#: Why sealed text is erased.
REASONS = ("retention", "erasure")
_LONGEST = 80


@dataclass(frozen=True)
class Erasure:
    """What erasing with one key comes to: the records whose text is lost; others, on the same case, whose text stays.

    ``held`` is what keeps it from being erased: the path of a record, and the hold on it.
    """

    unit: Name
    lost: tuple[str, ...]
    stays: tuple[str, ...]
    held: tuple[str, Hold] | None


def erasure(unit: Name, store: Store, holds: Iterable[Hold], day: date) -> Erasure:
    """Work out what would be erased; nothing is done."""
    by_key = sealed_with(store)
    lost = by_key.get(unit, ())
    others = {path for other, paths in by_key.items() if other != unit for path in paths}
    stays = {record.path for record in store.records["sessions"].values() if _speaks_of(record, unit)} & others
    own = store.records.get(unit.kind, {}).get(unit.id)
    touched = [*([own] if own else []), *(record for record in _records(store) if record.path in lost)]
    standing = tuple(holds)
    kept = ((record.path, hold) for record in touched if (hold := hold_on(record, standing, day)))
    return Erasure(unit, lost, tuple(sorted(stays)), next(kept, None))


def tombstone(unit: Name, reason: str, on: date, by: str, rule: str) -> tuple[str, Mapping[str, str | date]] | None:
    """The id and the words of the tombstone of a key; None where the id would be too long for one."""
    record_id = tombstone_id(unit)
    return (record_id, {"reason": reason, "on": on, "by": by, "rule": rule}) if len(record_id) <= _LONGEST else None


def _records(store: Store) -> Iterable[Record]:
    return (record for records in store.records.values() for record in records.values())


def _speaks_of(session: Record, unit: Name) -> bool:
    """Is the case one of the session's?"""
    return unit.kind == "cases" and any(entry["case"] == unit.id for entry in session.data.get("cases", ()))
