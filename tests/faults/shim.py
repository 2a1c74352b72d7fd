"""System calls that fail on order: those of ``os``, ``fcntl`` and ``open`` are counted, and the n-th one goes wrong.

Works in the process that it is put into; a child made for one run (see ``harness``) is the place for it.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

#: Every call by which our code comes to the disk, by module.
CALLS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        os,
        (
            "access", "chmod", "close", "fchmod", "fstat", "fsync", "link", "listdir", "lstat", "mkdir", "open",
            "remove", "rename", "replace", "rmdir", "scandir", "stat", "sync", "unlink", "utime", "write",
        ),
    ),
    (fcntl, ("flock",)),
    (io, ("open",)),
    (builtins, ("open",)),
)  # fmt: skip

#: What can go wrong at a call.
KINDS = ("disk full", "I/O error", "killed before", "killed after", "killed half-way")
_ERRORS = {"disk full": errno.ENOSPC, "I/O error": errno.EIO}
#: Calls that only take time here: their effect would show after a power cut alone.
_SLOW = {"fsync", "sync"}


@dataclass
class Fault:
    """One thing that goes wrong: at the ``at``-th call, from 1 on; at none if 0. ``seen`` are the calls so far."""

    kind: str = ""
    at: int = 0
    seen: list[str] = field(default_factory=list)

    def install(self) -> None:
        """Put this between our code and the system, for the rest of this process."""
        for module, names in CALLS:
            for name in names:
                setattr(module, name, self._wrapped(name, getattr(module, name)))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **options: Any) -> Any:
            self.seen.append(name)
            if len(self.seen) == self.at:
                return self._fail(name, real, arguments, options)
            return None if name in _SLOW else real(*arguments, **options)

        return called

    def _fail(self, name: str, real: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
        if self.kind in _ERRORS:
            if name == "close":  # As Linux has it: the file is closed whatever it answers.
                real(*arguments, **options)
            raise OSError(_ERRORS[self.kind], os.strerror(_ERRORS[self.kind]))
        if self.kind == "killed half-way" and name == "write":
            real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
        if self.kind == "killed after":
            real(*arguments, **options)
        os.kill(os.getpid(), signal.SIGKILL)
        os._exit(128 + signal.SIGKILL)  # The first process of a namespace cannot kill itself.
