"""What is told of a change beside the problems that it brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from supervision_records.model import Problem
from supervision_records.plain import plural
from supervision_records.yamlio import some


@dataclass(frozen=True, slots=True)
class Records:
    """The records that a change touches, by their paths; a move is (from, to)."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Is any record touched?"""
        return bool(self.added or self.changed or self.removed or self.moved)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told.

    ``revision`` is the commit that the change starts from ("": it starts from nothing); ``left`` counts problems that
    have nothing to do with it; ``guarded`` has a sentence for each sort of file that judges and that the
    change touches.
    """

    revision: str
    records: Records
    mended: tuple[Problem, ...] = ()
    left: int = 0
    guarded: tuple[str, ...] = ()


def sentences(told: Told) -> Iterator[str]:
    """The change in plain words."""
    records = told.records
    moved = f", moves {len(records.moved)}" if records.moved else ""
    since = f"Since {told.revision[:12]} this" if told.revision else "This"
    yield (
        f"{since} change adds {plural(len(records.added), 'record')}, changes {len(records.changed)}, "
        f"removes {len(records.removed)}{moved}."
    )
    yield from further(told)


def further(told: Told) -> Iterator[str]:
    """What is told beside the records that a change touches."""
    if told.mended:
        where = some(dict.fromkeys(problem.path for problem in told.mended))
        yield f"It mends {plural(len(told.mended), 'problem')}: {where}."
    if told.left:
        yield (
            f"{plural(told.left, 'problem')} that it has nothing to do with: they were there before, and do not count "
            "against it. `supervision check` shows them."
        )
    yield from told.guarded
