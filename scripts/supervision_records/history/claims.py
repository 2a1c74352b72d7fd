"""What a record claims about days: the dated facts in it that count as evidence, and where each stands.

An explicit table. Planned facts (posts, allocations, statuses, starts of contracts, due dates) are no claims: they may
well be written down before their day or long after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from supervision_records.model import Data
from supervision_records.yamlio import find


class Kind(NamedTuple):
    """One sort of claim: where it stands, what it says, and whether it says when something was entered or done.

    An ``event`` may honestly be entered long after its day: its record says so itself. ``only`` is a key and the value
    that the record must have there for the day to be a fact at all.
    """

    pattern: str
    words: str
    event: bool = False
    only: tuple[str, str] | None = None


CLAIMS: Mapping[str, tuple[Kind, ...]] = {
    "sessions": (
        Kind("date", "the session was held", event=True, only=("status", "held")),
        Kind("recorded.on", "it was recorded"),
        Kind("cases.*.recorded.on", "the case was recorded"),
        Kind("filed.*.on", "it was filed"),
        Kind("cases.*.filed.*.on", "the case was filed"),
        Kind("signed.*.on", "it was signed"),
        Kind("feedback.*.on", "feedback was given"),
    ),
    "contracts": (
        Kind("signed.*.on", "it was signed"),
        Kind("reviews.*.on", "it was reviewed"),
        Kind("filed.*.on", "it was filed"),
    ),
    "cases": (
        Kind("milestones.*", "the milestone was reached"),
        Kind("milestones.*.*", "the milestone was reached"),
    ),
    "absences": (Kind("reallocation.decided_on", "re-allocation was decided"),),
    "referrals": (
        Kind("on", "the referral was made"),
        Kind("screened.on", "it was screened"),
        Kind("ended.on", "it ended"),
    ),
    "audits": (
        Kind("on", "the audit was done"),
        Kind("actions.*.done", "the action was done"),
        Kind("actions.*.checked", "the action was checked"),
    ),
    "observations": (
        Kind("on", "the observation was made"),
        Kind("consent.on", "consent was given"),
        Kind("feedback_on", "feedback was given"),
    ),
    "escalations": (
        Kind("opened", "it was opened"),
        Kind("steps.*.on", "the step was taken"),
        Kind("closed", "it was closed"),
    ),
    "handovers": (Kind("on", "the handover was held"),),
    "assurance": (
        Kind("on", "it was done"),
        Kind("actions.*.done", "the action was done"),
        Kind("actions.*.checked", "the action was checked"),
    ),
    "announcements": (Kind("on", "it was announced"),),
    "tombstones": (Kind("on", "the record was removed"),),
}

#: What tells two claims of one sort apart, in the entries that a claim stands in.
_WHOSE = ("case", "by", "system", "id", "step")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Claim(NamedTuple):
    """One dated claim of a record, and where it stands."""

    kind: Kind
    pointer: str
    on: date
    whose: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, tuple[str, ...], date]:
        """What the claim is, wherever in its list it stands: lists may be put in another order."""
        return self.kind.pattern, self.whose, self.on


def claims(kind: str, data: Data) -> Iterator[Claim]:
    """The dated claims of a record's content, valid or not."""
    for sort in CLAIMS.get(kind, ()):
        if sort.only and data.get(sort.only[0]) != sort.only[1]:
            continue
        for pointer, value in find(data, sort.pattern):
            day = _day(value)
            if day:
                yield Claim(sort, pointer, day, tuple(_whose(data, pointer)))


def _day(value: Any) -> date | None:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _whose(data: Any, pointer: str) -> Iterator[str]:
    """The ids beside a claim, from the outside in; a milestone's own name."""
    inner = data
    for step in pointer.split("/")[1:]:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
        if isinstance(inner, dict):
            yield from (str(inner[key]) for key in _WHOSE if isinstance(inner.get(key), str | int))
        elif isinstance(data.get("milestones"), dict) and step in data["milestones"]:
            yield step
