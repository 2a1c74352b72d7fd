"""What lies between the two sides of a change, and before them, that neither side shows any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Passing(NamedTuple):
    """A content that came in: its path, what it holds now, what the base holds there, and whether it is still there."""

    path: str
    raw: bytes
    old: bytes = b""
    stays: bool = False


class Message(NamedTuple):
    """What was said of a commit of the change."""

    commit: str
    text: str


@dataclass(frozen=True)
class Way:
    """The way from the base to the end of a change.

    ``contents`` and ``messages`` are to be gone through once. ``removed`` tells the paths of records that were removed
    before the base; it is asked only where a tombstone makes it needed. ``today`` is the day on which the change comes
    in (None: nobody says).
    """

    contents: Iterable[Passing] = ()
    messages: Iterable[Message] = ()
    removed: Callable[[], Iterable[str]] = tuple
    today: date | None = None
