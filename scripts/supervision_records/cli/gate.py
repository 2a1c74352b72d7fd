"""The verb ``gate``: a Git server's hook ``pre-receive``. Whatever goes wrong in it refuses the push."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from supervision_records.cli.check_since import result_of
from supervision_records.cli.since import Opened, opened
from supervision_records.history.between import changing_too_much, contents_between, is_ancestor, is_on_main_line
from supervision_records.history.command import GitError, git
from supervision_records.local_names import read_names
from supervision_records.report.check_formats import CHECK
from supervision_records.since.change import Unfit, judge_change
from supervision_records.since.push import (
    BRANCHES,
    PushError,
    Update,
    is_judged,
    is_protected,
    parse,
    protected_now,
    refused_outright,
)
from supervision_records.store import printable

#: Other refs than these are let through as they are; ``HEAD`` stands for the default branch.
PROTECTED = ("HEAD", "refs/tags/checkpoint*")
#: A push with more new contents than this is not judged, so it is refused.
MOST = 200_000
REFUSED, UNJUDGED = 1, 3

REWRITES = (
    "The push would rewrite history that others already have. Fetch, and merge or rebase your own commits onto what is "
    "there."
)
FOXTROT = (
    "A merge in the push makes a side branch of the main line that is here, and its own commits the main line, with "
    "their dates. Fetch, and rebase your commits onto what is here (git pull --rebase), or merge them into it, not it "
    "into them."
)
NEW_ELSEWHERE = (
    "A new protected branch has to hold all that the default branch has, so that nothing is lost or weakened by it. "
    "Fetch, and begin it there."
)


class TooLongError(Exception):
    """The time is up."""


@dataclass(frozen=True)
class Server:
    """What the server's own configuration says: which refs are judged, who may change rules, how much is judged.

    ``branches`` are those that are there, with their commits.
    """

    root: Path
    default: str
    protected: tuple[str, ...]
    branches: Mapping[str, str]
    maintainers: frozenset[str]
    most: int


def run(options: argparse.Namespace) -> int:
    """Judge the push on standard input; 0 lets it in, all else refuses it."""
    root = options.root or Path(os.environ.get("GIT_DIR") or ".").resolve()
    try:
        with limited(options.timeout):
            said = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
            return _judge_all(
                parse(said.removesuffix("\n").split("\n")), server_of(root), os.environ.get(options.user_variable, "")
            )
    except TooLongError:
        return _unjudged(f"It took longer than {options.timeout:g} seconds. Push fewer commits at a time.")
    except (GitError, PushError) as error:
        return _unjudged(str(error))


def server_of(root: Path) -> Server:
    """The configuration of the server's repository, which no push can change."""
    listing = git(root, "config", "--list", "--null").decode("utf-8", "replace")
    said = [entry.partition("\n") for entry in listing.split("\0")]
    values = {key: [v for k, _, v in said if k == f"supervision.{key}"] for key in ("protected", "maintainer", "most")}
    default = git(root, "symbolic-ref", "HEAD").decode("utf-8", "replace").strip()
    protected = tuple(default if ref == "HEAD" else ref for ref in values["protected"] or PROTECTED)
    most = values["most"][-1] if values["most"] else ""
    listing = git(root, "for-each-ref", "--format=%(refname) %(objectname)", BRANCHES).decode(
        "utf-8", "surrogateescape"
    )
    branches = dict(entry.split(" ") for entry in listing.splitlines())
    return Server(
        root, default, protected, branches, frozenset(values["maintainer"]), int(most) if most.isdecimal() else MOST
    )


def _judge_all(updates: tuple[Update, ...], server: Server, user: str) -> int:
    """Judge every update; one that is refused refuses the push as a whole, and all that is wrong is said."""
    worst = 0
    protected = protected_now(updates, server.branches, server.protected)
    if protected != server.protected:
        sys.stdout.write(
            f"No protected branch is there yet ({printable(server.default)} is the default), so every branch is judged."
            " Whoever looks after the server says which is meant: git symbolic-ref HEAD refs/heads/NAME\n"
        )
    for update in updates:
        if why := refused_outright(update, protected) or _unprotecting(update, server, protected):
            sys.stdout.write(f"{printable(update.ref)} is refused. {why}\n")
            worst = max(worst, REFUSED)
        elif is_judged(update, protected):
            worst = max(worst, _judge(update, server, agreed=bool(user) and user in server.maintainers))
    return worst


def _unprotecting(update: Update, server: Server, protected: tuple[str, ...]) -> str:
    """Why an update is refused that would make the first protected branch, so that the others were judged no more."""
    if (
        protected == server.protected
        or not is_protected(update.ref, server.protected)
        or not is_judged(update, protected)
    ):
        return ""
    return "Other branches were there before it, and would be judged no more. It has to be made on the server itself."


def _judge(update: Update, server: Server, *, agreed: bool) -> int:
    """Judge one update by the rules of the old tip; a new branch, as a change of the one that it has to begin at."""
    start = _beginning(server) if update.creates else update.old
    if start is not None and (why := _unlike(server.root, start, update)):
        sys.stdout.write(f"{printable(update.ref)} is refused. {why}\n")
        return REFUSED
    if sum(1 for _ in contents_between(server.root, start, update.new)) > server.most:
        return _unjudged(f"It brings more than {server.most} contents at once. Push fewer commits at a time.")
    if commit := changing_too_much(server.root, start, update.new, server.most):
        return _unjudged(f"By commit {commit[:12]}, more than {server.most} files came or went. Push fewer at a time.")
    with opened(server.root, start, update.new, start) as change:
        return _told(update, change, server.root, agreed=agreed or start is None)


def _beginning(server: Server) -> str | None:
    """The commit that a new branch goes on from: that of the default branch, or of the first other that is judged.

    None where there is none: before the first push.
    """
    judged = sorted(ref for ref in server.branches if is_protected(ref, server.protected)) or sorted(server.branches)
    return server.branches.get(server.default) or (server.branches[judged[0]] if judged else None)


def _unlike(root: Path, start: str, update: Update) -> str:
    """Why an update does not go on from where it has to, in words; "" if it does."""
    if not is_ancestor(root, start, update.new):
        return NEW_ELSEWHERE if update.creates else REWRITES
    return "" if is_on_main_line(root, start, update.new) else FOXTROT


def _told(update: Update, change: Opened, root: Path, *, agreed: bool) -> int:
    """Judge what an update brings, and say it to whoever pushes."""
    names, wrong = read_names(root)
    judged = judge_change(change.before, change.after, change.by, change.on_the_way, names=names, agreed=agreed)
    unfit = (*wrong, *(judged.problems if isinstance(judged, Unfit) else ()))
    if unfit or isinstance(judged, Unfit):
        for problem in unfit:
            sys.stdout.write(f"{problem.path}:{problem.line}: {problem.message}\n    → {problem.hint}\n")
        return _unjudged("What it is to be judged by has to be right first.")
    result = result_of(judged, change.revision)
    sys.stdout.write(CHECK["text"](result))
    if result.errors:
        sys.stdout.write(f"{printable(update.ref)} is refused. Nothing was changed.\n")
        return REFUSED
    return 0


def _unjudged(why: str) -> int:
    sys.stdout.write(f"The push could not be judged, so it is refused. {why} Nothing was changed.\n")
    return UNJUDGED


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """No longer than so many seconds: TooLongError. Where the machine has no such clock, the hook has to see to it."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _ring(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001  (the face of a signal's handler)
    raise TooLongError
