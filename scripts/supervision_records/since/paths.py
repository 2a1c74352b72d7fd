"""Paths that no change may bring, wherever they are: links, other repositories, names that act or collide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from supervision_records.model import Problem
from supervision_records.since.contents import Contents, Paths, is_file
from supervision_records.store import FOLDER as RECORDS
from supervision_records.store import printable
from supervision_records.yamlio import Place, some


def unfit_paths(after: Contents, paths: Paths) -> Iterator[Problem]:
    """What is wrong with the paths that a change brings. Below ``records/`` the store tells it already."""
    twins: dict[str, list[str]] = defaultdict(list)
    for path in after:
        twins[path.casefold()].append(path)
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
        if others := [printable(other) for other in twins[path.casefold()] if other != path]:
            yield Place(shown).problem(
                "case-collision",
                f"On many computers this path is the same as {some(others)}: only capital letters tell them apart.",
                "Use small letters for folders and files, and keep one of them.",
            )
