"""The contents of files as Git keeps them, read through one running ``git cat-file``, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from supervision_records.history.command import MISSING, NO_CLONE, GitError
from supervision_records.history.stream import started

#: How many contents are asked for at once: so few that neither side ever waits for the other with a full pipe.
HANDFUL = 40
#: What stands before a content. A name that was asked for begins otherwise, whatever words somebody put into it.
_HEAD = re.compile(rb"(?P<id>[0-9a-f]{40}|[0-9a-f]{64}) (?P<sort>[a-z]+) (?P<size>[0-9]+)\n")


class Blobs:
    """Reads contents by their id. To be used with ``with``: a program runs behind it."""

    def __init__(self, root: Path) -> None:
        """For the clone that ``root`` lies in."""
        self._process = started(root, "cat-file", "--batch")

    def read(self, blob: str, limit: int) -> bytes:
        """The first ``limit`` bytes of a blob. GitError where the clone has no such blob."""
        return next(self.read_all([blob], limit))

    def read_all(self, blobs: Iterable[str], limit: int) -> Iterator[bytes]:
        """The first ``limit`` bytes of each of many blobs, in their order; asked for by the handful."""
        waiting = iter(blobs)
        while asked := list(islice(waiting, HANDFUL)):
            self._ask(asked)
            for _ in asked:
                size = self._answer()
                if size is None:
                    raise GitError(MISSING)
                yield self._content(size, limit)

    def id_at(self, commit: str, path: str) -> str | None:
        """The id of the content of a path at a commit; None if there is none, or the path holds a line feed."""
        if "\n" in path:
            return None
        self._ask([f"{commit}:{path}"])
        found = self._head()
        if found is None:
            return None
        self._pass_over(int(found["size"]) + 1)
        return found["id"].decode("ascii") if found["sort"] == b"blob" else None

    def _ask(self, names: Iterable[str]) -> None:
        into = _open(self._process.stdin)
        try:
            into.write("".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"))
            into.flush()
        except OSError as error:  # it has ended: what it was asked for before is not there
            raise GitError(MISSING) from error

    def _answer(self) -> int | None:
        """The size of the content that comes next; None where the clone has none."""
        found = self._head()
        return int(found["size"]) if found and found["sort"] == b"blob" else None

    def _head(self) -> re.Match[bytes] | None:
        """The line before a content; None where it says that there is none, with the name that was asked for in it."""
        return _HEAD.fullmatch(_open(self._process.stdout).readline())

    def _content(self, size: int, limit: int) -> bytes:
        content = _open(self._process.stdout).read(min(size, limit))
        self._pass_over(size - len(content) + 1)  # with the line feed behind every answer
        return content

    def _pass_over(self, rest: int) -> None:
        """Leave out what lies behind the limit, in small pieces."""
        out = _open(self._process.stdout)
        while rest > 0:
            rest -= len(out.read(min(rest, 65536)) or b"\0" * rest)

    def close(self) -> None:
        """End the program, if it has not ended by itself."""
        with suppress(OSError):
            _open(self._process.stdin).close()
        if self._process.proc is not None:
            self._process.proc.wait()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program, whatever happened."""
        self.close()


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise GitError(NO_CLONE)
    return stream
