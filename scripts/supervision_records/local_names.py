"""The local list of names: where it may lie, and reading it. It is never part of the repository.

Only who runs the tool says where the list is, never a file that a contributor sends in: a setting that named it could
be made to read any file of the machine.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from supervision_records.model import Problem
from supervision_records.yamlio import Place

#: The variable of the environment that names the file, and where it is looked for without one: Git ignores that folder.
VARIABLE = "SUPERVISION_NAMES"
USUAL = ".private/names.txt"

#: More names than any local authority has children.
_MOST_BYTES = 32_000_000

Lines = tuple[str, ...]


def read_names(root: Path, environment: Mapping[str, str] = os.environ) -> tuple[Lines | None, tuple[Problem, ...]]:
    """The lines of the list, or None where there is none; and what is wrong with it."""
    asked = environment.get(VARIABLE)
    path = Path(asked) if asked else root / USUAL
    if not asked and not path.is_symlink() and not path.exists():
        return None, ()
    if asked and path.resolve().is_relative_to(root.resolve()) and path.resolve() != (root / USUAL).resolve():
        return None, (_problem("The list lies in the repository.", f"Move it out of it, or to {USUAL}."),)
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None, (_problem("The list is no ordinary file.", "Name a text file with one name a line."),)
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
        lines = tuple(raw.decode("utf-8-sig").splitlines())
    except (OSError, ValueError):
        return None, (_problem("The list cannot be read as text.", "Check its place and rights; save it as UTF-8."),)
    if len(raw) > _MOST_BYTES:
        return None, (_problem("The list is too long.", "Keep names of this organisation's children only."),)
    return lines, ()


def _problem(message: str, hint: str) -> Problem:
    """A problem that is not of any file in the repository: it names the variable, never where it leads."""
    return Place(USUAL).problem("names-unreadable", f"The list of names ({VARIABLE}): {message}", hint)
