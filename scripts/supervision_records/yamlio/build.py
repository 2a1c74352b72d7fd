"""PyYAML's events to plain values and their places.

Events, not PyYAML's nodes or constructors: those follow aliases, resolve tags and recurse as deep as a file asks.
Plain scalars are typed here, by the few forms that JSON has too; whatever else was typed stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from supervision_records.model import Document, Problem
from supervision_records.yamlio.place import Place, child, key_mark, key_name
from supervision_records.yamlio.syntax import syntax_problem
from supervision_records.yamlio.text import UNSEEN, unseen

MAX_DEPTH = 32
MAX_VALUES = 20_000
MAX_KEY = 200
MAX_PROBLEMS = 100

#: The parser in C where PyYAML was built with it, else the one in Python: fifteen times slower, same answers.
LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_FRACTION = re.compile(
    r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class _StopError(Exception):
    """What follows in the file cannot be read, or is not worth reading: the problem is already noted."""


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being read. ``key`` is the mapping's key that still waits for its value."""

    value: dict[str, Any] | list[Any]
    pointer: str
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Takes events, in their order; holds what they came to."""

    path: str
    data: Any = None
    documents: int = 0
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        """One event."""
        match event:
            case yaml.ScalarEvent():
                self._check_node(event)
                self._scalar(event)
            case yaml.MappingStartEvent():
                self._check_node(event)
                self._open(event, {})
            case yaml.SequenceStartEvent():
                self._check_node(event)
                self._open(event, [])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.stack.pop()
            case yaml.DocumentStartEvent():
                self._document(event)
            case yaml.AliasEvent():
                self._stop(event, "alias", "A text cannot begin with * unless it is in quotes.", _QUOTE)
            case _:
                pass  # the start and end of the stream, the end of the document

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if event.version or event.tags:
            self._stop(event, "tag", "A line that begins with % is not allowed in a record.", "Delete the line.")
        if self.documents > 1:
            self._stop(
                event,
                "second-document",
                "A line of three hyphens begins a second document here.",
                "One file holds one record: delete the line, or move what follows to a file of its own.",
            )

    def _check_node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """What may be said of a value in YAML but not here: an anchor, a tag."""
        if event.anchor is not None:
            self._note(event, "alias", "A text cannot begin with & unless it is in quotes.", _QUOTE)
        if event.tag is not None:
            self._note(event, "tag", "A text cannot begin with ! unless it is in quotes.", _QUOTE)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            self._key(event, frame)
        else:
            self._put(event, self._typed(event))

    def _key(self, event: yaml.ScalarEvent, frame: _Frame) -> None:
        """A mapping's key: always text, as typed, so that `1:` and `no:` are the keys "1" and "no"."""
        key = event.value
        if (_is_plain(event) and key in _NULLS) or not key or len(key) > MAX_KEY:
            frame.key = "?"
            self._note(event, "bad-key", "A key is missing or far too long here.", "Write `key: value`.")
            return
        frame.key = key
        if _is_plain(event) and key == "<<":
            self._note(event, "merge-key", "The key `<<` is not allowed.", "Write out the keys that it stands for.")
        elif key in frame.value:
            self._note(event, "duplicate-key", f"{key_name(key)} stands here twice in one group.", _TWICE)
        self.marks[key_mark(self._pointer())] = _mark(event)
        self._check_characters(event)

    def _typed(self, event: yaml.ScalarEvent) -> Any:
        """The value of a scalar."""
        text: str = event.value
        self._check_characters(event)
        if not _is_plain(event):
            return text
        if text in ("true", "false"):
            return text == "true"
        if _INTEGER.fullmatch(text):
            return int(text)
        if text in _NULLS:
            self._null(event)
        elif _FRACTION.fullmatch(text):
            self._note(
                event,
                "fraction",
                "A number with a fraction or exponent is not allowed.",
                'Write a whole number; if it is meant as text or a time, put it in double quotes: "10:30".',
            )
        return text

    def _null(self, event: yaml.ScalarEvent) -> None:
        """A value that is missing; where nothing at all was typed, the key is where to look."""
        frame = self.stack[-1] if self.stack else None
        pointer = self._pointer()
        message = "A value is missing here."
        mark = _mark(event)
        if frame is not None and frame.key is not None:
            message = f"{key_name(frame.key)} has no value."
            mark = mark if event.value else self.marks.get(key_mark(pointer), mark)
        hint = "Write the value, or leave the key out."
        self._add(Place(self.path, *mark, pointer).problem("empty-value", message, hint))

    def _open(self, event: yaml.CollectionStartEvent, value: dict[str, Any] | list[Any]) -> None:
        """A mapping or list begins."""
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            self._stop(event, "bad-key", "A key cannot be a list or mapping.", "Write `key: value`, the key a word.")
        if len(self.stack) >= MAX_DEPTH:
            self._stop(
                event,
                "too-deep",
                f"Lists and mappings lie more than {MAX_DEPTH} deep inside each other.",
                "Compare the file with a record that works: no record needs this.",
            )
        pointer = self._pointer()
        self._put(event, value)
        self.stack.append(_Frame(value, pointer))

    def _pointer(self) -> str:
        """The JSON pointer of the value that comes next."""
        if not self.stack:
            return ""
        frame = self.stack[-1]
        return child(frame.pointer, len(frame.value) if frame.key is None else frame.key)

    def _put(self, event: yaml.Event, value: Any) -> None:
        """A value to where it belongs."""
        self.marks[self._pointer()] = _mark(event)
        if len(self.marks) > 2 * MAX_VALUES:
            self._stop(event, "too-large", f"The file has more than {MAX_VALUES} values.", "No record needs this.")
        if not self.stack:
            self.data = value
            return
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
        elif frame.key is not None:
            frame.value[frame.key] = value
            frame.key = None

    def _check_characters(self, event: yaml.ScalarEvent) -> None:
        """Characters that came in by an escape in double quotes."""
        if event.style == '"' and (found := UNSEEN.search(event.value)):
            self._add(unseen(Place(self.path, *_mark(event), self._pointer()), found.group()))

    def _note(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self._add(Place(self.path, *_mark(event), self._pointer()).problem(code, message, hint))

    def _stop(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self._note(event, code, message, hint)
        raise _StopError

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopError


_QUOTE = 'Put the whole text in double quotes: "like this".'
_TWICE = "Keep the one that is right; two entries of a list each begin with a hyphen."


def build_document(path: str, text: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The one document of a YAML text; or None and what is wrong."""
    builder = _Builder(path)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except _StopError:
        pass
    except yaml.YAMLError as error:
        builder.problems.append(syntax_problem(path, error))
    if not builder.documents and not builder.problems:
        builder.problems.append(
            Place(path).problem("empty-file", "The file is empty.", "Write the record, or delete the file.")
        )
    if builder.problems:
        return None, tuple(sorted(builder.problems))
    return Document(path, builder.data, builder.marks), ()


def _is_plain(event: yaml.ScalarEvent) -> bool:
    """Was it typed without quotes, and not as a block of text?"""
    return not event.style  # "" in C, None in Python


def _mark(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
