"""What a scalar without quotes is: the few forms that JSON has too; whatever else was typed is text."""

from __future__ import annotations

import re
from collections.abc import Mapping

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_FRACTION = re.compile(
    r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS: Mapping[str, bool] = {"true": True, "false": False}
#: How whatever is not text begins: a number, a boolean, a null.
NOT_TEXT = frozenset("-+.0123456789tfnN~")


def typed(text: str) -> str | int | bool | None:
    """The value of a scalar without quotes; None for what is refused: nothing, or a number with a fraction."""
    if text and text[0] not in NOT_TEXT:
        return text
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return None if text in NULLS or _FRACTION.fullmatch(text) else text
