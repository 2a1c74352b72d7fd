"""What the history of the repository says of a claim: when it came in, and what day it was done by that.

No Git here: the days are a value that was passed in. A rule rests on them where its front matter says
``evidence: history`` (or the whole run was asked to); for every other rule they are only shown beside the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervision_records.model import Claim, Data, Rule
from supervision_records.rules.bench import Bench


@dataclass(frozen=True, slots=True)
class Claimed:
    """One dated claim: the day that it names, the path of its record, and what to look for in the history."""

    on: date
    record: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Proof:
    """What the history says of what a finding rests on.

    ``rests``: the verdict is to be found by it. ``came_in`` is the day on which the last of what is needed came in,
    ``done`` the day on which all of it was done: a claim cannot be done before it came in, nor before its own day.
    Both are None where it has not come in by the as-of date, and where ``why`` says that nobody can know.
    """

    rests: bool
    came_in: date | None = None
    done: date | None = None
    why: str = ""

    @property
    def missing(self) -> bool:
        """Does the verdict rest on something that has not come in, so that it is as if nobody claimed it?"""
        return self.rests and not self.why and self.done is None

    def detail(self, claimed: date) -> Data:
        """What a finding keeps of it."""
        known = {"claimed": claimed.isoformat(), "came_in": self.came_in.isoformat() if self.came_in else None}
        return {**known, "why": self.why} if self.why else known


def rests_on_history(rule: Rule, bench: Bench) -> bool:
    """Is the rule judged by the day on which a claim came in?"""
    return bench.evidence.everywhere or rule.spec.get("evidence") == "history"


#: Why the day of a single claim cannot be known.
NO_DATE = "The commit by which it came in bears a date that cannot be right; supervision history names it."


def came_in(bench: Bench, claimed: Claimed) -> date | None:
    """The day on which a claim first stood in the repository, or None where that was not by the as-of date."""
    day = bench.evidence.arrivals.days.get(claimed.record, {}).get(claimed.claim)
    return day if day and day <= bench.as_of else None


def doubted(bench: Bench, claimed: Claimed) -> bool:
    """Did the claim come in, and nobody can know when?"""
    return bench.evidence.arrivals.days.get(claimed.record, {}).get(claimed.claim, date.min) is None


def prove(rule: Rule, bench: Bench, needs: tuple[tuple[Claimed, ...], ...]) -> Proof | None:
    """What the history says of claims that are all needed, each of which may be made in several ways.

    None where it has nothing to say: nothing is claimed, or the rule rests on the claim and there is no history.
    """
    rests, why = rests_on_history(rule, bench), bench.evidence.arrivals.why
    if not needs or (not rests and (why or not bench.evidence.beside)):
        return None
    if why:
        return Proof(rests, why=why)
    came, done = [], []
    for ways in needs:
        arrived = [(max(way.on, day), day) for way in ways if (day := came_in(bench, way))]
        if not arrived:
            return Proof(rests, why=NO_DATE if any(doubted(bench, way) for way in ways) else "")
        first = min(arrived)
        done.append(first[0])
        came.append(first[1])
    return Proof(rests, max(came), max(done))
