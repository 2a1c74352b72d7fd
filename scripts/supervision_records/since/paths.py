"""Paths that no change may bring, wherever they are: links, other repositories, names that act or collide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from supervision_records.model import Problem
from supervision_records.since.contents import Contents, Paths, is_file
from supervision_records.store import FOLDER as RECORDS
from supervision_records.store import printable
from supervision_records.yamlio import Place, some


def unfit_paths(after: Contents, paths: Paths) -> Iterator[Problem]:
    """What is wrong with the paths that a change brings. Below ``records/`` the store tells it already."""
    spellings = _spellings(after)
    for path in paths.there:
        if path.startswith(f"{RECORDS}/"):
            continue
        shown = printable(path)
        if not is_file(after[path]):
            yield Place(shown).problem(
                "not-a-file",
                "This is a link, a device or a repository of its own, not an ordinary file or folder.",
                "Put the file itself here.",
            )
        if shown != path:
            yield Place(shown).problem(
                "bad-name",
                "The path holds a sign that cannot be shown (here as a question mark).",
                "Use letters, digits, dots and hyphens in the names of folders and files.",
            )
        others = {other for part in _parts(path) for other in spellings[part.casefold()] - {part}}
        if others:
            named = some(map(printable, sorted(others)))
            yield Place(shown).problem(
                "case-collision",
                f"On many computers this path leads to {named}: only capital letters tell them apart.",
                "Use small letters for folders and files, and keep one of them.",
            )


def _spellings(paths: Iterable[str]) -> Mapping[str, set[str]]:
    """Files and folders, each by what is left of its path without capitals."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        for part in _parts(path):
            found[part.casefold()].add(part)
    return found


def _parts(path: str) -> Iterator[str]:
    """A path, and the folders that it lies in."""
    while path:
        yield path
        path = path.rpartition("/")[0]
