"""A tiny repository and all that the tool says of it, compared whole.

After a wanted change: ``SUPERVISION_BLESS=1 python3 -m pytest tests/test_mini.py``, then read the difference in Git.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from supervision_records.cli import main

MINI = Path(__file__).parent / "mini"
REPOSITORY = MINI / "repository"

#: File in ``expected``: the call, and its exit status.
CALLS = {
    "check.txt": (["check"], 1),
    "check.json": (["check", "--format", "json"], 1),
    "check.github": (["check", "--format", "github"], 1),
    "check.md": (["check", "--format", "summary"], 1),
    "compliance.txt": (["compliance"], 1),
    "compliance.json": (["compliance", "--format", "json"], 1),
    "compliance.csv": (["compliance", "--format", "csv"], 1),
    "compliance.github": (["compliance", "--format", "github"], 1),
    "compliance.md": (["compliance", "--format", "summary", "--fail-on", "never"], 1),
    "explain-ISL-1.txt": (["explain", "ISL-1", "person/worker"], 1),
    "explain-ISL-6.txt": (["explain", "ISL-6", "sessions/s-april", "--part", "c-aaaa1111"], 1),
}


@pytest.mark.parametrize("name", CALLS)
def test_the_output_is_the_expected_one(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, status = CALLS[name]
    assert main(["--root", str(REPOSITORY), *arguments]) == status
    found = capsys.readouterr().out
    expected = MINI / "expected" / name
    if os.environ.get("SUPERVISION_BLESS"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_bytes(found.encode())
    assert found == expected.read_bytes().decode()


def test_nothing_is_expected_that_no_call_makes() -> None:
    assert {path.name for path in (MINI / "expected").iterdir()} == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_no_output_holds_a_text_of_the_broken_record(name: str) -> None:
    assert "never be shown" not in (MINI / "expected" / name).read_text(encoding="utf-8")
