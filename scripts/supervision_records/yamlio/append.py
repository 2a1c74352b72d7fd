"""One more entry at the end of a list of a record, as text: every other line of the file stays as somebody wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from supervision_records.yamlio.emit import to_yaml

#: A list at the top of a record: its key alone on the line, or with a list in brackets behind it.
_BLOCK, _FLOW = r"^{key}:[ \t]*(?:#.*)?$", r"^{key}:[ \t]*\[(.*)\][ \t]*$"
_ENTRY = re.compile(r"^( *)- ")


def with_entry(text: str, data: Mapping[str, Any], key: str, entry: Mapping[str, Any]) -> str:
    """The text with an entry added to the list at ``key``, which may be missing; the caller reads it again.

    A list that is written in another way than those below has the whole record written anew.
    """
    lines = text.rstrip("\n").split("\n")
    added = "{" + ", ".join(f"{name}: {_flow(value)}" for name, value in entry.items()) + "}"
    if key not in data:
        return "\n".join([*lines, f"{key}:", f"  - {added}", ""])
    for number, line in enumerate(lines):
        if flow := re.match(_FLOW.format(key=key), line):
            within = f"{flow[1].strip()}, {added}" if flow[1].strip() else added
            return "\n".join([*lines[:number], f"{key}: [{within}]", *lines[number + 1 :], ""])
        if re.match(_BLOCK.format(key=key), line) and (end := _end(lines, number + 1)):
            indent = _ENTRY.match(lines[number + 1])
            if indent:
                return "\n".join([*lines[:end], f"{indent[1]}- {added}", *lines[end:], ""])
    return to_yaml({**data, key: [*data[key], entry]})


def _end(lines: list[str], start: int) -> int:
    """Behind the last line of the block that starts there: those that are indented, or begin an entry."""
    end = start
    for number in range(start, len(lines)):
        if lines[number].startswith((" ", "- ")):
            end = number + 1
        elif lines[number].strip() and not lines[number].startswith("#"):
            break
    return end


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return to_yaml({"x": str(value)})[3:-1]
