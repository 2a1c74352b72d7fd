"""``python -m benchmarks.same``: whatever the way, the outcome has the same bytes.

Every record read by the reference alone, or by the quick ways; in one process, or in several; for the first time, or
once more with what was kept: the JSON of ``check`` and of ``compliance`` is compared by its digest.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from benchmarks.records import generated
from supervision_records.assess import assess
from supervision_records.consistency import check
from supervision_records.files import Disk
from supervision_records.report import jsontext
from supervision_records.report.results import CheckResult, ComplianceResult
from supervision_records.repository import Repository, read_rules
from supervision_records.store import Store, judge_file, read_store
from supervision_records.survey import Rules, survey

_AS_OF = date(2026, 7, 15)


def outcomes(root: Path) -> Mapping[str, str]:
    """The digest of the outcome by each way of coming to it."""
    by = read_rules(root)
    reference = read_store(root, by.schemas, judge=partial(judge_file, quick=False))
    quick = read_store(root, by.schemas)
    found = {
        "compliance, by the reference": _compliance(by, reference),
        "compliance, quickly": _compliance(by, quick),
        "check, by the reference": _check(by, reference, frozenset()),
        "check, every record beside all": _check(by, quick, frozenset()),
    }
    for jobs in (1, 2, 5):
        found[f"check, by ties, {jobs} at once"] = _surveyed(by, root, jobs, None)
    for time in ("first", "second"):
        found[f"check, by ties, with what was kept, {time} time"] = _surveyed(by, root, 2, root)
    return found


def _surveyed(by: Repository, root: Path, jobs: int, cached: Path | None) -> str:
    looked = survey(Disk(root), Rules(by.schemas, by.protocols, by.settings), jobs=jobs, cached=cached)
    return _check(by, looked.store, looked.passed)


def _check(by: Repository, store: Store, passed: frozenset[str]) -> str:
    problems = tuple(sorted({*store.problems, *check(store, by.protocols, by.settings, passed)}))
    return _digest(jsontext.check(CheckResult(problems, store.seen, store.judged, store.refused, ())))


def _compliance(by: Repository, store: Store) -> str:
    found = assess(store, by.protocols, by.settings.working_days, _AS_OF)
    return _digest(jsontext.compliance(ComplianceResult(found, by.protocols, "")))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def main() -> int:
    """Compare them at 10,000 records."""
    found = outcomes(generated(10_000).root)
    for way, digest in found.items():
        print(f"{digest[:16]}  {way}")
    kinds = {way.partition(",")[0] for way in found}
    return 0 if len(set(found.values())) == len(kinds) else 1


if __name__ == "__main__":
    sys.exit(main())
