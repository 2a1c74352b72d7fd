"""A line of percentages over time as a picture that needs no script: its colours are the page's, light or dark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

_WIDTH, _HEIGHT = 640, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 592, 16, 170
#: Every so many labels below the chart is written.
_EACH = 3


class Point(NamedTuple):
    """One place on the chart: its label, and the rate there, if there is one."""

    label: str
    rate: Fraction | None


def rate_chart(key: str, title: str, points: Sequence[Point]) -> str:
    """The chart as a figure. ``title`` is ready HTML without tags; where there is no rate, the line is broken."""
    marks = "".join((*_grid(), *_labels(points), *_lines(points), *_dots(points)))
    return (
        f'<figure class="chart" tabindex="0"><figcaption id="chart-{key}-title">{title}</figcaption>'
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-labelledby="chart-{key}-title" aria-describedby="chart-{key}-words">'
        f'<desc id="chart-{key}-words">{_words(points)} The table below has every number.</desc>'
        f"{marks}</svg></figure>"
    )


def _words(points: Sequence[Point]) -> str:
    """The chart in a sentence: where it starts and ends, its lowest and its highest."""
    known = [(point.rate, point.label) for point in points if point.rate is not None]
    if not known:
        return "There is no rate in any of these months."
    low, high = min(known, key=lambda k: k[0]), max(known, key=lambda k: k[0])
    first, last = known[0], known[-1]
    return (
        f"From {percent(first[0])} in {first[1]} to {percent(last[0])} in {last[1]}; "
        f"lowest {percent(low[0])} in {low[1]}, highest {percent(high[0])} in {high[1]}."
    )


def percent(rate: Fraction) -> str:
    """A rate as people read it, rounded down."""
    return f"{int(rate * 100)} %"


def _x(position: int, points: Sequence[Point]) -> float:
    return _LEFT + (_RIGHT - _LEFT) * position / max(1, len(points) - 1)


def _y(rate: Fraction) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * float(rate)


def _grid() -> Iterator[str]:
    for rate in (Fraction(0), Fraction(1, 2), Fraction(1)):
        y = _y(rate)
        yield f'<line class="grid" x1="{_LEFT}" x2="{_RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{percent(rate)}</text>'


def _labels(points: Sequence[Point]) -> Iterator[str]:
    last = len(points) - 1
    for position, point in enumerate(points):
        if (last - position) % _EACH == 0:
            yield f'<text x="{_x(position, points):.1f}" y="{_BOTTOM + 22}" text-anchor="middle">{point.label}</text>'


def _lines(points: Sequence[Point]) -> Iterator[str]:
    """A line through each run of points that have a rate."""
    for there, run in groupby(enumerate(points), key=lambda entry: entry[1].rate is not None):
        if there:
            path = " ".join(f"{_x(n, points):.1f},{_y(p.rate):.1f}" for n, p in run if p.rate is not None)
            yield f'<polyline class="line" points="{path}"/>'


def _dots(points: Sequence[Point]) -> Iterator[str]:
    last = max((n for n, point in enumerate(points) if point.rate is not None), default=-1)
    for position, point in enumerate(points):
        if point.rate is not None:
            x, y = _x(position, points), _y(point.rate)
            yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
            if position == last:
                yield f'<text class="value" x="{x + 8:.1f}" y="{y + 4:.1f}">{percent(point.rate)}</text>'
