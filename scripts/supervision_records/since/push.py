"""What a push asks for, ref by ref, and what of it a server refuses whatever is in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

_LINE = re.compile(r"([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) (refs/[^\x00-\x20\x7f]+)")

#: Refs that make Git read other contents than those that are named: no server should ever have one.
REPLACING = "refs/replace/"
BRANCHES, TAGS = "refs/heads/", "refs/tags/"


class PushError(ValueError):
    """What the server said of the push is not in the form that Git says it in."""


@dataclass(frozen=True, slots=True)
class Update:
    """One ref that a push would move; an id of zeros only stands for "nothing"."""

    old: str
    new: str
    ref: str

    @property
    def creates(self) -> bool:
        """Is the ref not there yet?"""
        return not self.old.strip("0")

    @property
    def deletes(self) -> bool:
        """Would the ref be gone?"""
        return not self.new.strip("0")


def parse(lines: Iterable[str]) -> tuple[Update, ...]:
    """The updates of a push, as Git hands them to the hook ``pre-receive``: old, new, ref. PushError if it does not."""
    updates = []
    for line in lines:
        found = _LINE.fullmatch(line.removesuffix("\n"))
        if found is None:
            message = "Git has not said in its usual form what is pushed."
            raise PushError(message)
        updates.append(Update(*found.groups()))
    return tuple(updates)


def is_protected(ref: str, patterns: Sequence[str]) -> bool:
    """Is a ref one of those that are judged? A pattern is a branch's name or a whole ref; ``*`` stands for any text.

    Capitals make no difference: on some servers two names that differ by them are one file.
    """
    whole = (pattern if pattern.startswith("refs/") else BRANCHES + pattern for pattern in patterns)
    return any(fnmatchcase(ref.lower(), pattern.lower()) for pattern in whole)


def protected_now(updates: Iterable[Update], branches: Collection[str], protected: Sequence[str]) -> tuple[str, ...]:
    """What is protected at a push, where ``branches`` are there: every branch as long as none that is named is there.

    A server's ``HEAD`` may name a branch that nobody has ever pushed to: then nothing would be judged, without a word.
    The first push of all may make the protected branch, and others with it.
    """
    there = (*branches, *(() if branches else (update.ref for update in updates if update.creates)))
    if any(ref.startswith(BRANCHES) and is_protected(ref, protected) for ref in there):
        return tuple(protected)
    return (*protected, f"{BRANCHES}*")


def refused_outright(update: Update, protected: Sequence[str]) -> str:
    """Why an update is refused without a look at what is in it; "" if it is not."""
    if update.ref.startswith(REPLACING):
        return "Refs under refs/replace/ make Git show other contents than those that were recorded."
    if not is_protected(update.ref, protected):
        return ""
    if update.deletes:
        return "It cannot be taken away: the records' history is in it."
    if update.ref.startswith(TAGS) and not update.creates:
        return "A tag that is kept cannot be moved: whoever has noted it must find what was there."
    return ""


def is_judged(update: Update, protected: Sequence[str]) -> bool:
    """Is what an update brings to be judged? Of protected refs, all but tags, which bring nothing to the branch."""
    return is_protected(update.ref, protected) and not update.ref.startswith(TAGS)
