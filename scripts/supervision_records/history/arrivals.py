"""When each record, and each dated claim in it, came to the main line, and by whom. Pure over versions and contents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from supervision_records.history.claims import Claim, claims
from supervision_records.history.values import Commit, Read, Version
from supervision_records.store import Name


@dataclass(frozen=True, slots=True)
class Arrival:
    """A claim and the version that first made it. ``first``: it came with the record itself, not later."""

    claim: Claim
    version: Version
    first: bool

    @property
    def on(self) -> date | None:
        """The day on which it came in; None where its commit has no date to go by."""
        return self.version.commit.on


def came_in(versions: Iterable[Version]) -> Commit | None:
    """The commit of the main line by which a record first came in."""
    return next((version.commit for version in versions if version.blob), None)


def arrivals(name: Name, versions: Iterable[Version], read: Read) -> tuple[Arrival, ...]:
    """Every claim that a record ever made, once, where it first appears; in the order of their coming."""
    found: dict[object, Arrival] = {}
    seen = False
    for version in versions:
        data = read(version.path, version.blob)
        if data is None:
            continue
        for claim in claims(name.kind, data):
            found.setdefault(claim.key, Arrival(claim, version, not seen))
        seen = True
    return tuple(found.values())
