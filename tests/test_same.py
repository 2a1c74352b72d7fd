"""Whatever the way, the outcome has the same bytes; at 10,000 records, ``python -m benchmarks.same`` shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.same import outcomes
from supervision_records import survey, traces
from tests.hostile.fuzz import Ground, chance


def test_every_way_comes_to_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "WORTH_IT", 1)
    monkeypatch.setattr(survey, "WORTH_IT", 1)
    ground = Ground.of(chance(21), 0.2)
    (tmp_path / ".git").mkdir()
    files = dict(ground.files)
    files.update(ground.mutator(chance(22)).file() for _ in range(25))
    for path, raw in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    found = outcomes(tmp_path)
    for verb in ("check", "compliance"):
        ways = {way: digest for way, digest in found.items() if way.startswith(verb)}
        assert len(ways) >= 2
        assert len(set(ways.values())) == 1, ways
    assert (tmp_path / ".git" / "supervision" / "checked").is_file()
