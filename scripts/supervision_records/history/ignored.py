"""Which files Git passes over: they are on this disk and will be in no clone."""

from __future__ import annotations

from pathlib import Path

from supervision_records.history.command import GitError, git


def ignored(root: Path, folder: str) -> frozenset[str]:
    """The files below a folder that Git was told to ignore; none where there is no Git or no clone to ask."""
    try:
        listing = git(root, "ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", folder)
    except GitError:
        return frozenset()
    return frozenset(path.decode("utf-8", "surrogateescape") for path in listing.split(b"\0") if path)
