"""A repository with something wrong among its files is never green, is told by name, and hides nothing else."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from supervision_records.cli import main
from tests.hostile.case import CANARY
from tests.hostile.scenarios import CONTENTS, IGNORED, LINKS, NAMES, NO_FILES, Scenario

ROOT = Path(__file__).parents[2]
MINI = ROOT / "tests/mini/repository"
PROTOCOL = "docs/protocols/case-management-supervision.md"
SCENARIOS = (*LINKS, *NO_FILES, *NAMES, *IGNORED, *CONTENTS)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its file system cannot hold most of these")


def clean(root: Path) -> Path:
    """The tiny repository, without the record that it has for being refused, and with the one protocol it is under."""
    shutil.copytree(MINI, root)
    (root / PROTOCOL).parent.mkdir(parents=True)
    shutil.copy(ROOT / PROTOCOL, root / PROTOCOL)
    (root / "records/sessions/north/2026/s-broken.yaml").unlink()
    return root


def said(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> tuple[int, str]:
    """The status of a call and all that it wrote."""
    status = main(["--root", str(root), *arguments])
    captured = capsys.readouterr()
    return status, captured.out + captured.err


def compliance(capsys: pytest.CaptureFixture[str], root: Path) -> tuple[int, Mapping[str, Any], str]:
    """Judged as if no breach mattered: then only what is wrong with the files keeps the status from being 0."""
    status, text = said(capsys, root, "compliance", "--fail-on", "never", "--format", "json")
    return status, json.loads(text), text


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What is found in the repository in which nothing is wrong."""
    root = clean(tmp_path_factory.mktemp("clean") / "repository")
    target = root.parent / "out.json"
    with target.open("w", encoding="utf-8") as out, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        assert main(["--root", str(root), "check"]) == 0
        out.seek(0)
        out.truncate()
        assert main(["--root", str(root), "compliance", "--fail-on", "never", "--format", "json"]) == 0
    return json.loads(target.read_text(encoding="utf-8"))["findings"]


def test_there_are_enough_and_each_has_its_own_name() -> None:
    assert len(SCENARIOS) == len({scenario.name for scenario in SCENARIOS}) >= 40


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_it_is_told_and_hides_nothing(
    scenario: Scenario, tmp_path: Path, capsys: pytest.CaptureFixture[str], findings: Any
) -> None:
    root = clean(tmp_path / "repository")
    scenario.spoil(root)
    status, text = said(capsys, root, "check", "--format", "json")
    result = json.loads(text)
    errors = {
        (p["path"], p["code"]) for p in result["problems"] if p["severity"] == "error" and p["code"] != scenario.follows
    }
    assert status == scenario.check
    assert errors == scenario.told
    assert result["seen"] == result["judged"] + result["refused"]
    assert CANARY not in text
    status, report, text = compliance(capsys, root)
    assert status == scenario.compliance
    assert {(p["path"], p["code"]) for p in report["problems"]} == scenario.told
    assert CANARY not in text
    assert (report["findings"] == findings) == scenario.extra
    assert not list(tmp_path.rglob("pwned"))
    if shutil.rmtree.avoids_symlink_attacks:  # leaves nothing behind that a later run would have to wade through
        shutil.rmtree(root)


@pytest.mark.parametrize("style", ["text", "github", "summary"])
@pytest.mark.parametrize("verb", ["check", "compliance"])
def test_no_format_repeats_a_text_or_lets_a_name_act(
    verb: str, style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = clean(tmp_path / "repository")
    for scenario in NAMES:
        scenario.spoil(root)
    status, text = said(capsys, root, verb, "--format", style)
    assert status == 1
    assert CANARY not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not [line for line in text.splitlines() if line.startswith("::error::done")]


VERBS = (
    ("check",),
    ("compliance", "--fail-on", "never"),
    ("due",),
    ("explain", "ISL-1", "person/worker"),
    ("list", "absent"),
)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_every_verb_fails_for_a_refused_file_and_for_no_warning(
    verb: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = clean(tmp_path / "repository")
    june = root / "records/sessions/north/2026/s-june.yaml"
    june.write_bytes(june.read_bytes().rstrip(b"\n"))
    status, text = said(capsys, root, *verb)
    assert status == 0
    assert ("may not have been saved whole" in text) == (verb[0] == "check")
    june.write_bytes(b"")
    status, text = said(capsys, root, *verb)
    assert status == 1
    assert "s-june.yaml" in text
