"""One run of the drill: honest histories and tampered ones in one repository, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from supervision_records.calendar import WorkingDays
from supervision_records.history.blobs import Blobs
from supervision_records.history.findings import Grace, judge
from supervision_records.history.keeping import held_against, made
from supervision_records.history.reading import Contents, read_history
from supervision_records.history.values import History
from tests.history.drill.organisation import DAY, Organisation
from tests.history.drill.script import Stream
from tests.history.drill.tamperings import TAMPERINGS, Bench, Tampering

#: How long the history is that is tampered with.
COMMITS = 200
#: What is looked at a day after the last honest commit.
LATER = DAY


@dataclass(frozen=True)
class Tampered:
    """One tampered history: its branch, that of the honest one, what was done, and when it is looked at."""

    branch: str
    base: str
    tampering: Tampering
    now: int


class Drill:
    """A repository with branches, and what the history says of each."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stream = Stream()
        self.looked_at: dict[str, int] = {}
        self._contents: Contents | None = None
        self._kept = cache(lambda branch: made(root, self.history(branch)))

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Make the repository; branches can be looked at inside."""
        self.stream.import_into(self.root)
        with Blobs(self.root) as blobs:
            self._contents = Contents(blobs)
            yield

    def honest(self, seed: int, commits: int) -> tuple[str, int]:
        """A branch with an honest history, and when it is looked at."""
        script = Organisation(seed).work(commits).script
        self.stream.branch(f"honest-{seed}", script)
        return f"honest-{seed}", script[-1].at + LATER

    def tampered(self, seed: int) -> list[Tampered]:
        """Branches that somebody tampered with, one of each sort, all from one honest history."""
        base, now = self.honest(seed, COMMITS)
        script = Organisation(seed).work(COMMITS).script
        random = Random(seed)  # noqa: S311  (chance that can be had again)
        found: list[Tampered] = []
        for number, sort in enumerate(TAMPERINGS):
            branch = f"tampered-{seed}-{number}"
            self.stream.branch(branch, sort.do(Bench(script, random)))
            found.append(Tampered(branch, base, sort, now))
        return found

    def history(self, branch: str) -> History:
        """A branch's history, as it is read."""
        history = read_history(self.root, branch)
        self.read.fetch_all(history)
        return history

    @property
    def read(self) -> Contents:
        """The contents of the repository."""
        assert self._contents
        return self._contents

    def codes(self, history: History, now: int) -> set[str]:
        """The codes of what a history shows by itself."""
        return {one.code for one in judge(history, self.read, Grace(WorkingDays()), now).anomalies}

    def codes_of(self, tampered: Tampered) -> set[str]:
        """The codes of what a tampered history shows, by itself, or held against a checkpoint of the honest one."""
        history = self.history(tampered.branch)
        if tampered.tampering.kept:
            return self.codes_against(history, tampered.base)
        return self.codes(history, tampered.now)

    def codes_against(self, history: History, base: str) -> set[str]:
        """The codes of what a history shows, held against a checkpoint of a branch."""
        return {one.code for one in held_against(self.root, history, self._kept(base))}
