"""The designed stories. A turn counts the sessions from the first (0); -1 is the contract."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SchoolStory:
    """One worker: the faults at each turn and what else happened.

    ``every``: days between sessions by contract; ``stop``: no session in so many days before the as-of date;
    ``changed``: the supervisor changed so many days ago, with a ``handover`` so many days later (None: not yet);
    ``fresh``: the newest session was yesterday and nothing is written up;
    ``narrow``: nothing but performance is ever talked about.
    """

    faults: Mapping[int, Collection[str]] = field(default_factory=dict)
    every: int | None = None
    stop: int = 0
    changed: int | None = None
    handover: int | None = None
    fresh: bool = False
    narrow: bool = False


WORKERS = (
    # One fault a session, then one that is late by days and one on the last day; the newest is fresh.
    SchoolStory(
        {
            1: ["WTW-2"],
            2: ["WTW-5"],
            3: ["WTW-6"],
            4: ["WTW-7"],
            5: ["WTW-19"],
            6: ["WTW-8"],
            7: ["WTW-1"],
            8: ["last-day", "WTW-8"],
            10: ["WTW-8"],
        },
        fresh=True,
    ),
    # Supervised too seldom twice: once with the steps that follow, once without; the contract's review was late.
    SchoolStory({-1: ["WTW-4"], 1: ["WTW-11", "long"], 4: ["long"]}),
    # No session for a long time, and nobody asked why; the contract was never signed by both.
    SchoolStory({-1: ["unsigned"], 0: ["WTW-11"], 1: ["WTW-11"]}, stop=75),
    # New in the post: every two weeks by contract, with one long gap. Only performance is ever talked about.
    SchoolStory({4: ["WTW-12"]}, every=14, narrow=True),
    # The supervisor changed: with a handover, without one, and only days ago.
    SchoolStory(changed=150, handover=28),
    SchoolStory(changed=140),
    SchoolStory(changed=12),
)
#: Group sessions of the first school: days before the as-of date, and what is wrong with the record.
GROUPS: tuple[tuple[int, Collection[str]], ...] = ((0, ("fresh",)), (75, ("WTW-9",)), (150, ()), (230, ("WTW-7",)))
