"""The example records, as ``check`` sees them: every invalid one refused where it is wrong, every valid one judged."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from supervision_records.cli import main
from supervision_records.store import right_path
from supervision_records.yamlio import load

EXAMPLES = Path(__file__).parents[1] / "examples"


def place(root: Path, kind: str, example: Path, record_id: str) -> str:
    """Copy an example to where its kind lives; one whose date cannot be read goes to some year."""
    document, _ = load(example.name, example.read_bytes())
    assert document is not None
    try:
        path = right_path(kind, record_id, document.data)
    except (KeyError, TypeError):
        path = f"records/{kind}/{'north/' if kind == 'sessions' else ''}2026/{record_id}.yaml"
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(example.read_bytes())
    return path


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, dict[str, Any], list[str], list[str]]:
    root = tmp_path_factory.mktemp("examples")
    valid: list[str] = []
    invalid: list[str] = []
    for folder in sorted(EXAMPLES.iterdir()):
        if folder.name == "settings":
            continue
        for number, example in enumerate(sorted((folder / "valid").glob("*.yaml"))):
            name = example.stem if folder.name == "tombstones" else f"good-{number}"
            valid.append(place(root, folder.name, example, name))
        for number, example in enumerate(sorted((folder / "invalid").glob("*.yaml"))):
            name = f"sessions--bad-{number}" if folder.name == "tombstones" else f"bad-{number}"
            invalid.append(place(root, folder.name, example, name))
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        status = main(["--root", str(root), "check", "--format", "json"])
    return status, json.loads(out.getvalue()), valid, invalid


def test_every_invalid_example_is_refused_with_its_place_and_what_to_do(
    report: tuple[int, dict[str, Any], list[str], list[str]],
) -> None:
    status, found, _, invalid = report
    assert status == 1
    assert found["refused"] == len(invalid) > 250
    by_path: dict[str, list[dict[str, Any]]] = {}
    for problem in found["problems"]:
        by_path.setdefault(problem["path"], []).append(problem)
    for path in invalid:
        errors = [p for p in by_path[path] if p["severity"] == "error"]
        assert errors, path
        for problem in errors:
            assert problem["line"] > 0
            assert problem["column"] > 0
            assert problem["message"].endswith((".", "?"))
            assert problem["hint"]


def test_every_valid_example_beside_them_is_judged(
    report: tuple[int, dict[str, Any], list[str], list[str]],
) -> None:
    _, found, valid, invalid = report
    assert found["judged"] == len(valid) > 80
    assert found["seen"] == len(valid) + len(invalid)
