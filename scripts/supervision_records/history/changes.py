"""The changes of a folder's files, as the site lists those of the protocols."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from supervision_records.history.command import SHALLOW, GitError, git, is_shallow
from supervision_records.model import Change, Changes

#: Fields end with NUL, the one character that neither a message nor a path can hold.
FORMAT = "--format=%H%x00%cs%x00%s%x00"


def changes_of(root: Path, folder: str) -> Changes:
    """Every change below a folder, by the first-parent history of what is checked out. No date is ever guessed."""
    try:
        if is_shallow(root):
            return Changes(why=SHALLOW)
        listing = git(
            root, "log", "-z", "--first-parent", "-m", "--no-renames", "--relative", "--name-only", "--no-color",
            "--no-ext-diff", "--no-textconv", FORMAT, "--", folder,
        )  # fmt: skip
    except GitError as error:
        return Changes(why=str(error))
    fields = listing.decode("utf-8", errors="replace").strip("\n").split("\0")
    return Changes(tuple(_changes(fields, f"{folder}/")))


def _changes(fields: list[str], below: str) -> Iterator[Change]:
    """Commit, day and first line stand in their places; what follows and lies below the folder are its paths."""
    at = 0
    while at + 2 < len(fields):
        commit, on, subject = fields[at : at + 3]
        at += 3
        while at < len(fields) and (not fields[at] or fields[at].lstrip("\n").startswith(below)):
            if fields[at]:
                yield Change(fields[at].lstrip("\n"), date.fromisoformat(on), commit, subject)
            at += 1
