"""The sample that ships is what the demo makes from the numbers in supervision.yaml, to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervision_records.cli import main
from supervision_records.demo import demo_files
from supervision_records.schema import Schemas
from supervision_records.settings import read_settings


def test_the_sample_is_the_demo_of_its_own_numbers(root: Path, schemas: Schemas) -> None:
    settings, problems = read_settings(root, schemas)
    assert problems == ()
    if settings.sample is None or settings.as_of is None:
        pytest.skip("these records are not the sample")
    people, months, seed = (settings.sample[key] for key in ("people", "months", "seed"))
    made = dict(demo_files(people, months, seed, settings.as_of))
    there = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in [*root.glob("records/**/*.yaml"), root / "supervision.yaml"]
    }
    # Whom the forge asks is the repository's own; a demo has no forge.
    there["supervision.yaml"], _, forge = there["supervision.yaml"].partition("forge:")
    assert forge == "\n  owner: example-org\n"
    assert sorted(there) == sorted(made)
    assert {path for path, text in there.items() if made[path] != text} == set()


def test_its_code_owners_are_those_of_its_teams(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(root), "codeowners", "--check"]) == 0, capsys.readouterr().out
