"""One Git command, run safely, and its answer as bytes.

A clone can be made by anybody: its configuration, hooks, filters, file-system monitors and pagers stay switched off,
and only plumbing that reads is called. Nothing is fetched and nothing is asked.
"""

from __future__ import annotations

import os
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import PIPE  # the marker only: GitPython starts the program
from typing import TYPE_CHECKING

if sys.platform == "linux":
    import resource

if TYPE_CHECKING:
    from git.cmd import Git

#: Settings that keep Git from running anything of the repository's, and from asking or fetching.
SAFE = (
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat",
    "-c", "protocol.allow=never", "-c", "log.showSignature=false", "-c", "core.useReplaceRefs=false",
    "-c", "log.diffMerges=separate",  # what -m means; a clone's own setting could hide what came by a merge
    "-c", "core.commitGraph=false",  # a commit-graph is a copy of parents and dates that nothing vouches for
    "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs",
)  # fmt: skip
ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_GRAFT_FILE": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
#: What may say which repository is meant, or where else to look: set by a hook's caller or by a hostile shell.
UNWANTED = (
    "GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT", "GIT_SHALLOW_FILE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF", "GIT_CEILING_DIRECTORIES",
)  # fmt: skip

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")

#: How much of a long answer is taken at once.
PIECE = 1 << 18
#: The memory that Git may take to tell what commits changed, in bytes; one of 100,000 files takes a twentieth of it.
MEMORY = 1 << 29
#: The longest log that is read, in bytes: that of a million changes.
LONGEST = 1 << 28
#: What Git complains of where that memory is not enough.
NO_ROOM = b"ut of memory"
#: What is checked out.
HEAD = "HEAD"

NO_GIT = "Git is not on this machine."
NO_CLONE = "This folder is no clone with a history."
OWNER = (
    "Git does not read this folder, since it belongs to another user of this machine: run this as its owner, or make a"
    " clone of your own."
)
SHALLOW = "This copy was cloned without its history (a shallow clone); a full clone has it."
NO_SENSE = "Git's answer cannot be understood: this version of Git is another one than those that we know."
NO_COMMITS = "This clone has no commits yet: there is no history to look at."
MISSING = (
    "This copy was cloned without some of its contents (a partial clone, or a damaged one); a full clone has them:"
    " git clone without --filter."
)
TOO_MUCH = "There are more files in this state of the repository than any organisation has records."


class GitError(Exception):
    """Git has no answer. The message says why, in words for the person who asked."""


def git(root: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> bytes:
    """What a Git command says. GitError where Git is missing, the folder is no clone, or the command fails.

    ``environment`` adds variables to the scrubbed ones (a server's hook names the objects of a push by them).
    """
    door, failed = _door(root)
    try:
        with _unpointed():
            said = door.execute(
                ["git", *SAFE, *arguments], env={**ENVIRONMENT, **(environment or {})}, stdout_as_string=False,
                strip_newline_in_stdout=False,
            )  # fmt: skip
    except failed as error:
        raise GitError(OWNER if "dubious ownership" in str(error) else NO_CLONE) from error
    return bytes(said)


def started(root: Path, *arguments: str) -> Git.AutoInterrupt:
    """A Git command that goes on running: fed through ``stdin``, read through ``stdout``, ended with the object."""
    door, _ = _door(root)
    with _unpointed():
        return door.execute(["git", *SAFE, *arguments], env=ENVIRONMENT, istream=PIPE, as_process=True)


def begun(root: Path, *arguments: str) -> Callable[[], Iterator[bytes]]:
    """A Git command that works beside us; what is given back waits for it and says what it said, as ``streamed``."""
    pieces = streamed(root, *arguments)
    heard: list[bytes] = []
    reader = ThreadPoolExecutor(1)
    heard_all = reader.submit(lambda: deque(map(heard.append, pieces), maxlen=0))
    reader.shutdown(wait=False)

    def told() -> Iterator[bytes]:
        failed = heard_all.exception()
        yield from heard
        if failed:
            raise failed

    return told


def at_most(root: Path, limit: int, *arguments: str) -> bytes:
    """As ``git``, where a few hostile bytes make Git say more than a machine can hold: GitError beyond the limit."""
    process = started(root, *arguments)
    _, failed = _door(root)
    out = process.stdout
    said = out.read(limit + 1) if out else b""
    if len(said) > limit:
        process.terminate()
        raise GitError(TOO_MUCH)
    try:
        process.wait()
    except failed as error:
        raise GitError(NO_CLONE) from error
    return said


def streamed(root: Path, *arguments: str) -> Iterator[bytes]:
    """What a Git command says, in pieces, while it is still at work: it begins at once.

    GitError if it fails in the end, or says more than any history of records is long.
    """
    running = started(root, *arguments)
    if running.proc is not None:
        _bounded(running.proc.pid)
    return _pieces(running)


def _bounded(program: int) -> None:
    """Bound the memory of a running Git: a few bytes can make a tree of more files than any machine can list."""
    if sys.platform == "linux":
        with suppress(OSError):  # it has ended already
            resource.prlimit(program, resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _pieces(running: Git.AutoInterrupt) -> Iterator[bytes]:
    """The pieces. ``running`` has to be held on to: the program ends with it."""
    process = running.proc
    if process is None or process.stdout is None or process.stderr is None:
        raise GitError(NO_CLONE)
    said, whole = 0, False
    with process, ThreadPoolExecutor(1) as beside:
        complaint = beside.submit(process.stderr.read)  # so that it never waits to be heard
        try:
            while said <= LONGEST and not whole:
                piece = process.stdout.read(PIECE)
                said, whole = said + len(piece), not piece
                yield piece
        finally:
            if not whole:  # it says too much, or nobody listens any more
                process.kill()
    if not whole:
        raise GitError(TOO_MUCH)
    if process.wait():
        raise GitError(TOO_MUCH if NO_ROOM in complaint.result() else NO_CLONE)


def line(root: Path, *arguments: str) -> str:
    """The one line that a Git command says."""
    return git(root, *arguments).decode("utf-8", errors="replace").strip("\n")


def is_shallow(root: Path) -> bool:
    """Was the history left behind when this clone was made?"""
    return line(root, "rev-parse", "--is-shallow-repository") == "true"


def resolve(root: Path, revision: str) -> str:
    """The full id of the commit that a name means. GitError where there is none."""
    if not revision or revision.startswith("-"):
        message = f"{revision!r} names no revision."
        raise GitError(message)
    try:
        found = line(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitError as error:
        git(root, "rev-parse", "--git-dir")  # it is no clone at all, perhaps: that is told instead
        message = f"there is no revision {revision!r} here." + (f" {SHALLOW}" if is_shallow(root) else "")
        raise GitError(message) from error
    if not is_commit(found):
        message = f"{revision!r} names no revision."
        raise GitError(message)
    if _is_ambiguous(root, revision):
        message = f"{revision!r} names more than one thing here (a branch and a tag, say): name the commit by its id."
        raise GitError(message)
    return found


def _is_ambiguous(root: Path, name: str) -> bool:
    """Would Git choose between a branch and a tag of one name? Whoever made the clone chose the names."""
    places = [f"refs/{kind}/{name}" for kind in ("tags", "heads", "remotes")]
    return line(root, "for-each-ref", "--format=%(refname)", "--", *places).count("\n") > 0


def is_commit(text: str) -> bool:
    """Is it a full id?"""
    return _COMMIT.fullmatch(text) is not None


@contextmanager
def _unpointed() -> Iterator[None]:
    """The environment without what points Git to another repository than the one that was asked about."""
    kept = {name: os.environ.pop(name) for name in UNWANTED if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


def _door(root: Path) -> tuple[Git, type[Exception]]:
    """GitPython's way to Git, in a folder, and the error it raises; what points Git elsewhere is taken away."""
    try:
        from git.cmd import Git  # noqa: PLC0415  (without Git on the machine, the import itself fails)
        from git.exc import CommandError  # noqa: PLC0415
    except ImportError as error:
        raise GitError(NO_GIT) from error
    return Git(str(root)), CommandError
