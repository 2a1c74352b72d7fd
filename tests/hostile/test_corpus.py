"""Every hostile file is refused as expected, every odd but good one is read, and none takes long or much memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hostile.case import CANARY, SECONDS
from tests.hostile.corpus import GROUPS
from tests.hostile.good import GOOD

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits for a process's own time")

Outcome = Mapping[str, Any]


def alone(module: str, *arguments: str) -> bytes:
    """What a module of these tests writes when it is run by itself."""
    path = os.pathsep.join((str(ROOT / "scripts"), str(ROOT)))
    command = [sys.executable, "-m", f"tests.hostile.{module}", *arguments]
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(command, check=True, capture_output=True, env=environment, cwd=ROOT, timeout=600).stdout


def judged(*arguments: str) -> Sequence[Outcome]:
    """What the process with little time and memory says of the files."""
    outcomes: Sequence[Outcome] = json.loads(alone("judged", *arguments))
    return outcomes


@pytest.fixture(scope="module")
def outcomes() -> Mapping[tuple[str, str], Outcome]:
    return {(outcome["group"], outcome["name"]): outcome for outcome in judged()}


def fault(outcome: Outcome, code: str, line: int, column: int) -> str:
    """What is not as expected of a hostile file; nothing if all is."""
    if "raised" in outcome:
        return f"raised {outcome['raised']}"
    if outcome["data"] is not None or not outcome["problems"]:
        return "judged"
    found = tuple(outcome["problems"][0][:3])
    if found != (code, line or found[1], column or found[2]):
        return f"told as {found}, not as {(code, line, column)}"
    if CANARY in json.dumps((outcome["problems"], outcome["beside"])):
        return "its text is repeated"
    if not all(message.endswith(".") and hint for *_, message, hint, _ in outcome["problems"]):
        return "a message is no sentence, or says not what to do"
    return ""


def test_the_corpus_is_large_enough_and_every_file_has_its_own_name() -> None:
    names = [(group, hostile.name) for group, files in GROUPS.items() for hostile in files]
    assert len(names) == len(set(names)) >= 250
    assert len(GOOD) == len({good.name for good in GOOD}) >= 150


@pytest.mark.parametrize("group", GROUPS)
def test_hostile_files_are_refused_as_expected(group: str, outcomes: Mapping[tuple[str, str], Outcome]) -> None:
    found = {name: fault(outcomes[group, name], code, line, column) for name, _, code, line, column in GROUPS[group]}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_odd_but_good_files_are_read(outcomes: Mapping[tuple[str, str], Outcome]) -> None:
    wrong = [good.name for good in GOOD if outcomes["good", good.name].get("data") != good.data]
    assert wrong == []
    told = {good.name: [problem[0] for problem in outcomes["good", good.name]["problems"]] for good in GOOD}
    assert told == {good.name: list(good.warnings) for good in GOOD}


def test_no_file_takes_long(outcomes: Mapping[tuple[str, str], Outcome]) -> None:
    assert {name: o["seconds"] for name, o in outcomes.items() if o["seconds"] >= SECONDS} == {}


@pytest.mark.parametrize(
    ("reader", "raised"), [("spins", "TimeoutError"), ("hoards", "MemoryError"), ("falls-over", "RecursionError")]
)
def test_the_limits_hold(reader: str, raised: str) -> None:
    outcomes = judged(reader)
    assert [outcome["raised"] for outcome in outcomes] == [raised, raised]
    assert fault(outcomes[0], "empty-file", 1, 1) == f"raised {raised}"


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without its parser in C")
def test_the_loader_takes_little_longer_than_pyyaml_alone() -> None:
    size, theirs, ours = map(float, alone("overhead").split())
    assert 1500 < size < 2500
    assert ours - theirs < 0.1  # milliseconds
