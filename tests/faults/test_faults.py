"""Every call of every write path made to fail: nothing torn, no exit status 0 for work not done, no litter.

One process for all, since it makes a child for every fault; see ``harness``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.faults.scenarios import RIGHT, TWINS, WRONG

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a process cannot be doubled on Windows")

NAMES = [name for name in RIGHT if name not in TWINS]


def examined(root: Path, *arguments: str) -> Mapping[str, Any]:
    """What the harness tells of each write path."""
    environment = {**os.environ, "PYTHONPATH": str(root / "scripts")}
    command = [sys.executable, "-m", "tests.faults.harness", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return {report["name"]: report for report in json.loads(done.stdout)}


@pytest.fixture(scope="module")
def right(root: Path) -> Mapping[str, Any]:
    """The product's own write paths, with most ways of failing at every call and the others at every eighth."""
    return examined(root, "--step", "8", *NAMES)


@pytest.fixture(scope="module")
def wrong(root: Path) -> Mapping[str, Any]:
    """Writers that do it wrong, each in its own way."""
    return examined(root, *(scenario.name for scenario in WRONG))


@pytest.mark.parametrize("name", NAMES)
def test_no_fault_leaves_anything_torn_or_untold(right: Mapping[str, Any], name: str) -> None:
    report = right[name]
    assert report["broken"] == []
    assert report["injections"]["I/O error"] == report["injections"]["killed before"] == report["calls"]
    assert {"open", "write", "fsync", "close"} <= report["by_call"].keys()


def test_they_are_more_than_a_thousand(right: Mapping[str, Any]) -> None:
    assert sum(sum(report["injections"].values()) for report in right.values()) > 1000


@pytest.mark.parametrize(
    ("name", "promise"),
    [
        ("in place", "a is torn"),
        ("without cleaning up", "new.tmp is torn, or none of ours"),
        ("one by one", "neither the old state nor the new"),
        ("errors swallowed", "exit status 0, and the work is not done"),
        ("errors not caught", "not a plain sentence"),
    ],
)
def test_a_wrong_writer_is_found_out(wrong: Mapping[str, Any], name: str, promise: str) -> None:
    assert any(promise in broken for broken in wrong[name]["broken"])
