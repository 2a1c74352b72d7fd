"""Where a value stands in its file, and problems that point there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from supervision_records.model import Marks, Problem, Severity


def child(pointer: str, key: str | int) -> str:
    """The JSON pointer of a mapping's value or a list's entry."""
    step = str(key)
    if "~" in step or "/" in step:
        step = step.replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{step}"


def steps(pointer: str) -> list[str]:
    """The keys and numbers that a JSON pointer, or the name of a key's place, goes by."""
    parts = pointer.split("/")[1:]
    return [part.replace("~1", "/").replace("~0", "~") for part in parts] if "~" in pointer else parts


def parent(pointer: str) -> str:
    """The JSON pointer of the mapping or list that holds the value."""
    return pointer.rpartition("/")[0]


#: Before a pointer, the name under which ``marks`` holds the place of a *key*: no JSON pointer begins so.
KEY = "#"


#: What may be shown of a key. In a file gone wrong, a sentence with a colon in it becomes a key, or a long number does:
#: those are never shown.
_SHOWN = re.compile(r"(?!(?:[^0-9]*[0-9]){8})[A-Za-z0-9_-]{1,40}")


def shown(pointer: str) -> str:
    """As much of a pointer, from its start, as may be shown."""
    kept = ""
    for step in pointer.split("/")[1:]:
        if not _SHOWN.fullmatch(step):
            break
        kept += "/" + step
    return kept


def some(names: Iterable[str], limit: int = 3) -> str:
    """The first few of some names, in words; that there are more is said, but not how many."""
    shown = list(islice(names, limit + 1))
    return ", ".join(shown[:limit]) + (" and others" if len(shown) > limit else "")


def locate(marks: Marks, pointer: str, *, key: bool = False) -> tuple[int, int]:
    """Line and column of a value (or of its key); of the nearest thing around it where it is not in the file."""
    if key and (found := marks.get(KEY + pointer)):
        return found
    while pointer and pointer not in marks:
        pointer = parent(pointer)
    return marks.get(pointer, (1, 1))


@dataclass(frozen=True, slots=True)
class Place:
    """A file and a position in it, at which a problem is to be told."""

    path: str
    line: int = 1
    column: int = 1
    pointer: str = ""

    def problem(self, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Problem:
        """A problem here."""
        return Problem(self.path, self.line, self.column, shown(self.pointer), code, severity, message, hint)


def more(last: Problem) -> Problem:
    """What is said after the last problem of a file that has more than anybody would read: as grave as that one."""
    message, hint = "More is wrong in this file than is shown.", "Mend what is shown, and check again."
    return replace(last, code="too-many-problems", message=message, hint=hint)


def problem_at(  # noqa: PLR0913  (a problem has this many parts)
    path: str,
    marks: Marks,
    pointer: str,
    code: str,
    message: str,
    hint: str,
    *,
    severity: Severity = Severity.ERROR,
    key: bool = False,
) -> Problem:
    """A problem with the value (or with the key) that a JSON pointer names."""
    return Place(path, *locate(marks, pointer, key=key), pointer).problem(code, message, hint, severity)
