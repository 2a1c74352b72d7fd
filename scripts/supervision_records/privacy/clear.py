"""Whether a record is clear at a glance: line by line, without knowing what stands where.

Lines repeat from record to record, so that each is mostly looked at once. Where a line is not clear, nothing is said:
the record is looked through value by value (``check``).
"""

from __future__ import annotations

import re

from supervision_records.model import Record
from supervision_records.privacy.detect import NOTHING, WORTH_A_LOOK, found_in
from supervision_records.privacy.fields import pieces
from supervision_records.privacy.names import Names
from supervision_records.yamlio import UNSURE, TextMarks, read_quickly

_WORTH_A_LOOK = re.compile(WORTH_A_LOOK, re.IGNORECASE)
#: Lines that are clear, though a detector might have found something; so many are remembered, and none that is longer.
_CLEAR: set[str] = set()
_REMEMBERED, _SHORT = 1 << 15, 120


def is_clear(record: Record, names: Names | None) -> bool:
    """Is there surely no such detail in the record? Only of files in plain forms it can be said."""
    text = record.marks.lines if isinstance(record.marks, TextMarks) else None
    if text is None or found_in(record.id) is not NOTHING:
        return False
    if not all(map(_is_clear, set(text.split("\n")).difference(_CLEAR))):
        return False
    return names is None or not any(map(names.are_in, (record.id, *text.split("\n"))))


def _is_clear(line: str) -> bool:
    """Is there nothing in the keys and values of one line?"""
    if _WORTH_A_LOOK.search(line) is None:
        return True
    clear = _holds_nothing(line)
    if clear and len(line) <= _SHORT:
        if len(_CLEAR) >= _REMEMBERED:
            _CLEAR.clear()
        _CLEAR.add(line)
    return clear


def _holds_nothing(line: str) -> bool:
    value = read_quickly(f"{line.lstrip(' ').removeprefix('- ')}\n".encode())
    if value is UNSURE:  # a key alone, or an entry of a list
        return found_in(line) is NOTHING
    return all(found_in(text) is NOTHING for _, text, _ in pieces(value))
