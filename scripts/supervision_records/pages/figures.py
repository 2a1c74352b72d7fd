"""Tables of counts: how many findings of each status, and the rate. No findings is no rate, never 100%."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from supervision_records.model import Finding, Status
from supervision_records.pages.html import Column, Table
from supervision_records.pages.words import STATUS_WORDS, plural
from supervision_records.summary import Counts, count

#: The order of the columns; ``unknown`` is left out of a table in which nothing is unknown.
_ORDER = (Status.MET, Status.BREACH, Status.DUE, Status.EXCUSED, Status.UNKNOWN)

Line = tuple[str, Sequence[Finding]]


def counts_table(key: str, caption: str, heading: str, lines: Iterable[Line], total: Sequence[Finding] | None) -> str:
    """One line of counts for each group, and one for all. Names are ready HTML."""
    counted = [(name, count(findings)) for name, findings in lines]
    whole = count(total) if total is not None else None
    shown = [s for s in _ORDER if s is not Status.UNKNOWN or any(counts.unknown for _, counts in counted)]
    columns = [
        Column(heading),
        Column("Met of judged"),
        *(Column(_status_heading(status), number=True) for status in shown),
        Column("All", number=True),
    ]
    rows = [_cells(name, counts, shown) for name, counts in counted]
    return str(Table(key, caption, columns, rows, _cells("All", whole, shown) if whole else ()))


def _status_heading(status: Status) -> str:
    sign, word = STATUS_WORDS[status]
    return f'<span aria-hidden="true">{sign}</span> {word}'


def _cells(name: str, counts: Counts, shown: Sequence[Status]) -> list[str]:
    numbers = (_number(int(getattr(counts, status.value))) for status in shown)
    return [name, rate_bar(counts), *numbers, _number(counts.total)]


def _number(number: int) -> str:
    return f"{number:,}" if number else '<span class="zero">0</span>'


def rate_bar(counts: Counts) -> str:
    """The rate as a bar with its number beside it, or words where there is none."""
    if counts.rate is None:
        return f'<span class="no-rate">{no_rate(counts)}</span>'
    width = float(counts.rate * 100)
    bar = f'<svg class="bar" aria-hidden="true"><rect width="{width:.1f}%" height="100%"/></svg>'
    return f'<span class="rate">{bar}{counts.percent}</span>'


def no_rate(counts: Counts) -> str:
    """Why there is no rate."""
    return "no findings" if not counts.total else "none judged yet"


def met_of(counts: Counts) -> tuple[str, str]:
    """A short sign and words for how far a demand is met now: ("◐", "42 of 50 met")."""
    judged = counts.met + counts.breach
    if counts.rate is None:
        return "○", no_rate(counts)
    return _circle(counts.rate), f"{counts.met:,} of {judged:,} met"


def _circle(rate: Fraction) -> str:
    return "●" if rate == 1 else "○" if rate == 0 else "◐"


def sentence(counts: Counts) -> str:
    """The counts of one group in a sentence."""
    if not counts.total:
        return "There are no findings."
    parts = [
        f"<strong>{counts.met:,} met</strong>",
        f"<strong>{plural(counts.breach, 'breach', 'breaches')}</strong>",
        f"{counts.due:,} due",
        f"{counts.excused:,} excused",
    ]
    if counts.unknown:
        parts.append(f"{counts.unknown:,} unknown")
    rate = f" That is {counts.percent} met of what has been judged." if counts.rate is not None else ""
    return f"{plural(counts.total, 'finding')}: {', '.join(parts)}.{rate}"
