"""What a measurement comes to: a row of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure, beside its goal. ``met`` is None where there is no goal; ``peak`` is in MiB."""

    name: str
    figure: float
    unit: str = "s"
    ratio: str = ""
    goal: str = ""
    met: bool | None = None
    peak: float | None = None
