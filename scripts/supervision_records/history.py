"""What Git says of a repository. The only door to Git: fixed read-only commands, nothing of the repository's own run.

A clone can be made by anybody: its configuration, hooks, filters, file-system monitors and pagers stay switched off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from supervision_records.model import Change, Changes

#: Settings that keep Git from running anything of the repository's, and from asking or fetching.
SAFE = (
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat",
    "-c", "protocol.allow=never", "-c", "log.showSignature=false", "--no-optional-locks",
)  # fmt: skip
ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
#: Fields end with NUL, the one character that neither a message nor a path can hold.
FORMAT = "--format=%H%x00%cs%x00%s%x00"


def changes_of(root: Path, folder: str) -> Changes:
    """Every change below a folder, by the first-parent history of what is checked out. No date is ever guessed."""
    try:
        from git.exc import GitCommandError  # noqa: PLC0415  (without Git on the machine, the import itself fails)
    except ImportError:
        return Changes(why="Git is not on this machine.")
    try:
        if _git(root, "rev-parse", "--is-shallow-repository") == "true":
            return Changes(why="This copy was cloned without its history (a shallow clone); a full clone has it.")
        listing = _git(
            root, "log", "-z", "--first-parent", "-m", "--no-renames", "--relative", "--name-only", "--no-color",
            "--no-ext-diff", "--no-textconv", FORMAT, "--", folder,
        )  # fmt: skip
    except GitCommandError:
        return Changes(why="This folder is no clone with a history.")
    return Changes(tuple(_changes(listing.split("\0"), f"{folder}/")))


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


def _git(root: Path, *arguments: str) -> str:
    """What a Git command says, as text; a byte that is none shows as a question mark."""
    from git import Git  # noqa: PLC0415  (see above)

    said = Git(str(root)).execute(["git", *SAFE, *arguments], env=ENVIRONMENT, stdout_as_string=False)
    return bytes(said).decode("utf-8", errors="replace").strip("\n")
