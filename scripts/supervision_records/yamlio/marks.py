"""Where the values of a YAML text stand: worked out when it is first asked for, since most files have no problem.

Kept as a tree, not as a table of pointers: the pointers of a hostile file, taken together, can be far longer than it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import yaml

from supervision_records.yamlio.events import events, position
from supervision_records.yamlio.place import KEY, child, steps

Position = tuple[int, int]


class _Node(NamedTuple):
    """A value's place, that of its key where it has one, and what is in it, by key or number."""

    at: Position
    key: Position | None
    inner: dict[str, _Node]


_COMMENT = re.compile(r"(?:^|\s)(#)")


class TextMarks(Mapping[str, Position]):
    """The marks of one accepted text: JSON pointer to place, and ``#`` with a pointer to the place of its key."""

    __slots__ = ("_root", "_text", "lines")

    def __init__(self, text: str, *, plain: bool = False) -> None:
        self._text = text
        #: The text of a file in plain forms, in which no value goes over several lines; else None.
        self.lines = text if plain and "|" not in text else None
        self._root: _Node | None = None

    def __getitem__(self, pointer: str) -> Position:
        node = self._tree()
        for step in steps(pointer):
            node = node.inner[step]
        found = node.key if pointer.startswith(KEY) else node.at
        if found is None:
            raise KeyError(pointer)
        return found

    def __iter__(self) -> Iterator[str]:
        waiting = [("", self._tree())]
        while waiting:
            pointer, node = waiting.pop()
            yield pointer
            if node.key:
                yield KEY + pointer
            waiting += [(child(pointer, step), inner) for step, inner in reversed(node.inner.items())]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def comments(self) -> Iterator[tuple[Position, str]]:
        """What stands behind each ``#`` that may begin a comment, with its place; in a quoted text, it begins none."""
        if "#" in self._text:
            for number, line in enumerate(self._text.splitlines(), start=1):
                if found := _COMMENT.search(line):
                    yield (number, found.start(1) + 1), line[found.end() :]

    def _tree(self) -> _Node:
        if self._root is None:
            self._root = _tree(self._text)
        return self._root


def _tree(text: str) -> _Node:
    """The places of all values of an accepted text."""
    top = _Node((1, 1), None, {})
    stack = [(top, False)]  # with each node: is it a mapping?
    key: yaml.ScalarEvent | None = None
    for event in events(text):
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        node, in_mapping = stack[-1]
        if in_mapping and key is None and isinstance(event, yaml.ScalarEvent):
            key = event
            continue
        inner = _Node(position(event), position(key) if key else None, {})
        node.inner[key.value if key else str(len(node.inner))] = inner
        key = None
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append((inner, isinstance(event, yaml.MappingStartEvent)))
    return top.inner["0"]
