"""How long records are kept: for each kind, so many years after an event. What has reached its day, and what holds it.

Pure: a schedule and the records in, a list out. It removes nothing: somebody has to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from supervision_records.calendar import add_months, parse_date
from supervision_records.holds import hold_on
from supervision_records.model import Record
from supervision_records.settings import Hold, Keep
from supervision_records.store import Store
from supervision_records.yamlio import find

#: The key of a record's own day.
_DAY = {"sessions": "date", "escalations": "opened"}
#: Where the people stand whom a record is about: it is kept from the day on which the last of them left.
_ABOUT: Mapping[str, tuple[str, ...]] = {
    "contracts": ("supervisees.*",),
    "sessions": ("supervisees.*",),
    "absences": ("person",),
    "observations": ("practitioner",),
    "escalations": ("person",),
    "handovers": ("supervisee",),
}
#: Where the cases stand: it is kept from the day on which the last of them was closed.
_CASES: Mapping[str, tuple[str, ...]] = {"sessions": ("cases.*.case",), "referrals": ("case",)}
#: The key of a record's own end.
_END = {"cases": "closed", "contracts": "ends", "absences": "to", "escalations": "closed"}


@dataclass(frozen=True, slots=True)
class Expiry:
    """A record that has been kept as long as it has to be: since when, after which event, and a hold that keeps it."""

    record: Record
    on: date
    event: date
    keep: Keep
    hold: Hold | None


def expired(store: Store, schedule: Mapping[str, Keep], holds: Iterable[Hold], today: date, by: date) -> list[Expiry]:
    """The records whose time is over by a day, the earliest first; ``today`` is for the holds."""
    standing = tuple(holds)
    return sorted(
        (
            Expiry(record, on, event, keep, hold_on(record, standing, today))
            for kind, keep in schedule.items()
            for record in store.records.get(kind, {}).values()
            if (event := event_of(record, keep, store)) and (on := add_months(event, 12 * keep.years)) <= by
        ),
        key=lambda found: (found.on, found.record.path),
    )


def event_of(record: Record, keep: Keep, store: Store) -> date | None:
    """The day from which a record's time runs; None as long as that has not come."""
    data = record.data
    match keep.after:
        case "day":
            return parse_date(data[_DAY.get(record.kind, "on")])
        case "end" if record.kind in _END:
            end = data.get(_END[record.kind])
            return parse_date(end) if end else None
        case "end":
            cases = [case for pattern in _CASES.get(record.kind, ()) for _, case in find(data, pattern)]
            return _last(_closed(case, store) for case in cases)
        case _:
            people = [p for pattern in _ABOUT.get(record.kind, ()) for _, p in find(data, pattern)]
            return _last(_left(person, store) for person in ([record.id] if record.kind == "people" else people))


def _closed(case: str, store: Store) -> date | None:
    known = store.records["cases"].get(case)
    return parse_date(known.data["closed"]) if known and "closed" in known.data else None


def _left(person: str, store: Store) -> date | None:
    """The last day of somebody's last post; None while they are in one."""
    known = store.records["people"].get(person)
    ends = [post.get("to") for post in known.data["posts"]] if known else []
    return max((parse_date(end) for end in ends if end), default=None) if all(ends) else None


def _last(days: Iterator[date | None]) -> date | None:
    """The latest; None if one has not come, or there is none."""
    found = list(days)
    known = [day for day in found if day]
    return max(known) if known and len(known) == len(found) else None
