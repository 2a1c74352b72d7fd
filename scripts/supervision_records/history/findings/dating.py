"""Claims held against the day on which they came in: too late, dated back, or dated ahead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from supervision_records.calendar import WorkingDays
from supervision_records.history.arrivals import Arrival, arrivals
from supervision_records.history.findings.anomaly import Anomaly, anomaly
from supervision_records.history.values import Read, Version
from supervision_records.store import Name
from supervision_records.yamlio import shown


@dataclass(frozen=True)
class Grace:
    """How many working days may lie between a thing and its coming in before the history speaks of it."""

    working: WorkingDays
    days: int = 5

    def is_over(self, arrival: Arrival) -> bool:
        """Did the claim come in later than that after the day it names?"""
        return arrival.on is not None and arrival.on > self.working.add(arrival.claim.on, self.days)


def misdated(
    name: Name, versions: Sequence[Version], read: Read, grace: Grace, doubtful: Collection[str]
) -> Iterator[Anomaly]:
    """The claims of a record that its history does not bear out. Commits whose own date is doubtful bear no witness."""
    for arrival in arrivals(name, versions, read):
        if arrival.on is None or arrival.version.commit.id in doubtful:
            continue
        claim = arrival.claim
        if claim.on > arrival.on:
            yield _told(arrival, "ahead-of-its-day", f"It came in on {arrival.on}, before that day.")
        elif not grace.is_over(arrival):
            continue
        elif not arrival.first:
            yield _told(arrival, "backdated", f"That was only added on {arrival.on}, by a later change.")
        elif not claim.kind.event:
            yield _told(arrival, "recorded-late", f"It came in on {arrival.on}.")


def _told(arrival: Arrival, code: str, came: str) -> Anomaly:
    claim, version = arrival.claim, arrival.version
    words = claim.kind.words
    pointer = shown(claim.pointer)
    return anomaly(
        version.path, code, version.commit, f"The record says that {words} on {claim.on} ({pointer}). {came}",
        claimed=claim.on, pointers=(pointer,),
    )  # fmt: skip
