"""A history as a list of what was done, and a bare repository made from many such lists in one go."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: A path's new content; None removes it; what begins with LINK is a symbolic link to what follows.
Files = Mapping[str, str | None]
LINK = "\0link "


@dataclass(frozen=True, eq=False)
class Side:
    """One commit of a branch. ``takes``: it merges the main line, as it stood that many commits before the end."""

    at: int
    author: str
    files: Files
    takes: int = 0


@dataclass(frozen=True, eq=False)
class Done:
    """One commit of the main line, by an e-mail address, at an instant.

    With a ``branch``, it is the merge of one that forked ``back`` commits before: what the branch did comes with it,
    but for ``leaves``, and ``files`` are then what the merge itself says.
    """

    at: int
    author: str
    files: Files
    branch: tuple[Side, ...] = ()
    back: int = 0
    leaves: tuple[str, ...] = ()
    committed: str = field(default="")


Script = Sequence[Done]


class Stream:
    """What ``git fast-import`` is fed. Scripts that begin alike share their commits."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._marks: dict[tuple[object, ...], int] = {}
        self._tips: dict[str, int] = {}  # a commit that goes on from the tip of its reference is made much faster

    def branch(self, name: str, script: Script) -> None:
        """A branch whose first-parent line is a script."""
        line: list[int] = []
        for done in script:
            line.append(self._done(done, line))
        self._parts.append(b"reset refs/heads/%b\nfrom :%d\n\n" % (name.encode(), line[-1]))

    def import_into(self, root: Path) -> None:
        """Make the bare repository."""
        subprocess.run(["git", "init", "-q", "--bare", str(root)], check=True)
        subprocess.run(
            ["git", "-C", str(root), "fast-import", "--quiet", "--date-format=raw-permissive"],
            input=b"".join(self._parts), check=True,
        )  # fmt: skip

    def _done(self, done: Done, line: Sequence[int]) -> int:
        parent = line[-1] if line else 0
        brought: dict[str, str | None] = {}
        tip = line[-1 - done.back] if done.branch else 0
        for side in done.branch:
            tip = self._commit(side, side.files, tip, line[-side.takes] if side.takes else 0)
            brought.update(side.files)
        files = {path: text for path, text in brought.items() if path not in done.leaves}
        return self._commit(done, {**files, **done.files}, parent, tip)

    def _commit(self, what: Done | Side, files: Files, parent: int, other: int) -> int:
        key = (what, parent, other)
        if key not in self._marks:
            self._marks[key] = len(self._marks) + 1
            committed = getattr(what, "committed", "") or f"{what.at} +0000"
            ref = "side" if isinstance(what, Side) else "main"
            goes_on = parent and self._tips.get(ref) == parent
            self._tips[ref] = self._marks[key]
            head = [
                f"commit refs/building/{ref}",
                f"mark :{self._marks[key]}",
                f"author {what.author} <{what.author}> {what.at} +0000",
                f"committer Forge <forge@example.org> {committed}",
                "data 1\nx",
                *([f"from :{parent}"] if parent and not goes_on else []),
                *([f"merge :{other}"] if other else []),
            ]
            text = "\n".join(head) + "\n"
            reset = b"" if parent else b"reset refs/building/%b\n\n" % ref.encode()
            self._parts.append(reset + text.encode() + b"".join(_changes(files)) + b"\n")
        return self._marks[key]


def _changes(files: Files) -> Iterable[bytes]:
    for path, text in files.items():
        if text is None:
            yield b"D %b\n" % path.encode()
            continue
        mode, content = (b"120000", text.removeprefix(LINK)) if text.startswith(LINK) else (b"100644", text)
        raw = content.encode()
        yield b"M %b inline %b\ndata %d\n%b\n" % (mode, path.encode(), len(raw), raw)
