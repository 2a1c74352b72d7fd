"""PyYAML's events to plain values; whatever else YAML offers is refused, each time with its place.

Plain scalars are typed here, by the few forms that JSON has too; whatever else was typed stays text. Where a value
stands is not noted unless it is wrong: ``marks`` finds that out when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from supervision_records.model import Document, Problem
from supervision_records.yamlio.events import events, position
from supervision_records.yamlio.marks import TextMarks
from supervision_records.yamlio.place import Place, more
from supervision_records.yamlio.scalars import NOT_TEXT, NULLS, typed
from supervision_records.yamlio.syntax import syntax_problem
from supervision_records.yamlio.text import odd_spaces, unseen
from supervision_records.yamlio.unseen import UNSEEN

MAX_DEPTH = 32
MAX_EVENTS = 40_000
MAX_KEY = 200
MAX_PROBLEMS = 100

_QUOTE = 'Put the whole text in double quotes: "like this".'
_TWICE = "Keep the one that is right; two entries of a list each begin with a hyphen."


class _StopError(Exception):
    """What follows in the file cannot be read, or is not worth reading: the problem is already noted."""


@dataclass(slots=True)
class _Frame:
    """A mapping or a list that is being read.

    Of a mapping, ``key`` is the one that still waits for its value, and ``key_at`` the place of the last one.
    """

    entries: list[Any]
    mapping: dict[str, Any] | None = None
    key: str | None = None
    key_at: tuple[int, int] = (1, 1)

    def put(self, value: Any) -> None:
        """The next value."""
        if self.mapping is None:
            self.entries.append(value)
        elif self.key is not None:
            self.mapping[self.key] = value
            self.key = None


@dataclass(slots=True)
class _Builder:
    """Takes events in their order. The lowest frame is a list for the one value that is the whole."""

    path: str
    stack: list[_Frame] = field(default_factory=lambda: [_Frame([])])
    problems: list[Problem] = field(default_factory=list)
    documents: int = 0

    def scalar(self, event: yaml.ScalarEvent) -> None:
        """A key, or a value that is no list or mapping."""
        if event.anchor is not None or event.tag is not None:
            self._extras(event)
        text: str = event.value
        style = event.style  # without quotes: "" from the parser in C, None from the one in Python
        if style == '"' and not (text.isascii() and text.isprintable()):
            self._characters(event)
        frame = self.stack[-1]
        if frame.mapping is not None and frame.key is None:
            self._key(event, frame, frame.mapping)
        elif style or (text and text[0] not in NOT_TEXT):
            frame.put(text)
        else:
            frame.put(self._typed(event))

    def open_mapping(self, event: yaml.MappingStartEvent) -> None:
        """A mapping begins."""
        mapping: dict[str, Any] = {}
        self._open(event, mapping, _Frame([], mapping))

    def open_list(self, event: yaml.SequenceStartEvent) -> None:
        """A list begins."""
        entries: list[Any] = []
        self._open(event, entries, _Frame(entries))

    def close(self, _: yaml.CollectionEndEvent) -> None:
        """A mapping or list ends."""
        self.stack.pop()

    def document(self, event: yaml.DocumentStartEvent) -> None:
        """The document begins; there is only one."""
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

    def alias(self, event: yaml.AliasEvent) -> None:
        """A reference to a value elsewhere in the file."""
        self._stop(event, "alias", "A text cannot begin with * unless it is in quotes.", _QUOTE)

    def ignore(self, event: yaml.Event) -> None:
        """The start or end of the stream, the end of the document: nothing to take from it."""

    def too_many(self, event: yaml.Event) -> None:
        """The file never ends."""
        self._stop(event, "too-large", "The file has more keys and values than any record.", "No record needs this.")

    def _open(self, event: yaml.CollectionStartEvent, value: dict[str, Any] | list[Any], inner: _Frame) -> None:
        if event.anchor is not None or event.tag is not None:
            self._extras(event)
        frame = self.stack[-1]
        if frame.mapping is not None and frame.key is None:
            self._stop(event, "bad-key", "A key cannot be a list or mapping.", "Write `key: value`, the key a word.")
        if len(self.stack) > MAX_DEPTH:
            self._stop(
                event,
                "too-deep",
                f"Lists and mappings lie more than {MAX_DEPTH} deep inside each other.",
                "Compare the file with a record that works: no record needs this.",
            )
        frame.put(value)
        self.stack.append(inner)

    def _extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """What may be said of a value in YAML but not here: an anchor, a tag."""
        if event.anchor is not None:
            self._note(event, "alias", "A text cannot begin with & unless it is in quotes.", _QUOTE)
        if event.tag is not None:
            self._note(event, "tag", "A text cannot begin with ! unless it is in quotes.", _QUOTE)

    def _characters(self, event: yaml.ScalarEvent) -> None:
        """Characters that came in by an escape in double quotes."""
        if found := UNSEEN.search(event.value):
            self._add(unseen(Place(self.path, *position(event)), found.group()))

    def _key(self, event: yaml.ScalarEvent, frame: _Frame, mapping: dict[str, Any]) -> None:
        """A mapping's key: always text, as typed, so that `1:` and `no:` are the keys "1" and "no"."""
        key, plain = event.value, not event.style
        if not key or len(key) > MAX_KEY or (plain and key in NULLS):
            frame.key = "?"
            self._note(event, "bad-key", "A key is missing or far too long here.", "Write `key: value`.")
            return
        frame.key = key
        frame.key_at = position(event)
        if key in mapping:
            self._note(event, "duplicate-key", "This key stands here twice in one group.", _TWICE)
        elif plain and key == "<<":
            self._note(event, "merge-key", "The key `<<` is not allowed.", "Write out the keys that it stands for.")

    def _typed(self, event: yaml.ScalarEvent) -> str | int | bool:
        """The value of a scalar without quotes that may be no text."""
        text: str = event.value
        value = typed(text)
        if value is not None:
            return value
        if text not in NULLS:
            self._note(
                event,
                "fraction",
                "A number with a fraction or exponent is not allowed.",
                'Write a whole number; if it is meant as text or a time, put it in double quotes: "10:30".',
            )
        elif event.anchor is None and event.tag is None:  # else that is what has been told, and is to be mended
            self._null(event)
        return text

    def _null(self, event: yaml.ScalarEvent) -> None:
        """A value that is missing; where nothing at all was typed, the key is where to look."""
        frame = self.stack[-1]
        message, place = "A value is missing here.", position(event)
        if frame.key is not None:
            message = "This key has no value."
            place = place if event.value else frame.key_at
        hint = "Write the value, or leave the key out."
        self._add(Place(self.path, *place).problem("empty-value", message, hint))

    def _note(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self._add(Place(self.path, *position(event)).problem(code, message, hint))

    def _stop(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self._note(event, code, message, hint)
        raise _StopError

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MAX_PROBLEMS:
            self.problems.append(more(problem))
            raise _StopError


#: What is done about each kind of event.
_TAKE: Final[Mapping[type[yaml.Event], Callable[[_Builder, Any], None]]] = {
    yaml.ScalarEvent: _Builder.scalar,
    yaml.MappingStartEvent: _Builder.open_mapping,
    yaml.MappingEndEvent: _Builder.close,
    yaml.SequenceStartEvent: _Builder.open_list,
    yaml.SequenceEndEvent: _Builder.close,
    yaml.AliasEvent: _Builder.alias,
    yaml.DocumentStartEvent: _Builder.document,
    yaml.DocumentEndEvent: _Builder.ignore,
    yaml.StreamStartEvent: _Builder.ignore,
    yaml.StreamEndEvent: _Builder.ignore,
}


def build_document(path: str, text: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The one document of a YAML text; or None and what is wrong."""
    builder = _Builder(path)
    try:
        for number, event in enumerate(events(text)):
            _TAKE[type(event)](builder, event)
            if number > MAX_EVENTS:
                builder.too_many(event)
    except _StopError:
        pass
    except yaml.YAMLError as error:
        builder.problems += [syntax_problem(path, error), *odd_spaces(path, text)]
    if not builder.documents and not builder.problems:
        builder.problems.append(
            Place(path).problem("empty-file", "The file is empty.", "Write the record, or delete the file.")
        )
    if builder.problems:
        return None, tuple(sorted(builder.problems))
    return Document(path, builder.stack[0].entries[0], TextMarks(text)), ()
