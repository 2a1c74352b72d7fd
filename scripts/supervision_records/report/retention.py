"""What has been kept as long as it has to be, as text and as JSON. Ids, dates and rules alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from supervision_records.encode import lines
from supervision_records.retention import Expiry
from supervision_records.settings import Keep

_EVENT = {"day": "its own day", "end": "its end", "left": "its people left"}


@dataclass(frozen=True)
class RetentionResult:
    """The records whose time is over on a day, or so many days after it; of those of ``erased`` the sealed text is."""

    as_of: date
    days: int
    found: tuple[Expiry, ...]
    erased: frozenset[str]


def as_text(result: RetentionResult) -> str:
    """One line a record, the earliest first."""
    said = [
        f"Kept as long as it has to be, by {result.as_of} and {result.days} days after: {len(result.found)} records."
    ]
    said += [_line(one, erased=one.record.path in result.erased) for one in result.found]
    if result.found:
        said.append(
            "Nothing is removed by itself. Whoever decides: supervision erase, or a removal with its tombstone."
        )
    return lines(said)


def as_json(result: RetentionResult) -> str:
    """Stable, for other programs."""
    data = {
        "version": 1,
        "as_of": str(result.as_of),
        "days": result.days,
        "records": [
            {
                "path": one.record.path,
                "on": str(one.on),
                "event": str(one.event),
                "years": one.keep.years,
                "after": one.keep.after,
                "hold": f"{one.hold.kind}/{one.hold.id}" if one.hold else None,
                "erased": one.record.path in result.erased,
            }
            for one in result.found
        ],
    }
    return json.dumps(data, indent=2) + "\n"


def _line(one: Expiry, *, erased: bool) -> str:
    hold = f"; a legal hold on {one.hold.kind}/{one.hold.id} keeps it" if one.hold else ""
    gone = "; what was sealed with its key is erased" if erased else ""
    return f"{one.on}  {one.record.path}: {rule(one.keep)}, {one.event}{gone}{hold}"


def rule(keep: Keep) -> str:
    """A rule of the schedule in words."""
    return f"{keep.years} years after {_EVENT[keep.after]}"


FORMATS: Mapping[str, Callable[[RetentionResult], str]] = {"text": as_text, "json": as_json}
