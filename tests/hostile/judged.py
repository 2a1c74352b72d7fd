"""Judges the whole corpus in a process with little memory and little time for each file, and prints what came of it.

Run as ``python -m tests.hostile.judged``; with a name, it judges by a reader that misbehaves in that way instead, to
show that the limits hold. Standard output is a JSON list, one entry a file.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from supervision_records.consistency import check
from supervision_records.model import Problem
from supervision_records.repository import Repository, read_repository
from supervision_records.schema import Schemas
from supervision_records.store import Judged, collect, judge_file
from tests.hostile.case import MEGABYTES, PATH, SECONDS
from tests.hostile.corpus import GROUPS
from tests.hostile.good import GOOD

Reader = Callable[[str, bytes, Schemas], Judged]


def _spins(path: str, raw: bytes, schemas: Schemas) -> Judged:
    while True:
        pass


def _hoards(path: str, raw: bytes, schemas: Schemas) -> Judged:
    return judge_file(path, raw + bytes(MEGABYTES << 20), schemas)


def _falls_over(path: str, raw: bytes, schemas: Schemas) -> Judged:
    raise RecursionError


READERS: Mapping[str, Reader] = {"spins": _spins, "hoards": _hoards, "falls-over": _falls_over}


def _out_of_time(signal_number: int, frame: object) -> None:
    raise TimeoutError


def _outcome(reader: Reader, raw: bytes, repository: Repository) -> Mapping[str, Any]:
    """What one file came to: its problems and data, or the name of what was raised; and the seconds it took.

    ``beside`` is what is told of it when it is looked at beside other records, and for personal details.
    """
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    started = time.process_time()
    try:
        judged = reader(PATH, raw, repository.schemas)
        beside = check(collect([judged]), repository.protocols, repository.settings)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is what the tests ask about)
        return {"raised": type(error).__name__}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - started
    data = judged.record and judged.record.data
    return {"seconds": seconds, "problems": _told(judged.problems), "beside": _told(beside), "data": data}


def _told(problems: Iterable[Problem]) -> list[list[Any]]:
    return [[p.code, p.line, p.column, p.severity, p.message, p.hint, p.pointer] for p in problems]


def files() -> Iterator[tuple[str, str, bytes]]:
    """Every file of the corpus: its group, its name, its bytes."""
    for group, members in GROUPS.items():
        for hostile in members:
            yield group, hostile.name, hostile.raw
    for good in GOOD:
        yield "good", good.name, good.raw


def main(arguments: list[str]) -> None:
    """Judge them all, or the first few by a reader that misbehaves."""
    repository = read_repository(Path(__file__).parents[1] / "mini" / "repository")
    signal.signal(signal.SIGPROF, _out_of_time)
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    reader = READERS[arguments[0]] if arguments else judge_file
    chosen = list(files())[:2] if arguments else files()
    found = [{"group": group, "name": name, **_outcome(reader, raw, repository)} for group, name, raw in chosen]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
