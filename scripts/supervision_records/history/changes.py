"""The changes of a folder's files, as the site lists those of the protocols."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from supervision_records.history.command import SHALLOW, GitError, is_shallow
from supervision_records.history.day import uk_day
from supervision_records.history.log import instant
from supervision_records.history.stream import streamed
from supervision_records.model import Change, Changes

#: Fields end with NUL, the one character that neither a message nor a path can hold.
FORMAT = "--format=%H%x00%ct%x00%s%x00"

NO_DATE = "A commit that changed these has no date that can be gone by."


def changes_of(root: Path, folder: str) -> Changes:
    """Every change below a folder, by the first-parent history of what is checked out. No date is ever guessed."""
    try:
        if is_shallow(root):
            return Changes(why=SHALLOW)
        said = streamed(
            root, "log", "-z", "--first-parent", "-m", "--no-renames", "--relative", "--name-only", "--no-color",
            "--no-ext-diff", "--no-textconv", FORMAT, "--", folder,
        )  # fmt: skip
        listing = b"".join(said)
    except GitError as error:
        return Changes(why=str(error))
    fields = listing.decode("utf-8", errors="replace").strip("\n").split("\0")
    found = tuple(_changes(fields, f"{folder}/"))
    return Changes(tuple(change for change in found if change)) if all(found) else Changes(why=NO_DATE)


def _changes(fields: list[str], below: str) -> Iterator[Change | None]:
    """Commit, moment and first line stand in their places; what follows and lies below the folder are its paths.

    None stands for a change whose commit has no date to go by.
    """
    at = 0
    while at + 2 < len(fields):
        commit, on, subject = fields[at : at + 3]
        at += 3
        while at < len(fields) and (not fields[at] or fields[at].lstrip("\n").startswith(below)):
            if fields[at]:
                moment = instant(on)
                yield None if moment is None else Change(fields[at].lstrip("\n"), uk_day(moment), commit, subject)
            at += 1
