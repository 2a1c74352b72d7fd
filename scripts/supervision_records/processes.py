"""One task on many things, shared out among processes; the answers are the same whatever their number.

A process is made by forking, which takes a few milliseconds and hands over all that is in memory. Where the system
cannot fork safely, this one process does all. A process that ends before its time, whatever the reason, ends the whole:
nothing may go missing from an answer.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any, BinaryIO, NamedTuple, TypeVar

from supervision_records.refusal import Refusal

T = TypeVar("T")
R = TypeVar("R")

#: With fewer things than this for each process, sharing out takes longer than it saves.
WORTH_IT = 600
#: So many answers are handed over together.
_AT_ONCE = 1000
#: More do not help: reading is bound by the disk, and what comes back is put together by one.
MOST = 8

CAN_FORK = sys.platform == "linux"


_TOO_EARLY = "A process that judged part of the records ended too early. Nothing was judged to its end."


class WorkerError(Refusal):
    """A process that did part of the work ended before it had answered."""


class _Worker(NamedTuple):
    process: int
    answer: BinaryIO


def number_for(things: int, wanted: int | None = None) -> int:
    """How many processes to use: as many as wanted; else as the size of the work and the machine say."""
    if not CAN_FORK:
        return 1
    if wanted is not None:
        return max(1, min(wanted, MOST, things))
    return max(1, min(len(os.sched_getaffinity(0)), MOST, things // WORTH_IT))


def spread(task: Callable[[Sequence[T]], list[R]], things: Sequence[T], jobs: int) -> list[R]:
    """The task's answers on all things, in order. Each process does an even part of them, this one the first."""
    if jobs <= 1:
        return task(things)
    cuts = [len(things) * number // jobs for number in range(jobs + 1)]
    parts = [things[start:end] for start, end in pairwise(cuts)]
    workers: list[_Worker] = []
    try:
        workers += (_begun(task, part) for part in parts[1:])
        found = task(parts[0])
        for worker in workers:
            found += _answers(worker)
        return found
    finally:
        for worker in workers:
            _ended(worker)


def _begun(task: Callable[[Sequence[T]], list[R]], part: Sequence[T]) -> _Worker:
    """A process that works at a part and writes its answer into a pipe."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(ours)
        _work(task, part, theirs)
    os.close(theirs)
    return _Worker(process, os.fdopen(ours, "rb"))


def _work(task: Callable[[Sequence[T]], list[R]], part: Sequence[T], pipe: int) -> None:
    """The whole life of such a process. It says nothing but its answer, and never goes back to what made it."""
    status = 1
    import pickle  # noqa: PLC0415  (few calls share out their work, and it takes long to load)

    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        found = task(part)
        cuts = range(0, len(found), _AT_ONCE)
        ready = [pickle.dumps(found[start : start + _AT_ONCE], pickle.HIGHEST_PROTOCOL) for start in cuts]
        with os.fdopen(pipe, "wb") as out:
            out.writelines([pickle.dumps(len(ready)), *ready])
        status = 0
    finally:
        os._exit(status)


def _answers(worker: _Worker) -> Iterator[Any]:
    """What a process found. It was written by one of our own, a moment ago."""
    import pickle  # noqa: PLC0415

    try:
        for _ in range(pickle.load(worker.answer)):  # noqa: S301
            yield from pickle.load(worker.answer)  # noqa: S301
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        raise WorkerError(_TOO_EARLY) from error


def _ended(worker: _Worker) -> None:
    """See a process to its end; where its answer is not wanted any more, at once."""
    worker.answer.close()
    with suppress(ProcessLookupError):
        os.kill(worker.process, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(worker.process, 0)
