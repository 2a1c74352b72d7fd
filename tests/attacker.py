"""What somebody can work out who reads all tables: bounds, differences, and other numbers that would fit as well.

It knows nothing of how numbers are hidden: only what is visible, what adds up to what, and that counts are whole and
not below nought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Any

#: Those of the first add up to as much as those of the second.
Balance = tuple[Sequence[Hashable], Sequence[Hashable]]
Bounds = dict[Hashable, tuple[int, int]]


class Attacker:
    """One reader of some tables: ``visible`` numbers, the balances, and what no number is more than.

    Numbers of which it is known that they are not nought are ``some``.
    """

    def __init__(
        self, visible: Mapping[Any, int], balances: Sequence[Balance], most: int, some: Container[Any] = ()
    ) -> None:
        self.balances = balances
        cells = {cell for first, second in balances for cell in (*first, *second)} | set(visible)
        self.start: Bounds = {
            cell: (visible[cell], visible[cell]) if cell in visible else (int(cell in some), most) for cell in cells
        }
        self.of: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index, (first, second) in enumerate(balances):
            for cell in (*first, *second):
                self.of[cell].append(index)

    def bounds(self) -> Bounds:
        """Between what each number must lie, as far as one balance after the other tells."""
        found = self._narrowed(dict(self.start), range(len(self.balances)))
        assert found is not None, "what is visible does not add up"
        return found

    def _narrowed(self, bounds: Bounds, todo: Sequence[int] | range) -> Bounds | None:
        queue = list(todo)
        while queue:
            first, second = self.balances[queue.pop()]
            terms = [(cell, 1) for cell in first] + [(cell, -1) for cell in second]
            low = sum(min(sign * end for end in bounds[cell]) for cell, sign in terms)
            high = sum(max(sign * end for end in bounds[cell]) for cell, sign in terms)
            if low > 0 or high < 0:
                return None
            for cell, sign in terms:
                least, most = bounds[cell]
                if least == most:
                    continue
                ends = sorted(sign * end for end in (least, most))
                small, large = max(ends[0], ends[1] - high), min(ends[1], ends[0] - low)
                if small > large:
                    return None
                new = (small, large) if sign > 0 else (-large, -small)
                if new != (least, most):
                    bounds[cell] = new
                    queue += self.of[cell]
        return bounds

    def fits(self, cell: Hashable, number: int, near: Mapping[Any, int], patience: int = 20_000) -> bool:
        """Could a hidden number be this? Exact: other numbers are looked for until they are found or there are none.

        ``near`` are numbers to try first; they change how soon the answer is found, not what it is.
        """
        start = {**self.start, cell: (number, number)}
        narrowed = self._narrowed(start, range(len(self.balances)))
        stack = [narrowed] if narrowed else []
        for _ in range(patience):
            if not stack:
                return False
            bounds = stack.pop()
            open_cells = [each for each, (low, high) in bounds.items() if low < high]
            if not open_cells:
                return True
            chosen = min(open_cells, key=lambda each: _order(bounds[each], near[each], each))
            low, high = bounds[chosen]
            first = min(max(near[chosen], low), high)
            parts = [(low, first - 1), (first + 1, high), (first, first)]
            inner = (self._narrowed({**bounds, chosen: part}, self.of[chosen]) for part in parts if part[0] <= part[1])
            stack += [each for each in inner if each is not None]
        raise AssertionError("the search takes too long to tell")

    def differences(self) -> set[Hashable]:
        """The hidden numbers that follow by adding and taking away balances, however many of them."""
        hidden = {cell for cell, (low, high) in self.start.items() if low < high}
        rows = []
        for first, second in self.balances:
            row: defaultdict[Hashable, Fraction] = defaultdict(Fraction)
            for cell in first:
                row[cell] += 1
            for cell in second:
                row[cell] -= 1
            rows.append({cell: factor for cell, factor in row.items() if cell in hidden and factor})
        return {next(iter(row)) for row in _reduced(rows) if len(row) == 1}


def _order(bounds: tuple[int, int], near: int, cell: Hashable) -> tuple[bool, int, str]:
    """Which number to settle first: one that cannot stay as it was, then one with little choice."""
    return bounds[0] <= near <= bounds[1], bounds[1] - bounds[0], str(cell)


def _reduced(rows: Sequence[dict[Hashable, Fraction]]) -> list[dict[Hashable, Fraction]]:
    """The rows of a system of equations, each with a cell of its own that no other row has."""
    done: dict[Hashable, dict[Hashable, Fraction]] = {}
    for row in rows:
        for cell in [cell for cell in row if cell in done]:
            _take(row, done[cell], cell)
        if row:
            lead = next(iter(row))
            led = {cell: factor / row[lead] for cell, factor in row.items()}
            for other in done.values():
                _take(other, led, lead)
            done[lead] = led
    return list(done.values())


def _take(row: dict[Hashable, Fraction], other: Mapping[Hashable, Fraction], cell: Hashable) -> None:
    """Take another row away from a row, so often that a cell is gone from it."""
    if factor := row.get(cell):
        for each, value in other.items():
            left = row.get(each, Fraction()) - factor * value
            if left:
                row[each] = left
            else:
                row.pop(each, None)
