"""Made-up findings and exports for the tests of what leaves an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from supervision_records.exports.content import Content
from supervision_records.exports.findings import table as findings_table
from supervision_records.exports.parquet import files
from supervision_records.exports.totals import table as totals_table
from supervision_records.model import Finding, Status, Subject

AS_OF = date(2026, 6, 30)


def finding(number: int, status: str, month: str, part: str | None = None) -> Finding:
    """One finding about a case, whose period ends in a month."""
    end = date.fromisoformat(f"{month}-28")
    return Finding(
        rule="R-1", form="cadence", protocol="p", subject=Subject("case", f"c-{number:08}"), part=part, team="north",
        start=end.replace(day=1), end=end, status=Status(status), due=end, days_late=0,
        records=(f"records/cases/c-{number:08}.yaml",), message="A sentence.", person=None, supervisor="boss",
        case=f"c-{number:08}",
    )  # fmt: skip


def findings(counts: Mapping[str, Mapping[str, int]]) -> Iterator[Finding]:
    """So many of each status in each month."""
    for month, of_month in counts.items():
        for status, number in of_month.items():
            yield from (finding(n, status, month) for n in range(number))


def content(organisation: str, found: Iterable[Finding], threshold: int = 5, as_of: date = AS_OF) -> Content:
    """An export without sessions."""
    listed = tuple(found)
    return Content(organisation, as_of, threshold, 0, (findings_table(listed, as_of), totals_table(listed, threshold)))


def written(folder: Path, made: Content) -> Path:
    """The export on the disk."""
    for path, data in files(made):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder
