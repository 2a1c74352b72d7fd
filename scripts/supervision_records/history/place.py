"""Where a repository of records lies in its clone: at the top, or in a folder of it.

Git can be asked (``--show-prefix``), but answers as the clone's own configuration says (``core.worktree``), and what is
looked for in the wrong folder is not found, which would look like an all-clear. So the disk is asked.
"""

from __future__ import annotations

import os
from pathlib import Path

from supervision_records.history.command import GitError, git

UNSHALLOW = (
    "This copy was cloned without its history (a shallow clone). Fetch it with `git fetch --unshallow`; in a workflow,"
    " check out with `fetch-depth: 0`."
)


def whole_clone(root: Path) -> str:
    """The folder of ``root`` in its clone, "" or with a slash behind it. GitError where the clone lacks its history."""
    said = git(root, "rev-parse", "--is-shallow-repository", "--absolute-git-dir")
    shallow, _, git_dir = said.rstrip(b"\n").partition(b"\n")
    if shallow != b"false":
        raise GitError(UNSHALLOW)
    return folder_in(root, os.fsdecode(git_dir))


def folder_in(root: Path, git_dir: str) -> str:
    """The folder of ``root`` below the top of the clone whose repository is at ``git_dir``."""
    here = Path(os.path.realpath(root))
    for top in (here, *here.parents):
        if _leads_to(top / ".git", os.path.realpath(git_dir)):
            folder = here.relative_to(top).as_posix()
            return "" if folder == "." else f"{folder}/"
    return ""  # a bare repository, as on a server, has no folders beside it


def _leads_to(entry: Path, git_dir: str) -> bool:
    """Is it the repository's folder, or the file that names it (in a work tree beside the first)?"""
    if entry.is_dir():
        return os.path.realpath(entry) == git_dir
    try:
        with entry.open("rb") as file:
            named = file.read(10_000).removeprefix(b"gitdir:").strip()
    except OSError:
        return False
    return os.path.realpath(entry.parent / os.fsdecode(named)) == git_dir
