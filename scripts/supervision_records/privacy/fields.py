"""What of a record is text to look at: every key and every value, but for what the format itself makes harmless."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import Any

from supervision_records.armour import is_sealed
from supervision_records.calendar import FIRST_YEAR, LAST_YEAR, parse_date
from supervision_records.yamlio import child, leaves

#: Letters and digits of chance may look like any of these.
_CHANCE = frozenset({"nhs-number", "upn", "insurance-number", "postcode", "telephone"})

#: Kind and keys (without the numbers of entries) → the codes that are not looked for there. An identity is an e-mail
#: address or a fingerprint by design; keys and revisions are made by chance; staff may show their names.
EXEMPT: Mapping[str, frozenset[str]] = {
    "people.identities": frozenset({"e-mail", "name", *_CHANCE}),
    "people.keys": frozenset({"e-mail", "name", *_CHANCE}),
    "people.name": frozenset({"name"}),
    "announcements.items.uid": _CHANCE,
    "people.read.of": _CHANCE,
    "audits.sample.revision": _CHANCE,
    "contracts.signed.of": _CHANCE,
    "sessions.signed.of": _CHANCE,
    "audits.sample.population": _CHANCE,
}

#: Keys whose value is a day about the work (a test compares them with the schemas): no date of birth is looked for.
_DAYS = """
    as_of ceased changed checked child_seen closed commenced date decided_on done due ends feedback_on filed from
    last_assessment next on opened rearranged_for review starts to
"""
DAYS = frozenset(_DAYS.split())
#: The mapping whose values are such days, or lists of them, whatever its keys.
OF_DAYS = "milestones"
#: Where a record's own day stands, the first that it has.
OWN_DAY = ("date", "on", "opened", "starts", "from", "changed")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Numbers below this have too few digits to be anybody's.
_FEW_DIGITS = 10**7


#: The way to a value: the way to what holds it (None for the record), and the key or number there. Plain tuples, and
#: pointers made of them only where something is found: most records are looked through for nothing.
Path = tuple[Any, str | int]
#: One text of a record: where it stands, the text, and whether it is the key there.
Piece = tuple[Path | None, str, bool]


def steps(path: Path | None) -> list[str | int]:
    """The keys and numbers of a way, the outermost first."""
    found: list[str | int] = []
    while path is not None:
        path, step = path
        found.append(step)
    return found[::-1]


def pointer(path: Path | None) -> str:
    """A way as a JSON pointer."""
    return reduce(child, steps(path), "")


def pieces(data: Any) -> list[Piece]:
    """Every key and every value of a record that is worth a look, in order."""
    found: list[Piece] = []
    _gather(data, None, found, days=False)
    return found


def _gather(data: Any, path: Path | None, found: list[Piece], *, days: bool) -> None:
    """Gather the pieces of a value; ``days`` says whether a day belongs here."""
    if isinstance(data, str):
        if not (days and _DAY.fullmatch(data)):
            found.append((path, data, False))
    elif isinstance(data, dict):
        within = path is not None and path[1] == OF_DAYS
        for key, value in data.items():
            at = (path, key)
            found.append((at, key, True))
            if not (key == "sealed" and isinstance(value, str) and is_sealed(value)):
                _gather(value, at, found, days=within or key in DAYS)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            _gather(value, (path, index), found, days=days)
    elif isinstance(data, int) and not isinstance(data, bool) and abs(data) >= _FEW_DIGITS:
        found.append((path, str(data), False))


def own_day(data: Any) -> date | None:
    """The day that a record is about; else the latest day in it; None where it has none."""
    if not isinstance(data, dict):
        return None
    top = [data[key] for key in OWN_DAY if isinstance(data.get(key), str)]
    days = top[:1] or [
        value for at, value in leaves(data) if isinstance(value, str) and DAYS.intersection(at.split("/"))
    ]
    return max((day for text in days if _DAY.fullmatch(text) and (day := _parsed(text))), default=None)


def _parsed(text: str) -> date | None:
    """The day that a text names, if there is such a day in the years that records may speak of."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
