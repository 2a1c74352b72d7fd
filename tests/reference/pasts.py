"""A made-up past for a repository: what each record was before, and from which day on."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from .world import Data, dates_in
from .worlds import Entry, Repository

Versions = dict[tuple[str, str], list[tuple[date, Data]]]

KINDS = ("sessions", "referrals", "absences", "audits", "assurance")
#: How long after a day that a record names it comes in: often on it or soon after, at times before it or much later.
DELAYS = (0, 0, 0, 1, 2, 3, 5, 7, 10, 14, 28, 29, 60, -2)


def past_of(repository: Repository, random: Random) -> Versions:
    """Up to three versions of each record that makes claims, one after the other; some were never committed."""
    return {
        (kind, id_): list(_versions(data, random))
        for kind in KINDS
        for id_, data in repository.records.get(kind, {}).items()
        if random.random() < 0.95
    }


def _versions(data: Entry, random: Random) -> Iterator[tuple[date, Data]]:
    number = random.randint(1, 3)
    days = sorted(random.choice(sorted(dates_in(data))) + timedelta(random.choice(DELAYS)) for _ in range(number))
    for place, when in enumerate(days):
        last = place == number - 1
        yield when, data if last and random.random() < 0.85 else _before(data, random)


def _before(data: Entry, random: Random) -> Entry:
    """The record without some of its claims, or with others in their place."""
    earlier = copy.deepcopy(data)
    for holder in (earlier, *earlier.get("cases", [])):
        for key in ("recorded", "screened", "reallocation"):
            if key in holder and random.random() < 0.5:
                _change(holder, key, random)
        for key in ("signed", "feedback", "filed"):
            if key in holder:
                holder[key] = [one for one in holder[key] if random.random() < 0.6]
    for action in earlier.get("actions", []):
        for key in ("done", "checked"):
            if key in action and random.random() < 0.5:
                del action[key]
    if earlier.get("cases") and random.random() < 0.2:
        earlier["cases"].pop()
    return earlier


def _change(holder: dict[str, Any], key: str, random: Random) -> None:
    """Take a claim away, or have it made by somebody else."""
    if key == "recorded" and random.random() < 0.3:
        holder[key]["by"] = "somebody-else"
    else:
        del holder[key]
