"""The workflows: least permissions, pinned actions, no text from outside in a script, and commands that exist."""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import dev
import dev_machine
from supervision_records.cli import main

FOLDER = Path(__file__).parents[1] / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
PIN = re.compile(r"uses: [\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

#: All that any job may ask for; what is not here is refused.
PERMISSIONS = {
    "pull-request.yml": {"records": {"contents": "read"}},
    "site.yml": {"build": {"contents": "read"}, "publish": {"pages": "write", "id-token": "write"}},
    "nightly.yml": {"compliance": {"contents": "read"}},
    "tests.yml": {"tests": {"contents": "read"}},
}


def parsed(path: Path) -> dict[Any, Any]:
    """A workflow as data; the key ``on`` is read as true by YAML 1.1."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """Every step of every job."""
    for job in parsed(path)["jobs"].values():
        yield from job["steps"]


def scripts(path: Path) -> Iterator[str]:
    """Every line of every script."""
    for step in steps(path):
        yield from step.get("run", "").splitlines()


each = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def test_each_workflow_is_known() -> None:
    assert {path.name for path in WORKFLOWS} == set(PERMISSIONS)


@each
def test_permissions_are_the_least(path: Path) -> None:
    workflow = parsed(path)
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == PERMISSIONS[path.name]


@each
def test_a_change_from_outside_never_runs_with_secrets(path: Path) -> None:
    triggers = parsed(path)[True]
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(triggers)
    assert "secrets." not in path.read_text(encoding="utf-8")


@each
def test_actions_are_pinned_by_commit_with_their_version(path: Path) -> None:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines
    assert [line for line in lines if not PIN.fullmatch(line)] == []


def test_one_action_has_one_pin() -> None:
    pins = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}
    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


@each
def test_checkouts_keep_no_credentials(path: Path) -> None:
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("name", ["site.yml", "nightly.yml"])
def test_what_shows_or_judges_main_has_its_whole_history(name: str) -> None:
    (checkout,) = [step for step in steps(FOLDER / name) if "checkout" in step.get("uses", "")]
    assert checkout["with"]["fetch-depth"] == 0


@each
def test_scripts_hold_no_expression(path: Path) -> None:
    assert [line for line in scripts(path) if "${{" in line] == []


@each
def test_every_job_has_a_time_limit(path: Path) -> None:
    assert all(job["timeout-minutes"] <= 30 for job in parsed(path)["jobs"].values())


@each
def test_commands_are_those_that_a_person_runs(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in scripts(path):
        said = line.replace("${AGREED:+--allow-rule-changes}", "--allow-rule-changes")
        words = shlex.split(said.replace("$GITHUB_SERVER_URL/", "https://git.example.org/").partition(">")[0])
        if words[0] == "python3":
            assert words[1] in {"scripts/dev.py", "base/scripts/dev.py"}
            arguments = dev.command_line().parse_args(words[2:])
            assert isinstance(arguments, argparse.Namespace)
        else:
            assert words[0] in {".venv/bin/supervision", "base/.venv/bin/supervision"}, line
            with pytest.raises(SystemExit) as ended:
                main([*words[1:], "--help"])  # the parser refuses what comes before --help and does not exist
            assert ended.value.code == 0, capsys.readouterr().err


def test_nothing_that_a_pull_request_brings_is_run_where_it_is_judged() -> None:
    path = FOLDER / "pull-request.yml"
    base, change = (step["with"] for step in steps(path) if step.get("uses", "").startswith("actions/checkout@"))
    assert (base["path"], base["ref"]) == ("base", "${{ github.base_ref }}")
    assert (change["path"], change["fetch-depth"], change["lfs"], change["submodules"]) == ("change", 0, False, False)
    assert "ref" not in change
    for line in scripts(path):
        assert line.startswith(("python3 base/scripts/dev.py ", "base/.venv/bin/supervision --root change ")), line
        assert "change/" not in line
        assert "--rules" not in line or '--since "$BASE" --at HEAD --rules "$BASE"' in line


def test_an_agreement_to_other_rules_holds_for_the_state_that_was_looked_at() -> None:
    path = FOLDER / "pull-request.yml"
    agreed = parsed(path)["jobs"]["records"]["env"]["AGREED"]
    assert "github.event.action == 'labeled' && github.event.label.name == 'rules-agreed'" in agreed
    assert parsed(path)[True]["pull_request"]["types"] == [
        "opened", "reopened", "synchronize", "edited", "labeled",
    ]  # fmt: skip


def test_zizmor_finds_nothing() -> None:
    tool = Path(sys.executable).with_name("zizmor.exe" if dev_machine.WINDOWS else "zizmor")
    command = [str(tool), "--offline", "--no-progress", "--quiet", "--pedantic", "--strict-collection", str(FOLDER)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
