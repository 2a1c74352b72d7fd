"""Small numbers stay hidden, whatever a reader adds up and takes away: tables of all sorts, and an attack on each."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision_records.suppress import Cell, Layout, hide
from tests.attacker import Attacker, Balance

Table = dict[str, dict[str, int]]

_COLUMNS: Mapping[str, str | None] = {**dict.fromkeys("abcdef", "sum"), "sum": None}


def with_totals(rows: list[list[int]]) -> tuple[Table, Layout]:
    """A table with a total to the right and below, from its inner numbers."""
    columns = "abcdef"[: len(rows[0])]
    table = {f"r{n}": dict(zip(columns, row, strict=True)) for n, row in enumerate(rows)}
    table["all"] = {column: sum(row[column] for row in table.values()) for column in columns}
    for row in table.values():
        row["sum"] = sum(row.values())
    within = {column: _COLUMNS[column] for column in (*columns, "sum")}
    return table, Layout([([row for row in table if row != "all"], ["all"])], within)


def attacker(table: Mapping[str, Mapping[str, int]], layout: Layout, hidden: frozenset[Cell]) -> Attacker:
    """A reader of what is left of some tables."""
    balances: list[Balance] = [
        ([(place, sort) for place in first if place in table], [(place, sort) for place in second if place in table])
        for first, second in layout.balances
        for sort in layout.within
    ]
    wholes = {whole for whole in layout.within.values() if whole}
    balances += [
        ([(place, sort) for sort, part_of in layout.within.items() if part_of == whole], [(place, whole)])
        for place in table
        for whole in wholes
    ]
    visible = {
        (place, sort): number
        for place, of_place in table.items()
        for sort, number in of_place.items()
        if (place, sort) not in hidden | layout.unseen
    }
    lines = {(place, sort) for place in table for sort in layout.within if layout.within[sort] is None}
    most = 3 * max(number for row in table.values() for number in row.values()) + 50
    return Attacker(visible, balances, most, some=lines)


def small_ones(table: Mapping[str, Mapping[str, int]], layout: Layout, threshold: int) -> list[Cell]:
    return [
        (place, sort)
        for place, of_place in table.items()
        for sort, number in of_place.items()
        if 0 < number < threshold and (place, sort) not in layout.unseen
    ]


def resists(table: Mapping[str, Mapping[str, int]], layout: Layout, threshold: int) -> None:
    """Nothing small is visible, nothing small can be worked out, and each might as well not be small."""
    hidden = hide(table, layout, threshold)
    small = small_ones(table, layout, threshold)
    assert set(small) <= hidden
    reader = attacker(table, layout, hidden)
    near = {(place, sort): number for place, of_place in table.items() for sort, number in of_place.items()}
    assert not set(small) & reader.differences()
    bounds = reader.bounds()
    for cell in small:
        assert bounds[cell][1] >= threshold
        assert reader.fits(cell, threshold, near)


numbers = st.one_of(st.integers(0, 7), st.integers(0, 40))
tables = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(numbers, min_size=width, max_size=width), min_size=1, max_size=6)
)


@settings(max_examples=150, deadline=None)
@given(rows=tables, threshold=st.integers(2, 6))
def test_random_tables_with_totals_resist(rows: list[list[int]], threshold: int) -> None:
    table, layout = with_totals(rows)
    resists(table, layout, threshold)


def test_a_total_gives_no_hidden_cell_away() -> None:
    table, layout = with_totals([[3, 10], [20, 30]])
    hidden = hide(table, layout, 5)
    assert hidden == {("r0", "a"), ("r0", "b"), ("r1", "a"), ("r1", "b")}


def test_what_is_not_small_and_tells_nothing_is_shown() -> None:
    table, layout = with_totals([[5, 10], [20, 0]])
    assert hide(table, layout, 5) == frozenset()
    assert hide(table, layout, 6) != frozenset()


@pytest.mark.parametrize("threshold", [0, 1])
def test_without_a_threshold_all_is_shown(threshold: int) -> None:
    table, layout = with_totals([[1, 2], [3, 4]])
    assert hide(table, layout, threshold) == frozenset()


def test_where_all_is_small_the_totals_go_too() -> None:
    table, layout = with_totals([[1]])
    assert hide(table, layout, 5) == {("r0", "a"), ("r0", "sum"), ("all", "a"), ("all", "sum")}


def test_the_smallest_are_hidden_and_nought_is_not_small() -> None:
    table, layout = with_totals([[2, 50, 60], [9, 70, 80], [100, 0, 110], [120, 130, 140]])
    assert hide(table, layout, 5) == {("r0", "a"), ("r0", "b"), ("r1", "a"), ("r1", "b")}


def test_a_column_of_noughts_stays() -> None:
    table, layout = with_totals([[3, 0, 10], [20, 0, 30]])
    assert not [cell for cell in hide(table, layout, 5) if cell[1] == "b"]


def test_a_line_without_numbers_stays() -> None:
    table, layout = with_totals([[3, 10], [0, 0], [20, 30]])
    assert not [cell for cell in hide(table, layout, 5) if cell[0] == "r1"]


def test_the_same_tables_hide_the_same() -> None:
    table, layout = with_totals([[3, 10, 4], [20, 0, 1], [7, 7, 7]])
    again = {place: dict(reversed(table[place].items())) for place in reversed(table)}
    assert hide(again, layout, 5) == hide(table, layout, 5)


def test_a_line_by_itself_hides_another_number_of_it_or_its_sum() -> None:
    layout = Layout([], {"a": "sum", "b": "sum", "sum": None})
    assert hide({"one": {"a": 3, "b": 40, "sum": 43}}, layout, 5) == {("one", "a"), ("one", "b")}
    assert hide({"one": {"a": 3, "b": 0, "sum": 3}}, layout, 5) == {("one", "a"), ("one", "sum")}


# The attacker itself: what it must be able to tell.

PLAIN = with_totals([[3, 10, 20], [20, 30, 40], [50, 60, 70]])


def near(table: Mapping[str, Mapping[str, int]]) -> dict[object, int]:
    return {(place, sort): number for place, of_place in table.items() for sort, number in of_place.items()}


def test_the_attacker_takes_the_rest_of_a_line_from_its_total() -> None:
    reader = attacker(*PLAIN, frozenset({("r0", "a")}))
    assert reader.differences() == {("r0", "a")}
    assert reader.bounds()["r0", "a"] == (3, 3)
    assert not reader.fits(("r0", "a"), 5, near(PLAIN[0]))


def test_the_attacker_sees_through_several_lines_at_once() -> None:
    cells = {
        ("r0", "a"),
        ("r0", "b"),
        ("r1", "a"),
        ("r1", "b"),
        ("r1", "c"),
        ("r2", "c"),
        ("r2", "sum"),
        ("all", "sum"),
    }
    reader = attacker(*PLAIN, frozenset(cells))
    assert ("r1", "c") in reader.differences()
    assert ("r0", "a") not in reader.differences()


def test_the_attacker_knows_that_nothing_is_below_nought() -> None:
    table, layout = with_totals([[1, 0], [0, 2]])
    square = frozenset({("r0", "a"), ("r0", "b"), ("r1", "a"), ("r1", "b")})
    reader = attacker(table, layout, square)
    assert reader.differences() == set()
    assert reader.bounds()["r0", "a"] == (0, 1)
    assert reader.fits(("r0", "a"), 0, near(table))
    assert not reader.fits(("r0", "a"), 2, near(table))


@settings(max_examples=60, deadline=None)
@given(rows=tables)
def test_hiding_the_small_ones_alone_is_not_enough(rows: list[list[int]]) -> None:
    """What the attacker finds at once, where nothing else is hidden: a small number alone in its line."""
    table, layout = with_totals(rows)
    small = frozenset(small_ones(table, layout, 5))
    lonely = {
        (place, sort)
        for place, sort in small
        if sort != "sum" and [at for at in small if at[0] == place] == [(place, sort)]
    }
    assert lonely <= attacker(table, layout, small).differences()
