"""All rules over loaded records, at two sizes, to see whether the time grows as the records do."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from datetime import date
from statistics import median

from benchmarks.measure import TIMES
from benchmarks.records import generated
from benchmarks.rows import Row
from supervision_records.assess import assess
from supervision_records.repository import Repository, read_repository

#: Seconds for 100,000 sessions, and how much longer ten times as many may take for each.
_GOAL, _LINEAR = 2.0, 1.3
_AS_OF = date(2026, 7, 15)


def run() -> Iterator[Row]:
    """The rules over 10,000 and 100,000 records."""
    small = _row(read_repository(generated(10_000).root))
    yield small[0]
    row, each = _row(read_repository(generated(100_000).root))
    yield row
    yield Row("a session among 100,000 records", each * 1e6, "µs", f"{each / small[1]:.2f} × as long as among 10,000",
              f"linear (≤ {_LINEAR} ×)", each / small[1] <= _LINEAR)  # fmt: skip


def _row(repository: Repository) -> tuple[Row, float]:
    """The time of judging, and that for each session."""
    sessions = len(repository.store.records["sessions"])
    gc.collect()
    gc.freeze()
    times, findings = [], 0
    for _ in range(TIMES):
        started = time.perf_counter()
        findings = len(
            assess(repository.store, repository.protocols, repository.settings.working_days, _AS_OF).findings
        )
        times.append(time.perf_counter() - started)
    gc.unfreeze()
    each = median(times) / sessions
    at_goal = each * 100_000
    name = f"all rules over {sessions:,} loaded sessions ({findings:,} findings)"
    return Row(name, median(times), "s", f"{at_goal:.1f} s for 100,000", f"≤ {_GOAL} s", at_goal <= _GOAL), each
