"""Merges that were left unfinished."""

from __future__ import annotations

from tests.hostile.case import BASE, CANARY, Hostile, added, whole

_OURS, _THEIRS = "minutes: 60", "minutes: 90"


def _conflict(before: str = "", end: str = "\n") -> str:
    lines = ("<<<<<<< HEAD", _OURS, "=======", _THEIRS, f">>>>>>> {CANARY}")
    return end.join(before + line for line in lines)


FILES: tuple[Hostile, ...] = (
    added("a conflict as Git leaves it", _conflict(), "conflict-marker", 1, 1),
    added(
        "a conflict with the version before",
        f"<<<<<<< HEAD\n{_OURS}\n||||||| base\n=======\n{_THEIRS}\n>>>>>>> x",
        "conflict-marker",
        1,
        1,
    ),
    added("a conflict that somebody indented", _conflict("    "), "conflict-marker", 1, 5),
    added("a conflict indented by a tab", _conflict("\t"), "conflict-marker", 1, 2),
    added("a conflict with Windows line ends", _conflict(end="\r\n"), "conflict-marker", 1, 1),
    added(
        "a conflict within a conflict, its signs longer",
        "<<<<<<<<< HEAD\n=========\n>>>>>>>>> x",
        "conflict-marker",
        1,
        1,
    ),
    added(
        "a conflict in a block of text",
        f"actions:\n  - what: |\n      <<<<<<< HEAD\n      {CANARY}\n    id: 1",
        "conflict-marker",
        3,
        7,
    ),
    added(
        "a conflict in a text of several lines",
        f'actions:\n  - what: "one\n      >>>>>>> {CANARY}\n      two"',
        "conflict-marker",
        3,
        7,
    ),
    added("only the first sign", "<<<<<<< HEAD", "conflict-marker", 1, 1),
    added("only the first sign, without a name", "<<<<<<<", "conflict-marker", 1, 1),
    added("only the line between", "=======", "conflict-marker", 1, 1),
    added("only the line between, with a Windows line end", "=======\r", "conflict-marker", 1, 1),
    added("only the last sign", f">>>>>>> {CANARY}", "conflict-marker", 1, 1),
    added("only the sign of the version before", "||||||| merged common ancestors", "conflict-marker", 1, 1),
    added("a sign with a comment's words", "<<<<<<< HEAD # mended", "conflict-marker", 1, 1),
    whole(
        "a conflict about the whole file", f"<<<<<<< HEAD\n{BASE}=======\n{BASE}>>>>>>> x\n", "conflict-marker", 1, 1
    ),
    whole("a sign at the very end, without a line end", f"{BASE}>>>>>>> x", "conflict-marker", 8, 1),
    whole("a conflict of Mercurial", f"<<<<<<< working copy: 1\n{BASE}=======\n>>>>>>> x\n", "conflict-marker", 1, 1),
)
