"""``history`` for a person at a terminal, and for GitHub's annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from supervision_records.encode import command
from supervision_records.encode import lines as encoded
from supervision_records.history.findings.anomaly import Anomaly
from supervision_records.report.history_result import HistoryResult, buried_of, lines, plain, sample, summary

#: How many paths are named that went with a tombstone, or that the history does not have yet.
SHOWN = 20


def text(result: HistoryResult) -> str:
    """Each anomaly with its place, what it is and what to do; the records that were asked for; then the whole."""
    shown = [line for one in result.anomalies for line in _anomaly(one)]
    if result.chosen:
        shown += _timelines(result)
    return encoded([*shown, *_rest(result)])


def github(result: HistoryResult) -> str:
    """Every anomaly as an error or a warning at its file."""
    shown = [
        command(one.severity.value, f"{plain(one.message)} {one.hint}", title=one.code)
        if not one.path
        else command(one.severity.value, f"{plain(one.message)} {one.hint}", file=plain(one.path), title=one.code)
        for one in result.anomalies
    ]
    return "\n".join([*shown, *_rest(result)]) + "\n"


def _anomaly(one: Anomaly) -> Iterator[str]:
    yield f"{plain(one.path) or 'the history'}: {one.severity.value} ({one.code}), commit {one.commit[:12]}"
    yield f"    {plain(one.message)}"
    yield f"    → {one.hint}"


def _timelines(result: HistoryResult) -> Iterator[str]:
    for name, versions in result.records.items():
        yield f"{name.kind}/{name.id}"
        for line in lines(result, versions):
            brought = "" if line.brought == line.author else f", brought in by {line.brought}"
            commit = line.version.commit.id[:12]
            yield f"    {line.on}  {line.what} by {line.author}{brought}  {commit}  {plain(line.version.path)}"


def _rest(result: HistoryResult) -> Iterator[str]:
    yield from _some("Removed, as its tombstone says", (plain(str(gone)) for gone in buried_of(result)))
    yield from _some("Not yet in the history", map(plain, result.not_yet))
    yield from filter(None, [sample(result)])
    yield summary(result)


def _some(what: str, things: Iterable[str]) -> Iterator[str]:
    """A line for each of the first things, and one that says how many more there are."""
    found = list(things)
    yield from (f"{what}: {thing}" for thing in found[:SHOWN])
    if len(found) > SHOWN:
        yield f"{what}: {len(found) - SHOWN:,} more"
