"""Legal holds: while one stands on a case or a person, nothing that speaks of them is removed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervision_records.consistency.references import REFERENCES
from supervision_records.model import Record
from supervision_records.settings import Hold
from supervision_records.yamlio import find


def hold_on(record: Record, holds: Iterable[Hold], day: date | None) -> Hold | None:
    """The first hold that keeps a record on a day (None: on any day), if one does."""
    return next((hold for hold in holds if stands(hold, day) and _speaks_of(record, hold)), None)


def stands(hold: Hold, day: date | None) -> bool:
    """Does a hold stand on a day? One that has been set stands from then on, even if it names a later day."""
    return day is None or hold.end is None or day <= hold.end


def _speaks_of(record: Record, hold: Hold) -> bool:
    if (record.kind, record.id) == (hold.kind, hold.id):
        return True
    return any(
        value == hold.id
        for pattern, target in REFERENCES.get(record.kind, {}).items()
        if target == hold.kind
        for _, value in find(record.data, pattern)
    )
