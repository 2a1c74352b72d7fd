"""The contents of files as Git keeps them, read through one running ``git cat-file``, however many there are."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import IO, Self

from supervision_records.history.command import NO_CLONE, GitError, started


class Blobs:
    """Reads contents by their id. To be used with ``with``: a program runs behind it."""

    def __init__(self, root: Path) -> None:
        """For the clone that ``root`` lies in."""
        self._process = started(root, "cat-file", "--batch")

    def read(self, blob: str, limit: int) -> bytes:
        """The first ``limit`` bytes of a blob. GitError where the clone has no such blob."""
        into, out = _open(self._process.stdin), _open(self._process.stdout)
        into.write(blob.encode("ascii") + b"\n")
        into.flush()
        head = out.readline().split()
        if len(head) != 3 or head[1] != b"blob":  # noqa: PLR2004  (id, type, size)
            raise GitError(NO_CLONE)
        size = int(head[2])
        content = out.read(min(size, limit))
        rest = size - len(content)
        while rest > 0:  # what lies behind the limit is passed over in small pieces
            rest -= len(out.read(min(rest, 65536)) or b"\0" * rest)
        out.read(1)  # the line feed behind every answer
        return content

    def close(self) -> None:
        """End the program."""
        _open(self._process.stdin).close()
        self._process.wait()

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
