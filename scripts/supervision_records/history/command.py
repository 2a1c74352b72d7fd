"""One question to Git, asked safely, and its answer as bytes.

A clone can be made by anybody: its configuration, hooks, filters, file-system monitors and pagers stay switched off,
and only plumbing that reads is called. Nothing is fetched and nothing is asked. Git is started here without GitPython,
which takes longer to load than most answers to come; ``stream`` is for the long ones.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from subprocess import DEVNULL, run

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
    try:
        done = run(
            [program(), *SAFE, *arguments], cwd=root, env={**scrubbed(), **(environment or {})}, stdin=DEVNULL,
            capture_output=True, check=False,
        )  # fmt: skip
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # the folder is gone, or a text holds NUL
        raise GitError(NO_CLONE) from error
    if done.returncode:
        raise GitError(OWNER if b"dubious ownership" in done.stderr else NO_CLONE)
    return done.stdout


def scrubbed() -> dict[str, str]:
    """The environment without what points Git to another repository than the one that was asked about."""
    return {name: value for name, value in os.environ.items() if name not in UNWANTED} | ENVIRONMENT


def program() -> str:
    """Where Git is, by the search path; never in the folder that is looked at. GitError where it is not there."""
    for folder in filter(os.path.isabs, os.environ.get("PATH", os.defpath).split(os.pathsep)):
        path = Path(folder, "git.exe" if os.name == "nt" else "git")
        if path.is_file() and os.access(path, os.X_OK):
            return str(path)
    raise GitError(NO_GIT)


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
