"""The designed series of partnership supervision. Days are counted back from the as-of date."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

#: A locality, months ago that it began (None: with the records), and the days until its pathway was evaluated.
LOCALITIES: tuple[tuple[str, int | None, int | None], ...] = (
    ("north", None, 170),
    ("south", None, 215),
    ("west", 4, None),
)


@dataclass(frozen=True)
class SeriesStory:
    """One referral: days ago, working days to its screening (None: not yet), and its sessions (days ago, faults).

    ``faults`` are those of the series; with ``chance`` the sessions have theirs by chance.
    """

    referred: int
    screened: int | None
    sessions: tuple[tuple[int, Collection[str]], ...] = ()
    ended: int | None = None
    independent: bool = False
    faults: Collection[str] = ()
    chance: bool = False


SERIES = (
    # As it should be, screened on the last day; the number of sessions was raised at a review.
    SeriesStory(250, 10, ((220, ()), (185, ()), (150, ()), (115, ())), ended=90, faults=("raised",)),
    # Referred lately and not screened yet; screened a day late; screened by one agency alone.
    SeriesStory(6, None),
    SeriesStory(60, 11),
    SeriesStory(80, 4, faults=("STK-3-alone",)),
    # An independent supervisor was asked for and came; in the next, the supervisor holds the case.
    SeriesStory(120, 3, ((100, ()), (62, ())), ended=30, independent=True),
    SeriesStory(125, 3, ((105, ()), (70, ())), ended=40, independent=True, faults=("STK-4-holder",)),
    # A supervisor without the training.
    SeriesStory(200, 5, ((170, ()), (135, ())), ended=100, faults=("STK-4",)),
    # The contract was never signed by all, and there was a session more than agreed.
    SeriesStory(180, 5, ((150, ()), (115, ())), ended=80, faults=("STK-5", "STK-7")),
    # One fault a session; the series ended without a measurable action; the second session came after the review date.
    SeriesStory(
        300,
        5,
        ((270, ("STK-6", "STK-8")), (227, ("STK-9", "STK-13")), (190, ("STK-11", "STK-15"))),
        ended=160,
        faults=("STK-10",),
    ),
    SeriesStory(170, 5, ((140, ("STK-12",)), (105, ("STK-15-signed",)), (70, ()))),
    # Under way: the first session was yesterday and nothing is written up.
    SeriesStory(25, 4, ((1, ("fresh",)),)),
)
