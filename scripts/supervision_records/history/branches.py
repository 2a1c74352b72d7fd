"""What each merge of the main line brought: the commits of its branch, and which of the branch's files they changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from supervision_records.history.log import Changed, Entry
from supervision_records.history.values import Commit, Step

#: The parents that make a commit a merge.
MERGE = 2


class Branches:
    """The commits off the main line. Asked merge by merge, oldest first: a commit came with the first that has it."""

    def __init__(self, everything: Iterable[Entry]) -> None:
        """From every commit behind the tip, parents before children."""
        self._entries = {entry.commit.id: (place, entry) for place, entry in enumerate(everything)}
        self._known: set[str] = set()

    def brought(self, commit: Commit) -> Mapping[str, tuple[Step, ...]]:
        """By path, what the commits of a merge's branch made of it, oldest first; nothing for an ordinary commit."""
        self._known.add(commit.id)
        if len(commit.parents) < MERGE:
            return {}
        steps: dict[str, list[Step]] = {}
        for _, entry in sorted(self._new(commit.parents[1:])):
            for changed in entry.changed:
                steps.setdefault(changed.path, []).append(Step(entry.commit, changed.blob))
        return {path: tuple(taken) for path, taken in steps.items()}

    def neither(self, commit: Commit) -> list[Changed]:
        """The files to which a merge gave a content that none of its parents has."""
        if len(commit.parents) < MERGE or commit.id not in self._entries:
            return []
        return self._entries[commit.id][1].changed

    def holds(self, parents: Iterable[str], wanted: str) -> bool:
        """Is a commit behind some parents, or one of them?"""
        waiting, seen = list(parents), set[str]()
        while waiting:
            name = waiting.pop()
            if name == wanted:
                return True
            if name not in seen and name in self._entries:
                seen.add(name)
                waiting += self._entries[name][1].commit.parents
        return False

    def _new(self, parents: Iterable[str]) -> Iterator[tuple[int, Entry]]:
        """The commits behind some parents that no earlier merge brought, with their places in the order."""
        waiting = list(parents)
        while waiting:
            name = waiting.pop()
            if name in self._known or name not in self._entries:
                continue
            self._known.add(name)
            place, entry = self._entries[name]
            yield place, entry
            waiting += entry.commit.parents
