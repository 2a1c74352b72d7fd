"""The one way to PyYAML: a text to its events, by the parser in C where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import yaml

#: The parser in C where PyYAML was built with it, else the one in Python: fifteen times slower, and stricter with tabs.
LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def events(text: str) -> Iterator[yaml.Event]:
    """The events of a text, one by one; raises ``yaml.YAMLError`` where it is no YAML.

    Only the parser is used, never PyYAML's composer or constructor: those follow aliases, resolve tags and recurse as
    deep as a file asks.
    """
    parser = LOADER(text)
    try:
        yield from iter(parser.get_event, None)
    except (ValueError, OverflowError) as error:  # the parser in Python, at an escape beyond the last character
        raise yaml.MarkedYAMLError(problem="escape", problem_mark=parser.get_mark()) from error


def position(event: yaml.Event) -> tuple[int, int]:
    """Line and column of an event, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
