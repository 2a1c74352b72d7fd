"""The table of totals, which may be handed on: how many findings of each status a month has, small numbers hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from supervision_records.exports.tables import Row, Table, numbers
from supervision_records.model import Finding, Status
from supervision_records.summary import by, month
from supervision_records.suppress import Layout, Numbers, hide

#: What each sort of number is part of.
TOTAL = "total"
WITHIN: Mapping[str, str | None] = {**{status.value: TOTAL for status in Status}, TOTAL: None}

COLUMNS = numbers(
    met="Findings that are met. Empty, as in the other columns: hidden, being small or giving a small one away.",
    due="Findings that are not done and still in time.",
    breach="Findings that are late, missing or incomplete.",
    excused="Findings that the protocol itself forgives.",
    unknown="Findings that rest on a history that was not to be had.",
    total="All of them.",
)


def table(findings: Iterable[Finding], threshold: int) -> Table:
    """The totals of one organisation by month."""
    counted = {
        str(name): {**{status.value: getattr(counts, status.value) for status in Status}, TOTAL: counts.total}
        for name, counts in by(findings, month).items()
    }
    return of_numbers(counted, threshold)


def of_numbers(counted: Mapping[str, Numbers], threshold: int) -> Table:
    """The same from the numbers of each month."""
    return Table("totals", COLUMNS, {name: (_row(of, threshold),) for name, of in counted.items()})


def hidden_of(numbers: Numbers, threshold: int) -> frozenset[str]:
    """What is hidden of one month: numbers from 1 to below the threshold, and others from which one could be told.

    No table adds months up but from what is shown, so that each month stands for itself.
    """
    if threshold <= 1:
        return frozenset()
    return frozenset(sort for _, sort in hide({"": numbers}, Layout((), WITHIN), threshold))


def _row(numbers: Numbers, threshold: int) -> Row:
    hidden = hidden_of(numbers, threshold)
    return tuple(None if sort in hidden else numbers[sort] for sort in WITHIN)
