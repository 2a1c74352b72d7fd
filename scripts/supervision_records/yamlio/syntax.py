"""What PyYAML cannot parse, said in plain words.

PyYAML's C and Python parsers word the same complaint differently, and neither speaks to a social worker. The table goes
by a phrase that both use; the first row that fits is taken.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from yaml import MarkedYAMLError, YAMLError

from supervision_records.model import Problem
from supervision_records.yamlio.place import Place

_QUOTE = 'Put the whole text in double quotes: "like this".'
_INDENT = "Begin it exactly below the other lines of its group, with spaces only."


class _Row(NamedTuple):
    """A complaint, told by a pattern in PyYAML's words; ``at_start`` points to where the broken thing began."""

    pattern: re.Pattern[str]
    at_start: bool
    message: str
    hint: str


def _row(pattern: str, message: str, hint: str, *, at_start: bool = False) -> _Row:
    return _Row(re.compile(pattern), at_start, message, hint)


_ROWS = (
    _row(
        r"mapping values are not allowed",
        "A colon stands here where no second value can begin.",
        f"Is the colon part of a text? {_QUOTE} Does a new key begin on this line? {_INDENT}",
    ),
    _row(
        r"could not find expected ':'",
        "This line has no colon after its key.",
        "Write it as `key: value`; if it belongs to the text above, indent it further than that text's key.",
        at_start=True,
    ),
    _row(
        r"quoted scalar.*(end of stream|document (indicator|separator))",
        "The text in quotes that begins here is not closed.",
        "Put the same quote at its end; inside single quotes, write an apostrophe twice.",
        at_start=True,
    ),
    _row(
        r"escape",
        "A backslash in this text in double quotes is followed by something that has no meaning.",
        "Use single quotes around the text, or write the backslash twice.",
    ),
    _row(
        r"flow (sequence|mapping).*',' or",
        "The list or mapping in brackets that begins here is not closed, or lacks a comma.",
        "Put a comma between its entries and the closing bracket at its end.",
        at_start=True,
    ),
    _row(
        r"sequence entries are not allowed",
        "A list cannot begin on the same line as its key.",
        "Write each entry on a line of its own below the key, with a hyphen and a space before it.",
    ),
    _row(
        r"cannot start any token|alphabetic or numeric character|while (scanning|parsing) (a tag|an alias|an anchor)",
        "A text cannot begin with this character unless it is in quotes.",
        _QUOTE,
    ),
    _row(
        r"block scalar",
        "Nothing may stand on this line after the sign | or >.",
        "Begin the text on the next line, indented; or put it in double quotes.",
        at_start=True,
    ),
    _row(
        r"node content",
        "A value is missing here, or a bracket or comma too many.",
        "Write the value, or delete the sign.",
    ),
    _row(r"directive", "A line that begins with % is not allowed in a record.", "Delete the line."),
    _row(
        r"block collection",
        "This line does not fit the list above it.",
        f"If it is an entry of the list, begin it with a hyphen and a space. {_INDENT}",
    ),
    _row(
        r"block mapping|document start",
        "This line or text does not fit what stands before it.",
        f"{_INDENT} After a closing quote or bracket nothing may follow on the line.",
    ),
)
_OTHER = _row(
    "", "This cannot be read as YAML.", "Compare it with a record that works: its indentation, colons, quotes."
)


def syntax_problem(path: str, error: YAMLError) -> Problem:
    """The problem for an error that PyYAML raised."""
    if not isinstance(error, MarkedYAMLError):
        return Place(path).problem("bad-syntax", _OTHER.message, _OTHER.hint)
    words = f"{error.context or ''} {error.problem or ''}"
    row = next((row for row in _ROWS if row.pattern.search(words)), _OTHER)
    mark = (error.context_mark if row.at_start else None) or error.problem_mark or error.context_mark
    place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
    return place.problem("bad-syntax", row.message, row.hint)
