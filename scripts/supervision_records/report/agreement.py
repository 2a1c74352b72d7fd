"""How far two readers agree, as text or JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from supervision_records import encode


@dataclass(frozen=True, slots=True)
class Agreement:
    """One type of audit: how many answers were given twice, how many of them are the same, and Cohen's kappa."""

    protocol: str
    audit: str
    answers: int
    same: int
    kappa: float | None


def as_text(rows: Sequence[Agreement]) -> str:
    """A line for each; what kappa means is said once."""
    if not rows:
        return "No audit was read by a second reader.\n"
    found = [
        f"{r.protocol}, {r.audit}: {r.answers} answers given twice, {r.same} the same, kappa {_shown(r.kappa)}"
        for r in rows
    ]
    return encode.lines([*found, "Kappa: 1 is full agreement, 0 is what chance alone would give."])


def _shown(kappa: float | None) -> str:
    return "– (one answer to everything)" if kappa is None else f"{kappa:.2f}"


def as_json(rows: Sequence[Agreement]) -> str:
    """The same, stable; kappa to four places."""
    shown = [asdict(row) | {"kappa": None if row.kappa is None else round(row.kappa, 4)} for row in rows]
    return encode.json_text({"version": 1, "rows": shown})


FORMATS: Mapping[str, Callable[[Sequence[Agreement]], str]] = {"text": as_text, "json": as_json}
