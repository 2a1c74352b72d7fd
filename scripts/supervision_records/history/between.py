"""What lies between two commits: where they part, and every content that came in, kept or not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from supervision_records.history.command import SHALLOW, GitError, is_shallow, line, resolve
from supervision_records.history.log import WAYS, changes
from supervision_records.history.revision import LISTING
from supervision_records.history.stream import at_most

DEEPER = (
    "Fetch the rest with `git fetch --unshallow`; in a workflow, check out with `fetch-depth: 0`. "
    "Until then nothing can be compared."
)
UNRELATED = "The two have no history in common, so nobody can say what one changes of the other."


def whole(root: Path) -> None:
    """GitError where a part of the history is missing, so that what is compared might not be all."""
    if is_shallow(root):
        message = f"{SHALLOW} {DEEPER}"
        raise GitError(message)


def parting(root: Path, one: str, other: str) -> str:
    """The last commit that two have in common: what the second has more, it changed itself. GitError without any."""
    first, second = resolve(root, one), resolve(root, other)
    try:
        return line(root, "merge-base", first, second)
    except GitError as error:
        raise GitError(UNRELATED) from error


def is_ancestor(root: Path, old: str, new: str) -> bool:
    """Does the history of the second hold the first?"""
    try:
        return parting(root, old, new) == resolve(root, old)
    except GitError as error:
        if str(error) == UNRELATED:
            return False
        raise


def is_on_main_line(root: Path, old: str, new: str) -> bool:
    """Is the first on the main line of the second? Behind a merge's later parent, it is no longer what others have."""
    line_of_new = at_most(root, LISTING, "rev-list", "--first-parent", resolve(root, new), "--")
    return resolve(root, old).encode("ascii") in line_of_new.split(b"\n")


def contents_between(root: Path, old: str | None, new: str) -> Iterator[tuple[str, str]]:
    """Every content (path, id) that came in after a commit (or at all), in whatever commit on the way.

    What was taken away again on the way is there too: the history keeps it for ever. Git is not asked for single
    folders, since it would then pass over what a merge did not take.
    """
    listing = at_most(
        root, LISTING, "rev-list", "--objects", "--filter=object:type=blob", "--filter-provided-objects", new,
        *([f"^{old}"] if old else []), "--",
    )  # fmt: skip
    for entry in listing.split(b"\n"):
        blob, _, path = entry.partition(b" ")
        if path:
            yield path.decode("utf-8", "surrogateescape"), blob.decode("ascii")


def changing_too_much(root: Path, old: str | None, new: str, most: int) -> str | None:
    """The commit at which more than ``most`` files have been changed since a commit (or at all); None if none is.

    A tree of a few hundred bytes can list more files than a machine can hold; in a commit on the way, it would keep
    everybody from reading the history from then on. GitError where Git itself gives up.
    """
    ways = (changes(root, old, new, way) for way in WAYS)
    return next((commit for told in ways for commit in islice(told, most, most + 1)), None)


def removed_before(root: Path, commit: str, folder: str) -> frozenset[str]:
    """The paths below a folder that the main line up to a commit took away at some time."""
    listing = at_most(
        root, LISTING, "log", "-z", "--relative", "--first-parent", "-m", "--diff-filter=D", "--no-renames",
        "--name-only", "--format=", commit, "--", folder,
    )  # fmt: skip
    return frozenset(path.decode("utf-8", "surrogateescape") for path in listing.split(b"\0") if path)


def messages_between(root: Path, old: str | None, new: str) -> Iterator[tuple[str, str]]:
    """What was said of every commit (id, message) that came in after a commit, or at all."""
    listing = at_most(root, LISTING, "log", "-z", "--format=%H%n%B", new, *([f"^{old}"] if old else []), "--")
    for entry in filter(None, listing.split(b"\0")):
        commit, _, text = entry.decode("utf-8", "replace").partition("\n")
        yield commit.strip(), text
