"""Who keeps to the protocol and who does not: by chance, or as a story says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

#: How often everyday practice falls short of a rule, in a hundred; the rest is met.
USUAL = 17
RATES: Mapping[str, int] = {
    "fresh": 3,
    "long": 4,
    "ISL-1": 8,
    "ISL-2": 13,
    "ISL-17": 2,
    "TEL-3": 10,
    "TEL-28": 9,
    "JNT-1": 11,
    "TEL-22": 5,
}
#: What only stories bring about.
STORIES_ONLY = frozenset({"closing", "last-day", "unsigned", "cancelled", "informal", "TEL-16-lead"})


class Plan(Protocol):
    """Answers whether a rule is broken at one turn (a month, a session), and so is the same for chance and story."""

    def slips(self, rule: str, turn: int) -> bool:
        """Is the rule broken this time?"""


@dataclass
class Chance:
    """Everyday practice: each rule is broken now and then."""

    rng: Random

    def slips(self, rule: str, turn: int) -> bool:  # noqa: ARG002  (chance does not look at the turn)
        """Is the rule broken this time?"""
        return rule not in STORIES_ONLY and self.rng.randrange(100) < RATES.get(rule, USUAL)


@dataclass(frozen=True)
class Script:
    """A designed story: turn → the rules that are broken then, and no others."""

    faults: Mapping[int, Collection[str]] = field(default_factory=dict)

    def slips(self, rule: str, turn: int) -> bool:
        """Is the rule broken this time?"""
        return rule in self.faults.get(turn, ())


GOOD = Script()
