"""Names of a local list: each a word or several in a row, whatever their capitals, accents and apostrophes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from supervision_records.privacy.text import words

#: A single word must have this many letters: shorter ones are parts of too many ids. Within a longer name they count.
SHORTEST = 3


@dataclass(frozen=True, eq=False)
class Names:
    """The list, ready to be looked for. ``too_short`` is how many of its lines are too short to be looked for."""

    single: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    too_short: int

    @classmethod
    def of(cls, lines: Iterable[str]) -> Names:
        """The list that the lines of a file make; empty lines and those that start with # are passed over."""
        single: set[str] = set()
        phrases: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        too_short = 0
        for line in lines:
            name = () if line.lstrip().startswith("#") else tuple(words(line))
            together = "".join(name)
            if name and len(together) < SHORTEST:
                too_short += 1
            elif name:
                single.add(together)
                if len(name) > 1:
                    phrases[name[0]].add(name)
        return cls(frozenset(single), {first: tuple(sorted(of)) for first, of in phrases.items()}, too_short)

    def __len__(self) -> int:
        return len(self.single)

    def are_in(self, text: str) -> bool:
        """Is one of them in a text?"""
        return _are_in(self, text) if len(text) <= _SHORT else _look(self, text)


_SHORT = 80


def _look(names: Names, text: str) -> bool:
    there = words(text)
    if not names.single.isdisjoint(there):
        return True
    return any(
        tuple(there[at : at + len(phrase)]) == phrase
        for at, word in enumerate(there)
        for phrase in names.phrases.get(word, ())
    )


_are_in = lru_cache(maxsize=50_000)(_look)
