"""The way in which records are mostly written, read many times faster than YAML as a whole.

Only texts are read in which every line has a form that leaves YAML no choice; of all others, nothing is said
(``UNSURE``), and the reference (``build``) judges them. Nothing is ever refused here, so that a file is refused, and
its problems are worded, by the reference alone. A test compares the two on every text that it can think of.

Records repeat each other: the same lines, lists and groups stand in hundreds of them. Small parts are remembered by
their text, indentation included, so that each is worked out once; a part that two records share is one object in
memory, and, like all data of records, not to be changed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from supervision_records.yamlio.scalars import NOT_TEXT, typed
from supervision_records.yamlio.text import PLAIN, has_marker_signs


class _Unsure:
    """The type of ``UNSURE``."""


#: What is said of a text that only the reference can judge.
UNSURE: Final = _Unsure()

#: Longer texts are rare, and far from every limit of the reference: of events, of keys.
_MAX_BYTES = 16 * 1024
#: So far in, no text can come near the depth that the reference refuses.
_MAX_INDENT = 20
#: Parts up to this many signs are remembered, and so many of them.
_SHORT, _REMEMBERED = 160, 1 << 15

_KEY = r"(?!(?:null|Null|NULL):)[A-Za-z0-9_][A-Za-z0-9_-]{0,99}"
#: The first line of an entry of a mapping, and what stands on the lines below it.
_ENTRY = re.compile(rf" *({_KEY}):(?: ([^ \n][^\n]*))?(?:\n(.*))?", re.DOTALL)
_BEGINS_MAPPING = re.compile(rf"{_KEY}:(?: |$)", re.MULTILINE)

#: Text without quotes: it begins with a letter or digit; a colon in it has no space and no other colon behind it.
_PLAIN = r"[A-Za-z0-9][^:#\n]*(?::[^:# \n][^:#\n]*)*(?<! )"
_PLAIN_TEXT = re.compile(_PLAIN)
_QUOTES = r"\"[^\"\\\n]*\"|'[^'\n]*'"
_QUOTED = re.compile(_QUOTES)
_ONE_LINE = rf"{_PLAIN}|{_QUOTES}"
#: In brackets, on one line: words without signs of their own meaning, or simple quotes; no list in a list.
_WORD = r"(?:[A-Za-z0-9][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./][A-Za-z0-9_./-]*)*|\"[^\"\\]*\"|'[^']*')"
_FLOW_LIST = re.compile(rf"\[(?:{_WORD}(?:, {_WORD})*)?\]")
_FLOW_MAPPING = re.compile(rf"\{{(?:{_KEY}: {_WORD}(?:, {_KEY}: {_WORD})*)?\}}")
_WORDS = re.compile(_WORD)
_PAIRS = re.compile(rf"({_KEY}): ({_WORD})")
_LITERAL = {"|": "\n", "|-": ""}


class _UnsureError(Exception):
    """The text is not of the forms that are read here."""


def read_quickly(raw: bytes) -> Any:
    """The value of a YAML text as the reference would give it; ``UNSURE`` where only the reference can say."""
    if len(raw) > _MAX_BYTES or not raw.endswith(b"\n") or raw[:1] == b" " or raw.translate(None, PLAIN):
        return UNSURE
    text = raw.decode("ascii")
    if "#" in text or "\n\n" in text or has_marker_signs(text):
        return UNSURE
    try:
        return _mapping(text[:-1], 0)
    except _UnsureError:
        return UNSURE


def _block(text: str, around: int) -> Any:
    """The value of some lines that stand further in than ``around``, the indentation of what they belong to."""
    indent = len(text) - len(text.lstrip(" "))
    if not around < indent <= _MAX_INDENT:
        raise _UnsureError
    return _list(text, indent) if text[indent : indent + 1] == "-" else _mapping(text, indent)


def _mapping(text: str, indent: int) -> dict[str, Any]:
    if f"\n{' ' * (indent + 1)}" not in text:  # keys with simple values, as most groups have them: all at once
        found = _lines_with_values_at(indent).findall(text)
        if len(found) == text.count("\n") + 1:
            simple = {key: _word(word) for key, word in found}
            if len(simple) == len(found):
                return simple
    entries = [_entry(part) if len(part) <= _SHORT else _read_entry(part) for part in _lines_at(indent).split(text)]
    mapping = dict(entries)
    if len(mapping) != len(entries):
        raise _UnsureError
    return mapping


def _list(text: str, indent: int) -> list[Any]:
    return [_item(part) if len(part) <= _SHORT else _read_item(part) for part in _lines_at(indent).split(text)]


@lru_cache(maxsize=_MAX_INDENT + 1)
def _lines_at(indent: int) -> re.Pattern[str]:
    """What parts the entries of a mapping or list. A line that stands less far in is left to fit nowhere."""
    return re.compile(f"\n(?= {{{indent}}}[^ ])")


@lru_cache(maxsize=_MAX_INDENT + 1)
def _lines_with_values_at(indent: int) -> re.Pattern[str]:
    """Lines that are a key and a value without quotes, or in simple ones."""
    return re.compile(rf"^ {{{indent}}}({_KEY}): ({_ONE_LINE})$", re.MULTILINE)


def _read_entry(part: str) -> tuple[str, Any]:
    """Key and value of one entry of a mapping."""
    found = _ENTRY.fullmatch(part)
    if found is None:
        raise _UnsureError
    key, value, below = found.groups()
    if below is None and value is not None:
        return key, _value(value)
    if below is None:
        raise _UnsureError
    indent = found.start(1)
    if value is None:
        return key, _block(below, indent)
    return key, _literal(value, below, indent)


def _read_item(part: str) -> Any:
    """The value of one entry of a list."""
    indent = len(part) - len(part.lstrip(" "))
    value = part[indent + 2 :]
    if part[indent : indent + 2] != "- " or value[:1] == " ":
        raise _UnsureError
    if _BEGINS_MAPPING.match(value):
        return _block(f"{' ' * (indent + 2)}{value}", indent)
    return _value(value)


_entry = lru_cache(maxsize=_REMEMBERED)(_read_entry)
_item = lru_cache(maxsize=_REMEMBERED)(_read_item)


@lru_cache(maxsize=_REMEMBERED)
def _value(text: str) -> Any:
    """The value that stands behind a key or a hyphen, on its line."""
    if "\n" in text:
        raise _UnsureError
    if _PLAIN_TEXT.fullmatch(text):
        return _typed(text)
    if _QUOTED.fullmatch(text):
        return text[1:-1]
    if _FLOW_LIST.fullmatch(text):
        return [_word(found) for found in _WORDS.findall(text)]
    if _FLOW_MAPPING.fullmatch(text):
        pairs = [(key, _word(word)) for key, word in _PAIRS.findall(text)]
        mapping = dict(pairs)
        if len(mapping) == len(pairs):
            return mapping
    raise _UnsureError


def _word(text: str) -> Any:
    """The value of a text in one line, in quotes or without."""
    if text[0] not in NOT_TEXT:
        return text[1:-1] if text[0] in "\"'" else text
    return _typed(text)


@lru_cache(maxsize=_REMEMBERED)
def _typed(text: str) -> str | int | bool:
    """A text without quotes as the reference has it; what it refuses, a null or a fraction, is for it to say."""
    value = typed(text)
    if value is None:
        raise _UnsureError
    return value


def _literal(sign: str, below: str, around: int) -> str:
    """A text of several lines, each as it is typed."""
    indent = len(below) - len(below.lstrip(" "))
    lines = below.split("\n")
    if sign not in _LITERAL or not around < indent or not all(line[:indent].isspace() for line in lines):
        raise _UnsureError
    if any(len(line) <= indent for line in lines):
        raise _UnsureError
    return "\n".join(line[indent:] for line in lines) + _LITERAL[sign]
