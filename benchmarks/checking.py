"""``check`` beside the schema checkers that most people use, and beside reading the files alone."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import peers
from benchmarks.measure import Taken, Work, in_turn, ours
from benchmarks.records import Records, generated
from benchmarks.rows import Row

#: The goals: times of the fastest peer, of the usual one, and of reading the files.
_OF_AJV, _OF_CHECK_JSONSCHEMA, _OF_READING, _MEMORY = 1.0, 15.0, 6.0, 400
#: The kind of most records, on which the peers are timed; ours checks all kinds.
_MOST = "sessions"


def run() -> Iterator[Row]:
    """Cold checks of 10,000 and 100,000 records."""
    yield from _beside_peers(generated(10_000))
    yield from _beside_reading(generated(100_000))


def _beside_peers(records: Records) -> Iterator[Row]:
    """Peers are timed on the sessions alone, which one schema checks in one run, and ours on all."""
    root = records.root
    usual = Work("check-jsonschema", peers.check_jsonschema(_MOST, root))
    theirs = [Work("read", peers.read_all(root)), Work("ajv-cli", peers.ajv(_MOST, root))]
    taken = in_turn([*theirs, _check(root, 1), _check(root, 2)])
    slow = in_turn([usual], times=1)["check-jsonschema"]
    size = sum(path.stat().st_size for path in (root / "records" / _MOST).rglob("*.yaml"))
    share = size / records.size
    best = min(taken["check 1"], taken["check 2"], key=lambda each: each.seconds)
    of_ajv, of_usual = best.seconds / taken["ajv-cli"].seconds, slow.seconds / best.seconds
    about = f"{records.number:,} records, {records.size / records.number:,.0f} bytes each"
    on = f"their sessions alone, {share:.0%} of the bytes"
    yield Row(f"reading the files ({about})", taken["read"].seconds, peak=taken["read"].peak)
    yield Row(f"check-jsonschema ({on}; once)", slow.seconds, peak=slow.peak)
    yield Row(f"ajv-cli ({on})", taken["ajv-cli"].seconds, peak=taken["ajv-cli"].peak)
    yield _one("`check`, cold, one process", taken["check 1"])
    yield Row(
        "`check`, cold, two processes", taken["check 2"].seconds, "s",
        f"{of_ajv:.2f} × ajv-cli; check-jsonschema takes {of_usual:.1f} ×",
        f"≤ {_OF_AJV:.1f} × ajv-cli; ≥ {_OF_CHECK_JSONSCHEMA:.0f} × faster than check-jsonschema",
        of_ajv <= _OF_AJV and of_usual >= _OF_CHECK_JSONSCHEMA, taken["check 2"].peak,
    )  # fmt: skip


def _beside_reading(records: Records) -> Iterator[Row]:
    taken = in_turn([Work("read", peers.read_all(records.root)), _check(records.root, 2)], times=3)
    ratio = taken["check 2"].seconds / taken["read"].seconds
    yield Row(f"reading the files ({records.number:,} records)", taken["read"].seconds, peak=taken["read"].peak)
    yield Row(
        "`check`, cold, two processes", taken["check 2"].seconds, "s", f"{ratio:.1f} × reading",
        f"≤ {_OF_READING:.0f} × reading; < {_MEMORY} MiB",
        ratio <= _OF_READING and taken["check 2"].peak < _MEMORY, taken["check 2"].peak,
    )  # fmt: skip


def _check(root: object, jobs: int) -> Work:
    return Work(f"check {jobs}", ours("--root", str(root), "check", "--no-cache", "--jobs", str(jobs)))


def _one(name: str, taken: Taken) -> Row:
    return Row(name, taken.seconds, peak=taken.peak)
