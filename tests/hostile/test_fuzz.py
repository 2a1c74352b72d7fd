"""The fuzz harness finds what is wrong, writes it down as small as it gets, and finds nothing wrong in a short run."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervision_records.assess import assess
from supervision_records.model import Assessment
from supervision_records.repository import read_repository
from supervision_records.store import Judged, Store, judge_file
from tests.hostile import fuzz

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits for a process's own time")


@pytest.fixture(autouse=True)
def _alarm() -> Iterator[None]:
    """Whatever the harness does with the alarm is undone."""
    before = signal.signal(signal.SIGPROF, fuzz._hangs)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


@pytest.fixture(scope="module")
def ground() -> fuzz.Ground:
    """The smallest ground: no more of the demo than its staff, teams and contracts."""
    return fuzz.Ground.of(fuzz.chance(1), 0)


def test_a_short_run_finds_nothing() -> None:
    told, failures = fuzz.run(7, 0, rounds=8, share=0.02)
    assert failures == []
    assert told["repositories"] == 8
    assert told["judged"] > 50
    assert told["bad-syntax"] > 10


def test_what_was_found_once_is_not_there_again() -> None:
    repository = read_repository(fuzz.ROOT / "tests/mini/repository")
    for path in sorted(fuzz.FOUND.glob("*.json")):
        assert fuzz.replay(*fuzz.read_saved(path), repository) == "", path.name


def _fragile(path: str, raw: bytes, schemas: Any) -> Judged:
    if b"[" in raw:
        raise KeyError(path)
    return judge_file(path, raw, schemas)


_CALLS = iter(range(10**9))


def _moody(path: str, raw: bytes, schemas: Any) -> Judged:
    found = judge_file(path, raw if next(_CALLS) % 2 else raw + b"\n[", schemas)
    return Judged(path, None, found.problems) if found.record else found


def _endless(path: str, raw: bytes, schemas: Any) -> Judged:
    while True:
        pass


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (_fragile, "KeyError"),
        (_moody, "BrokenPromiseError: a file has other problems the second time"),
        (_endless, "BrokenPromiseError: it takes too long"),
    ],
)
def test_a_reader_that_fails_is_found_and_written_down(
    reader: Any, words: str, ground: fuzz.Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzz.Ground, "of", lambda random, share: ground)
    monkeypatch.setattr(fuzz, "judge_file", reader)
    monkeypatch.setattr(fuzz, "FILE_SECONDS", 0.05)
    monkeypatch.setattr(fuzz, "BATCH", 10)
    monkeypatch.setattr(fuzz, "FOUND", tmp_path)
    _, failures = fuzz.run(3, 0, rounds=3)
    assert any(words in failure for failure in failures)
    files, as_of = fuzz.read_saved(next(tmp_path.iterdir()))
    assert len(files) == 1
    assert as_of in fuzz.DAYS
    assert fuzz.replay(files, as_of, ground.repository)


def test_a_repository_that_breaks_a_verdict_is_made_small(
    ground: fuzz.Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fragile(store: Store, *rest: Any) -> Assessment:
        if len(store.records["teams"]) > 2:
            raise ZeroDivisionError
        return assess(store, *rest)

    monkeypatch.setattr(fuzz, "assess", fragile)
    files = fuzz.smallest(ground.files, date(2026, 7, 15), ground.repository)
    assert [path.split("/")[1] for path in files] == ["teams"] * 3
    saved = fuzz.saved("ZeroDivisionError", files, date(2026, 7, 15), tmp_path)
    assert fuzz.replay(*fuzz.read_saved(saved), ground.repository) == "ZeroDivisionError"


def test_a_refused_file_that_changes_a_verdict_is_found(ground: fuzz.Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    def moved(store: Store, *rest: Any) -> Assessment:
        assessment = assess(store, *rest)
        return Assessment(assessment.as_of, assessment.findings[store.refused :], assessment.problems)

    bad = "records/people/bad.yaml"
    files = {**ground.good, bad: judge_file(bad, b"[", ground.repository.schemas)}
    monkeypatch.setattr(fuzz, "assess", moved)
    monkeypatch.setattr(fuzz, "COMPARED", 1.0)
    with pytest.raises(fuzz.BrokenPromiseError, match="refused file changed"):
        fuzz.judge_all(files, ground.repository, date(2026, 7, 15), fuzz.chance(1))
