"""What a history is made of. Values only: nothing here reads, and nothing judges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from supervision_records.history.day import uk_day
from supervision_records.model import Data
from supervision_records.store import Name

#: The id of a content that is not there: the file is gone.
GONE = ""

#: What a path held: from its path and the id of its content to its value; None where that is no readable record.
Read = Callable[[str, str], Data | None]


class Who(NamedTuple):
    """A person as a commit names them: anybody can write anything here. The address is for comparing, never shown."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. ``at`` is the committer's instant, in seconds; None where what stands there is no date to go by."""

    id: str
    parents: tuple[str, ...]
    at: int | None
    author: Who = field(repr=False)
    committer: Who = field(repr=False)

    @property
    def on(self) -> date | None:
        """Its day in the United Kingdom."""
        return None if self.at is None else uk_day(self.at)


class Step(NamedTuple):
    """One commit that gave a file a content: on the main line itself, or on the branch that a merge brought."""

    commit: Commit
    blob: str


@dataclass(frozen=True, slots=True)
class Version:
    """What a record was from one commit of the main line on. ``blob`` is ``GONE`` where it is no more.

    ``steps`` lead to it, oldest first: those of the merged branch, or the commit itself.
    """

    commit: Commit
    path: str
    blob: str
    steps: tuple[Step, ...]

    @property
    def author(self) -> Who:
        """Who wrote this content: the author of the commit that has it first; of the merge, if only that has it."""
        return next((s.commit.author for s in self.steps if s.blob == self.blob), self.commit.author)


class Odd(StrEnum):
    """What a merge can do beside bringing a branch."""

    NEITHER = "neither"  # a content that is on neither side
    UNDONE = "undone"  # the main line's content changed, though no commit of the branch did so
    LEFT_OUT = "left-out"  # what the branch brought is not in the merge
    TWICE = "twice"  # what the branch brought stood on the main line already, under an earlier date


@dataclass(frozen=True, slots=True)
class OddMerge:
    """A record that a merge changed by itself. ``parents`` are the contents before, ``blob`` is what came of them."""

    commit: Commit
    path: str
    odd: Odd
    blob: str = GONE
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class History:
    """The main line's own commits, oldest first, and every version of every record that was ever on it, oldest first.

    ``settings`` are the versions of ``supervision.yaml``.
    """

    commits: tuple[Commit, ...]
    records: Mapping[Name, tuple[Version, ...]] = field(repr=False)
    merges: tuple[OddMerge, ...] = ()
    settings: tuple[Version, ...] = ()
