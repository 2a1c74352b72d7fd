"""Who has to look at a change: whom the file of owners names for the paths that it touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, as the forge calls them, and about how many files."""

    owners: str
    files: int


def asked(text: str, paths: Iterable[str]) -> tuple[Asked, ...]:
    """Who is asked about some paths, by a file as ``codeowners`` makes it: of its lines the last that fits counts."""
    lines = tuple(_lines(text))
    counts: dict[str, int] = defaultdict(int)
    for path in paths:
        owners = [names for pattern, names in lines if _fits(pattern, path)]
        if owners:
            counts[owners[-1]] += 1
    return tuple(Asked(*each) for each in sorted(counts.items()))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        pattern, _, owners = line.partition(" ")
        if pattern and not pattern.startswith("#"):
            yield pattern, owners.strip()


def _fits(pattern: str, path: str) -> bool:
    """All; a folder from the root with all in it; or one file: no other pattern is made."""
    if pattern == "*":
        return True
    return f"/{path}".startswith(pattern) if pattern.endswith("/") else f"/{path}" == pattern
