"""Organisations and months, and what they add up to, as numbers that may be published: the table of the roll-up.

Nothing that an organisation hides in its own totals is shown. Sums are made of the numbers that are shown, and of no
other, so that whoever reads them, and all totals beside, learns nothing that was hidden; such a sum is "at least".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from supervision_records.exports.engine import Counted
from supervision_records.exports.totals import WITHIN, hidden_of
from supervision_records.summary import Counts

#: What stands for all organisations, or all months.
ALL = ""
#: The columns of the table.
COLUMNS = ("organisation", "month", *WITHIN, "rate", "at_least")


@dataclass(frozen=True)
class Line:
    """One line: the numbers of an organisation (or of all) in a month (or all); None where one is hidden.

    Sums leave out what is hidden: ``least`` are the sorts in which there may be more.
    """

    organisation: str
    month: str
    numbers: Mapping[str, int | None]
    least: tuple[str, ...] = ()

    @property
    def rate(self) -> str:
        """The rate of compliance; empty where there is none, or a number that it is made of is not whole."""
        met, breach = self.numbers["met"], self.numbers["breach"]
        if met is None or breach is None or not met + breach or {"met", "breach"}.intersection(self.least):
            return ""
        return Counts(met=met, breach=breach).percent


def lines(counted: Counted, threshold: int, own: Mapping[str, int] | None = None) -> Iterator[Line]:
    """The table: organisation by month, then each organisation, each month, and all of them.

    Numbers from 1 to below the threshold are hidden, with what tells them; and so is what an organisation hides in its
    totals by a threshold of its ``own``. With a threshold of 0, all is shown.
    """
    own = own or {}
    inner = [
        Line(*place, _shown(counted[place], {threshold, own.get(place[0], 0)} if threshold else set()))
        for place in sorted(counted)
    ]
    yield from inner
    for organisation in dict.fromkeys(line.organisation for line in inner):
        yield _sum(organisation, ALL, (line for line in inner if line.organisation == organisation))
    for month in sorted({line.month for line in inner}):
        yield _sum(ALL, month, (line for line in inner if line.month == month))
    yield _sum(ALL, ALL, inner)


def _shown(numbers: Mapping[str, int], thresholds: Collection[int]) -> Mapping[str, int | None]:
    hidden = frozenset().union(*(hidden_of(numbers, threshold) for threshold in thresholds))
    return {sort: None if sort in hidden else numbers[sort] for sort in WITHIN}


def _sum(organisation: str, month: str, parts: Iterable[Line]) -> Line:
    """What the shown numbers of some lines add up to."""
    listed = list(parts)
    numbers = {sort: sum(line.numbers[sort] or 0 for line in listed) for sort in WITHIN}
    least = tuple(sort for sort in WITHIN if any(line.numbers[sort] is None for line in listed))
    return Line(organisation, month, numbers, least)
