"""What a reader has been told already, and what is new to them: from records of announcements, to the next one.

An item is new if its mark was never announced to that reader, or if its day or its sort (due, overdue …) is another one
than when it was last announced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from supervision_records.ahead import Item, mark
from supervision_records.model import Record

#: Whom an announcement is for: the key of ``to`` in its record, and an id.
Reader = tuple[str, str]
#: What was last said of an item: its sort and its day.
Said = tuple[str, str]


def told(announcements: Iterable[Record], reader: Reader, as_of: date) -> Mapping[str, Said]:
    """What the reader was last told of each item up to a day, by the item's mark."""
    ours = [r for r in announcements if r.data["to"] == dict([reader]) and r.data["on"] <= as_of.isoformat()]
    ordered = sorted(ours, key=lambda record: (record.data["on"], len(record.id), record.id))
    return {item["uid"]: (item["sort"], item["due"]) for record in ordered for item in record.data["items"]}


def new_to(items: Iterable[Item], known: Mapping[str, Said]) -> tuple[Item, ...]:
    """The items that the reader does not know yet, or not as they are now."""
    return tuple(item for item in items if known.get(mark(item)) != (item.sort.value, item.on.isoformat()))


def announcement(as_of: date, reader: Reader, items: Sequence[Item]) -> dict[str, Any]:
    """The record of an announcement, its days as dates."""
    return {"on": as_of, "to": dict([reader]), "items": [_item(item) for item in items]}


def announcement_id(as_of: date, reader: Reader, taken: Iterable[str]) -> str:
    """The name of its file: the day and the reader; a second one on a day has a number."""
    stem = f"{as_of}-{reader[1]}"[:60]
    used = set(taken)
    return next(name for n in range(1, len(used) + 2) if (name := stem if n == 1 else f"{stem}-{n}") not in used)


def _item(item: Item) -> dict[str, Any]:
    rule = {"rule": item.rule} if item.rule else {}
    about = {"kind": item.subject.kind, "id": item.subject.id}
    return {"uid": mark(item), "sort": item.sort.value, **rule, "subject": about, "due": item.on}
