"""Small numbers in published tables: which numbers to hide, so that no other one gives a small one away.

A *place* is a line of a table (a team, a rule, all), and holds a number of each *sort* (met, breach, all). Every number
from 1 to below the threshold is hidden. So is what it takes that, for each of them, other numbers could stand behind
what is hidden, beside the same visible ones, in which it reaches the threshold: whoever reads all tables can tell
neither the number nor that it is small. Nought is shown: it is the usual case, and says something of nobody.

Such other numbers are found as a few *moves*. A move shifts some from one sort to another (or adds to a sort and to
all) in some places, and back in others, so that everything still adds up. Since each place stands in two balances at
most, on different sides, the places of a move make a circle through the balances, and the cheapest is a shortest way:
what is hidden already costs nothing, and any other number costs its size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

Numbers = Mapping[str, int]
#: A place and a sort.
Cell = tuple[str, str]


@dataclass(frozen=True)
class Layout:
    """How published numbers hang together, in all tables together.

    ``balances`` are pairs of places: those of the first add up to as much as those of the second, in every sort. A
    place stands in one first and in one second at most. ``within`` gives for each sort the one that it is part of, or
    None. ``unseen`` are cells that are published nowhere and cannot be worked out.
    """

    balances: Sequence[tuple[Sequence[str], Sequence[str]]]
    within: Mapping[str, str | None]
    unseen: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class _Shift:
    """The sorts that become more and those that become less, the innermost first; ``less`` may be empty."""

    more: tuple[str, ...]
    less: tuple[str, ...]

    @property
    def reversed(self) -> _Shift:
        return _Shift(self.less, self.more)


#: What it costs to use a place in a direction; None where it cannot be used.
Price = Callable[[str, int], int | None]
#: The places of a move, each with 1 for the shift or -1 for its reverse.
_Places = Mapping[str, int]


def hide(numbers: Mapping[str, Numbers], layout: Layout, threshold: int) -> frozenset[Cell]:
    """The cells to hide; all others may be shown. A place whose numbers are all nought is left as it is."""
    cells = [(place, sort) for place in sorted(numbers) for sort in sorted(numbers[place])]
    small = [cell for cell in cells if 0 < numbers[cell[0]][cell[1]] < threshold and cell not in layout.unseen]
    work = _Work(numbers, layout)
    work.hidden.update(small)
    for cell in small:
        work.protect(cell, threshold)
    return frozenset(work.hidden - layout.unseen)


class _Work:
    """What is hidden so far, in one layout."""

    def __init__(self, numbers: Mapping[str, Numbers], layout: Layout) -> None:
        self.numbers = numbers
        self.within = layout.within
        self.hidden = set(layout.unseen)
        there = {sort for of_place in numbers.values() for sort, number in of_place.items() if number}
        self.shifts = tuple(s for s in _shifts(layout.within) if there.issuperset((*s.more, *s.less)))
        self.graph = _Graph(layout.balances, {place for place, of_place in numbers.items() if any(of_place.values())})

    def protect(self, cell: Cell, threshold: int) -> None:
        """Hide what it takes for a small number to be able to be the threshold."""
        now = {place: dict(of_place) for place, of_place in self.numbers.items()}
        place, sort = cell
        while (missing := threshold - now[place][sort]) > 0:
            shift, places = self._cheapest(cell, now)
            rooms = (self._room(now[at], shift if sign > 0 else shift.reversed) for at, sign in places.items())
            times = min([missing, *(room for room in rooms if room is not None)])
            for at, sign in places.items():
                for sorts, step in ((shift.more, sign * times), (shift.less, -sign * times)):
                    for each in sorts:
                        now[at][each] += step
                        self.hidden.add((at, each))

    def _cheapest(self, cell: Cell, now: Mapping[str, Numbers]) -> tuple[_Shift, _Places]:
        """The move that makes more of a cell and hides least. There is one: more of it, and of all it is counted in."""
        place, sort = cell
        best: tuple[int, _Shift, _Places] | None = None
        able = [shift for shift in self.shifts if sort in shift.more and self._room(now[place], shift) != 0]
        for shift in sorted(able, key=lambda shift: self._cost(place, shift)):
            least = self._cost(place, shift)
            if best and best[0] <= least:
                break
            found = self._circle(place, shift, now)
            if found and (best is None or least + found[0] < best[0]):
                best = (least + found[0], shift, found[1])
        if best is None:
            raise ValueError("a place stands in no circle of balances")
        return best[1], best[2]

    def _circle(self, place: str, shift: _Shift, now: Mapping[str, Numbers]) -> tuple[int, _Places] | None:
        """The places that make up for a shift in one place, with what they cost; that place is among them."""

        def price(other: str, sign: int) -> int | None:
            if other == place or self._room(now[other], shift if sign > 0 else shift.reversed) == 0:
                return None
            return self._cost(other, shift)

        return self.graph.circle(place, price)

    def _cost(self, place: str, shift: _Shift) -> int:
        of_place = self.numbers[place]
        return sum(1 + of_place[sort] for sort in (*shift.more, *shift.less) if (place, sort) not in self.hidden)

    def _room(self, numbers: Numbers, shift: _Shift) -> int | None:
        """How often a shift can be made in a place; None: without end. What is shown as a line keeps at least one."""
        if not shift.less:
            return None
        outermost = shift.less[-1]
        shown = 1 if self.within[outermost] is None else 0
        return min(*(numbers[sort] for sort in shift.less), numbers[outermost] - shown)


class _Graph:
    """The balances as points, the places as ways between them; outside all balances there is one more point."""

    def __init__(self, balances: Sequence[tuple[Sequence[str], Sequence[str]]], places: set[str]) -> None:
        outside = len(balances)
        self.ends = dict.fromkeys(places, (outside, outside))
        for index, (first, second) in enumerate(balances):
            for place in places.intersection(first):
                self.ends[place] = (self.ends[place][0], index)
            for place in places.intersection(second):
                self.ends[place] = (index, self.ends[place][1])
        self.ways: list[list[tuple[str, int, int]]] = [[] for _ in range(outside + 1)]
        for place, (tail, head) in sorted(self.ends.items()):
            self.ways[tail].append((place, 1, head))
            self.ways[head].append((place, -1, tail))

    def circle(self, place: str, price: Price) -> tuple[int, _Places] | None:
        """The cheapest circle through a place in its own direction: its further price, and its places."""
        goal, start = self.ends[place]
        best = {start: 0}
        came: dict[int, tuple[int, str, int]] = {}
        heap = [(0, start)]
        while heap:
            cost, point = heappop(heap)
            if point == goal:
                return cost, {place: 1, **_back(came, start, goal)}
            if cost > best[point]:
                continue
            for other, sign, to in self.ways[point]:
                asked = price(other, sign)
                if asked is not None and cost + asked < best.get(to, cost + asked + 1):
                    best[to] = cost + asked
                    came[to] = (point, other, sign)
                    heappush(heap, (cost + asked, to))
        return None


def _back(came: Mapping[int, tuple[int, str, int]], start: int, point: int) -> dict[str, int]:
    """The places on the way that was taken to a point, each with its direction."""
    places = {}
    while point != start:
        point, place, sign = came[point]
        places[place] = sign
    return places


def _shifts(within: Mapping[str, str | None]) -> Iterator[_Shift]:
    """Every shift from one innermost sort to another, and from nowhere to each or back."""
    chains = [_chain(sort, within) for sort in within if sort not in within.values()]
    for more in (*chains, ()):
        for less in (*chains, ()):
            if more != less:
                yield _Shift(tuple(s for s in more if s not in less), tuple(s for s in less if s not in more))


def _chain(sort: str | None, within: Mapping[str, str | None]) -> tuple[str, ...]:
    """A sort and all that it is part of."""
    return () if sort is None else (sort, *_chain(within[sort], within))
