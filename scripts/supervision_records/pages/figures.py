"""Tables of counts: how many findings of each status, and the rate. No findings is no rate, never 100%."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from supervision_records.model import Finding, Status
from supervision_records.pages.html import Column, Table
from supervision_records.pages.small import BECAUSE, HIDDEN, NOTE, number
from supervision_records.pages.words import STATUS_WORDS, plural
from supervision_records.summary import Counts, count

#: The order of the columns; ``unknown`` is left out of a table in which nothing is unknown.
_ORDER = (Status.MET, Status.BREACH, Status.DUE, Status.EXCUSED, Status.UNKNOWN)

_NONE: frozenset[str] = frozenset()
#: What the rate is made from: where one of these is hidden, so is the rate.
_JUDGED = frozenset({"met", "breach"})


class Line(NamedTuple):
    """One line of a table: a name (ready HTML), the findings counted in it, and the sorts of count that are hidden."""

    name: str
    findings: Sequence[Finding]
    hidden: frozenset[str] = _NONE


def counts_table(key: str, caption: str, heading: str, lines: Iterable[Line], total: Line | None) -> str:
    """One line of counts for each group, and one for all."""
    counted = [(line, count(line.findings)) for line in lines]
    foot = [(total, count(total.findings))] if total else []
    unknown = any(counts.unknown or "unknown" in line.hidden for line, counts in (*counted, *foot))
    shown = [status for status in _ORDER if status is not Status.UNKNOWN or unknown]
    columns = [
        Column(heading),
        Column("Met of judged"),
        *(Column(_status_heading(status), number=True) for status in shown),
        Column("All", number=True),
    ]
    rows, last = ([_cells(line, counts, shown) for line, counts in part] for part in (counted, foot))
    table = str(Table(key, caption, columns, rows, last[0] if last else ()))
    return f"{table}\n\n{NOTE}" if any(line.hidden for line, _ in (*counted, *foot)) else table


def _status_heading(status: Status) -> str:
    sign, word = STATUS_WORDS[status]
    return f'<span aria-hidden="true">{sign}</span> {word}'


def _cells(line: Line, counts: Counts, shown: Sequence[Status]) -> list[str]:
    numbers = (number(int(getattr(counts, s.value)), hidden=s.value in line.hidden) for s in shown)
    return [line.name, rate_bar(counts, line.hidden), *numbers, number(counts.total, hidden="all" in line.hidden)]


def rate_bar(counts: Counts, hidden: frozenset[str] = _NONE) -> str:
    """The rate as a bar with its number beside it, or words where there is none."""
    if hidden & _JUDGED:
        return HIDDEN
    if counts.rate is None:
        return f'<span class="no-rate">{no_rate(counts)}</span>'
    width = float(counts.rate * 100)
    bar = f'<svg class="bar" aria-hidden="true"><rect width="{width:.1f}%" height="100%"/></svg>'
    return f'<span class="rate">{bar}{counts.percent}</span>'


def no_rate(counts: Counts) -> str:
    """Why there is no rate."""
    return "no findings" if not counts.total else "none judged yet"


def met_of(counts: Counts, hidden: frozenset[str] = _NONE) -> tuple[str, str]:
    """A short sign and words for how far a demand is met now: ("◐", "42 of 50 met")."""
    if hidden & _JUDGED:
        return "–", "number hidden"
    judged = counts.met + counts.breach
    if counts.rate is None:
        return "○", no_rate(counts)
    return _circle(counts.rate), f"{counts.met:,} of {judged:,} met"


def _circle(rate: Fraction) -> str:
    return "●" if rate == 1 else "○" if rate == 0 else "◐"


def sentence(counts: Counts, hidden: frozenset[str] = _NONE) -> str:
    """The counts of one group in a sentence."""
    if not counts.total:
        return "There are no findings."
    words = {
        "met": f"<strong>{counts.met:,} met</strong>",
        "breach": f"<strong>{plural(counts.breach, 'breach', 'breaches')}</strong>",
        "due": f"{counts.due:,} due",
        "excused": f"{counts.excused:,} excused",
    }
    if counts.unknown or "unknown" in hidden:
        words["unknown"] = f"{counts.unknown:,} unknown"
    parts = ", ".join(said for sort, said in words.items() if sort not in hidden)
    whole = plural(counts.total, "finding") if "all" not in hidden else "Findings"
    rate = (
        f" That is {counts.percent} met of what has been judged."
        if counts.rate is not None and not hidden & _JUDGED
        else ""
    )
    return f"{whole}: {parts or 'hidden'}.{rate}{_withheld(words, hidden)}"


def _withheld(words: Iterable[str], hidden: frozenset[str]) -> str:
    """What the sentence does not say, and why."""
    names = [sort for sort in (*words, "all") if sort in hidden]
    return f" Hidden, {BECAUSE}: {', '.join(names)}." if names else ""
