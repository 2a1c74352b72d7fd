"""What a change of the rules comes to: one difference, and whether it lets more through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """``weaker``: it lets more through than before, or nobody can show that it does not. ``changed``: it does not."""

    WEAKER = "weaker"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, order=True)
class Weakening:
    """One difference between what was judged by before and after.

    ``part`` is schema, rule or setting; ``what`` a stable short name. ``path`` and ``line`` are those of the new file
    where the thing is still in it, of the old one otherwise. ``pointer`` leads to it from the schema, the rule or the
    settings. ``message`` is a whole sentence or two, and quotes nothing but ids, numbers and names of keys.
    """

    path: str
    line: int
    pointer: str
    part: str
    what: str
    severity: Effect
    message: str


_STEP = re.compile(r"[$A-Za-z0-9_.-]{1,60}")


def spoken(pointer: str) -> str:
    """As much of a pointer, from its start, as may be shown: a key may be a contributor's own words."""
    kept = ""
    for step in pointer.split("/")[1:]:
        if not _STEP.fullmatch(step):
            break
        kept += f"/{step}"
    return kept
