"""Plain data to YAML: block style but for mappings of one key, text quoted only where YAML could misread it.

Text of several lines stands as a block of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./()'-]*(?: [A-Za-z0-9_./()'-]+)*|\d{4}-\d\d-\d\d-[a-z][a-z0-9-]*")
#: What YAML 1.1 takes for a truth value or for nothing.
_MISREAD = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def to_yaml(data: Mapping[str, Any]) -> str:
    """One record's text, with a newline at its end. Dates are plain; times and doubtful text are in double quotes."""
    return "\n".join(_mapping(data, "")) + "\n"


def _mapping(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        if (
            isinstance(value, Mapping)
            and len(value) == 1
            and isinstance(leaf := next(iter(value.values())), (str, int))
            and not _is_block(leaf)
        ):
            yield f"{indent}{key}: {{{next(iter(value))}: {_scalar(leaf)}}}"
        elif isinstance(value, Mapping) and value:
            yield f"{indent}{key}:"
            yield from _mapping(value, indent + "  ")
        elif isinstance(value, (list, tuple)) and value:
            yield f"{indent}{key}:"
            yield from _sequence(value, indent + "  ")
        elif _is_block(value):
            yield f"{indent}{key}: {'|' if value.endswith(chr(10)) else '|-'}"
            yield from (f"{indent}  {line}" if line else "" for line in value.removesuffix("\n").split("\n"))
        else:
            yield f"{indent}{key}: {_scalar(value)}"


def _sequence(items: Sequence[Any], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Mapping):
            lines = _mapping(item, indent + "  ")
            yield f"{indent}- {next(lines)[len(indent) + 2 :]}"
            yield from lines
        else:
            yield f"{indent}- {_scalar(item)}"


def _is_block(value: Any) -> bool:
    """Is it a text of several lines that can stand as it is? One with odd blanks or signs is quoted instead."""
    if not isinstance(value, str) or "\n" not in value:
        return False
    lines = value.removesuffix("\n").split("\n")
    ends = lines[0] and lines[-1] and not lines[0].startswith(" ")
    return bool(ends) and all(line.isprintable() and not line.endswith(" ") for line in lines)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, date)):
        return str(value)
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _MISREAD
        return value if plain else json.dumps(value, ensure_ascii=False)
    return "{}" if isinstance(value, Mapping) else "[]"
