"""The bytes of a schema to its JSON value; and where each value stands, once something is wrong with one.

JSON, and no more than what readers agree on: each key once, whole numbers that every reader can hold, no depth that
would exhaust a reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from supervision_records.model import Problem
from supervision_records.yamlio import Place, child
from supervision_records.yamlio.text import read_text
from supervision_records.yamlio.unseen import UNSEEN

MAX_DEPTH = 48
_MAX_DIGITS = 15

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_MEND = "Compare it with the last version that worked."


@dataclass(frozen=True)
class Source:
    """The text of one schema that is JSON, and its value."""

    path: str
    text: str = field(repr=False)
    value: Any = field(repr=False)

    def problem(self, pointer: str, code: str, message: str, hint: str) -> Problem:
        """A problem with what stands at a pointer, told at its key."""
        offset = next((at for found, at in _places(self.text) if found == pointer), 0)
        return _at(self.path, self.text, offset, pointer).problem(code, message, hint)


class _RefusedError(Exception):
    """What stands in the text is not let through: a code, a token that it is told by, a sentence."""


def read_source(path: str, raw: bytes) -> tuple[Source | None, tuple[Problem, ...]]:
    """The schema that the bytes hold; or None and what is wrong with them."""
    text, problems = read_text(path, raw)
    if text is None:
        return None, problems
    try:
        value = json.loads(
            text, object_pairs_hook=_mapping, parse_int=_integer, parse_float=_no_number, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
        return None, (place.problem("not-json", "From here on, this cannot be read as JSON.", _MEND),)
    except RecursionError:
        return None, (_too_deep(path),)
    except _RefusedError as error:
        return None, (_refused(path, text, error),)
    if found := _hidden(value):
        return None, (found(path),)
    return Source(path, text, value), ()


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _RefusedError("duplicate-key", "", "A key stands twice in one group: readers take the one or the other.")
    return value


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise _RefusedError("bad-number", digits, f"A number has more than {_MAX_DIGITS} digits.")
    return int(digits)


def _no_number(digits: str) -> NoReturn:
    message = "A number is not whole, or not finite: records have no such numbers."
    raise _RefusedError("bad-number", digits, message)


def _refused(path: str, text: str, error: _RefusedError) -> Problem:
    """The problem, at the token that it is about, or at the second of two keys."""
    code, token, message = error.args
    if token:
        offset = next((found.start() for found in _TOKEN.finditer(text) if found.group() == token), 0)
    else:
        offset = _second_key(text)
    return _at(path, text, offset, "").problem(code, message, _MEND)


def _second_key(text: str) -> int:
    """Where a key stands that stood before in its group."""
    seen: set[str] = set()
    for pointer, offset in _places(text):
        if pointer in seen:
            return offset
        seen.add(pointer)
    return 0


def _too_deep(path: str) -> Problem:
    message = f"Groups and lists lie more than {MAX_DEPTH} deep inside each other."
    return Place(path).problem("too-deep", message, _MEND)


def _unseen(path: str) -> Problem:
    message = "A text in this schema holds an invisible character, written as an escape (\\u…)."
    return Place(path).problem("control-character", message, "Delete the escape.")


def _hidden(value: Any) -> Any:
    """What is wrong with a value that one does not see in its text: depth, invisible characters in escapes."""
    ahead = [(value, 0)]
    while ahead:
        inner, depth = ahead.pop()
        if depth > MAX_DEPTH:
            return _too_deep
        if isinstance(inner, str) and UNSEEN.search(inner):
            return _unseen
        if isinstance(inner, dict):
            ahead += [(part, depth + 1) for pair in inner.items() for part in pair]
        elif isinstance(inner, list):
            ahead += [(part, depth + 1) for part in inner]
    return None


def _at(path: str, text: str, offset: int, pointer: str) -> Place:
    return Place(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset), pointer)


@dataclass
class _Group:
    """A mapping or list that is being gone through; ``key`` is that of the value that comes next."""

    pointer: str
    is_list: bool
    key: str | None = None
    index: int = 0


def _places(text: str) -> Iterator[tuple[str, int]]:
    """Every pointer into a JSON text, with the offset of its key, or of its value where it has none."""
    stack: list[_Group] = []
    for token in _TOKEN.finditer(text):
        sign, group = token.group(), stack[-1] if stack else None
        if sign in ("}", "]"):
            stack.pop()
        elif sign == ",":
            _next(stack[-1])
        elif sign == ":":
            continue
        elif group is not None and not group.is_list and group.key is None:
            group.key = json.loads(sign)
            yield child(group.pointer, group.key or ""), token.start()
        else:
            pointer = "" if group is None else child(group.pointer, group.index if group.is_list else group.key or "")
            if group is None or group.is_list:
                yield pointer, token.start()
            if sign in ("{", "["):
                stack.append(_Group(pointer, sign == "["))


def _next(group: _Group) -> None:
    group.key = None
    group.index += 1
