"""The words of schemas as a form shows them: "In person" for ``in-person``, and nothing of how a file is written."""

from __future__ import annotations

import re

#: Words that are written in capitals.
_CAPITALS = frozenset(
    {"acrp", "caf", "cin", "cla", "cp", "dsl", "eha", "ehsp", "eis", "ics", "ipm", "lcs", "qts", "rio", "tac", "vct"}
)

#: What is said of how a file is written, and what stands in its place on a form.
_OF_FILES = (
    (re.compile(r",? in quotes\b"), ""),
    (re.compile(r"\bTrue if\b"), "Yes if"),
    (re.compile(r", or the sealed notes\b"), ""),
    (re.compile(r"\s*The list may be empty\."), ""),
)


def spoken(word: str) -> str:
    """A word of a schema as words."""
    parts = [part.upper() if part in _CAPITALS else part for part in word.split("-")]
    text = " ".join(parts)
    return text[:1].upper() + text[1:]


def hint(description: str) -> str:
    """What a schema says of a place, for somebody who fills in a form."""
    for pattern, instead in _OF_FILES:
        description = pattern.sub(instead, description)
    return description


def entry_name(of_list: str, of_entry: str, *, of: str) -> str:
    """What one entry of a list is called: "Supervisor" of supervisors, "Person" of those absent, "Action" of actions.

    ``of`` is what the entries are ids of, if they are.
    """
    if of and of_list.endswith("s") and not of_list.endswith("ss"):
        return of_list.removesuffix("s")
    return of_entry or "Entry"
