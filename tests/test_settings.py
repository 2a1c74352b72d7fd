"""The settings of a repository: defaults, values, and what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervision_records.schema import Schemas
from supervision_records.settings import FILE, PLAIN, Sealing, Settings, parse_settings, read_settings


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    return Schemas.read(Path(__file__).parents[1] / "schemas")


def test_without_a_file_all_is_as_usual(tmp_path: Path, schemas: Schemas) -> None:
    settings, problems = read_settings(tmp_path, schemas)
    assert problems == ()
    assert settings == Settings()
    assert settings.as_of is None
    assert settings.plain == PLAIN


def test_every_setting(tmp_path: Path, schemas: Schemas) -> None:
    (tmp_path / FILE).write_text(
        "as_of: 2026-07-15\n"
        "sample: {people: 40, months: 14, seed: 7}\n"
        "organisation: Example Council\n"
        "working_days: {added: [2026-12-28], removed: [2026-12-24, 2026-12-31]}\n"
        'narrative: {plain: ["sessions.notes.*"], sealed: [sessions.notes.plans], held: [observations.grade]}\n'
        "sealing: {keys: ../keys, auditors: [auditor, head]}\n"
        "audience: staff\n"
        "small_numbers: 3\nmost_supervised: 6\n"
        "history: {grace: {working_days: 9}}\n"
    )
    settings, problems = read_settings(tmp_path, schemas)
    assert problems == ()
    assert settings.as_of == date(2026, 7, 15)
    assert settings.sample == {"people": 40, "months": 14, "seed": 7}
    assert settings.organisation == "Example Council"
    assert settings.working_days.added == {date(2026, 12, 28)}
    assert settings.working_days.removed == {date(2026, 12, 24), date(2026, 12, 31)}
    assert settings.plain == {"sessions.notes.*"}
    assert settings.sealed == {"sessions.notes.plans"}
    assert settings.held == {"observations.grade"}
    assert settings.sealing == Sealing("../keys", frozenset({"auditor", "head"}))
    assert (settings.audience, settings.small_numbers, settings.grace) == ("staff", 3, 9)
    assert settings.most_supervised == 6


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (b"as_of: 2026-02-30", "bad-date", 1),
        (b"organisation: x\nas-of: 2026-01-01", "unknown-key", 2),
        (b"audience: all", "not-allowed-value", 1),
        (b"a: b: c", "bad-syntax", 1),
        (b"", "empty-file", 1),
    ],
)
def test_wrong_settings_are_told_and_the_usual_ones_taken(schemas: Schemas, raw: bytes, code: str, line: int) -> None:
    settings, problems = parse_settings(raw, schemas)
    assert settings == Settings()
    assert [(problem.path, problem.code, problem.line) for problem in problems] == [(FILE, code, line)]


def test_settings_that_cannot_be_read(tmp_path: Path, schemas: Schemas) -> None:
    (tmp_path / FILE).mkdir()
    settings, problems = read_settings(tmp_path, schemas)
    assert settings == Settings()
    assert [problem.code for problem in problems] == ["unreadable"]
