"""As ``harness``, but with the system calls themselves: strace makes every single one fail, or kills the run there.

``python3 -m tests.faults.inject [NAME …]`` takes a quarter of an hour, and needs Linux and strace (on Debian: ``apt
install strace``). It is no part of the tests that run each time.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from tests.faults.harness import KILLED, Ended, Injection, examine, tell
from tests.faults.scenarios import ALL, RIGHT, Scenario

#: What goes wrong, in strace's words.
KINDS = {"disk full": "error=ENOSPC", "I/O error": "error=EIO", "interrupted": "error=EINTR", "killed": "signal=KILL"}
#: Calls that cannot fail, or that only ask for memory, the time or the width of the terminal.
HARMLESS = {
    "brk", "clock_gettime", "clock_nanosleep", "exit_group", "futex", "getpid", "gettid", "getuid", "geteuid",
    "ioctl", "kill", "madvise", "mmap", "mprotect", "mremap", "munmap", "rt_sigaction", "rt_sigprocmask",
    "restart_syscall", "rt_sigreturn",
}  # fmt: skip
_CALL = re.compile(r"^(?:\d+ +)?([a-z_0-9]+)\(", re.MULTILINE)


def under_strace(scenario: Scenario, place: Path, injection: Injection | None) -> Ended:
    """One run in a child of its own, from whose first system call on strace watches it."""
    log, said = place.with_name("strace.log"), place.with_name("said")
    child = os.fork()
    if child == 0:
        _stop_run_and_end(scenario, place, said)
    os.waitpid(child, os.WUNTRACED)
    command = ["strace", "-qq", "-o", str(log), "-p", str(child), "-e", "signal=none"]
    if injection:
        kind, _, call = injection
        name, _, number = call.partition("#")
        command += ["-e", f"trace={name}", "-e", f"inject={name}:{KINDS[kind]}:when={number}"]
    strace = subprocess.Popen(command)
    while f"TracerPid:\t{strace.pid}\n" not in Path(f"/proc/{child}/status").read_text(encoding="utf-8"):
        time.sleep(0.001)
    os.kill(child, signal.SIGCONT)
    _, code = os.waitpid(child, 0)
    strace.wait()
    text = log.read_text(encoding="utf-8", errors="replace")
    if injection and "(INJECTED)" not in text and not os.WIFSIGNALED(code):
        raise RuntimeError(f"nothing was injected: {injection}")
    status = os.WEXITSTATUS(code) if os.WIFEXITED(code) else KILLED
    return Ended(status, said.read_text(encoding="utf-8"), tuple(_numbered(_CALL.findall(text))))


def _numbered(calls: Sequence[str]) -> Iterator[str]:
    """Each call with its number among those of its name, as strace counts."""
    seen: Counter[str] = Counter()
    for call in calls:
        seen[call] += 1
        yield f"{call}#{seen[call]}"


def _stop_run_and_end(scenario: Scenario, place: Path, said: Path) -> None:
    """In the child: wait to be watched, run with standard output and error in a file, end."""
    status = 1
    try:
        with said.open("w", encoding="utf-8") as out, contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            os.kill(os.getpid(), signal.SIGSTOP)
            status = scenario.run(place)
    finally:
        os._exit(status)


def every(calls: Sequence[str]) -> Iterator[Injection]:
    """Every call that can fail, in every way."""
    for at, call in enumerate(calls, 1):
        if call.partition("#")[0] not in HARMLESS:
            yield from ((kind, at, call) for kind in KINDS)


def main(names: Sequence[str]) -> int:
    """Examine the named write paths, by default all; print the reports."""
    memory = Path("/dev/shm")  # noqa: S108  (a disk in memory, so that it takes minutes and not hours)
    # The system's sync takes in every disk of the machine, and cannot fail.
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder, patch.object(os, "sync", int):
        return tell([examine(ALL[name], Path(folder) / "place", under_strace, every) for name in names or RIGHT])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
