"""No malicious pull request comes through green: each is refused for its reason, and nothing that it brings is run."""

from __future__ import annotations

import pytest

from tests.pull_requests.attacks import ATTACKS, Attack
from tests.pull_requests.workspace import CHECK, COMPLIANCE, SUMMARY, Workspace, run, run_here

each = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
planting = pytest.mark.parametrize("attack", [a for a in ATTACKS if a.plants], ids=lambda attack: attack.name)


def test_there_are_as_many_as_promised() -> None:
    assert len(ATTACKS) >= 40
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)


@each
def test_it_is_refused_for_its_reason(workspace: Workspace, capsys: pytest.CaptureFixture[str], attack: Attack) -> None:
    workspace.propose(attack.make)
    verdict = run_here(workspace, CHECK, capsys)
    assert verdict.status == 1, verdict.said
    assert attack.code in verdict.codes, verdict.said
    assert "planted" not in verdict.codes
    assert all(line.startswith(("::error ", "::warning ")) for line in verdict.said.splitlines() if "::" in line[:2])
    assert "943 476" not in verdict.said
    assert not list(workspace.root.rglob("planted*"))


@planting
def test_nothing_that_it_brings_is_run(workspace: Workspace, attack: Attack) -> None:
    workspace.propose(attack.make)
    verdict = run(workspace, CHECK)
    assert verdict.status == 1, verdict.said
    assert attack.code in verdict.codes
    for script in (COMPLIANCE, SUMMARY):
        run(workspace, script)
    assert not workspace.marker.exists()
    assert (workspace.root / "summary.md").read_text(encoding="utf-8").startswith("## Check of the records")


def test_a_planted_program_would_be_noticed(workspace: Workspace) -> None:
    workspace.plant("setup.py")
    run(workspace, f"python3 {workspace.change / 'setup.py'}")
    assert workspace.marker.exists()


def test_without_the_commit_that_it_starts_from_nothing_is_judged(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    for script in (CHECK, COMPLIANCE):
        for start in ("", "0" * 40, "--output=planted", "nowhere"):
            verdict = run_here(workspace, script.replace('--since "$BASE"', f'--since="{start}"'), capsys)
            assert verdict.status == 3
            assert "Nothing was judged." in verdict.said
    assert not list(workspace.root.rglob("planted*"))


def test_a_history_of_its_own_is_not_compared(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    workspace.git("checkout", "--quiet", "--orphan", "unrelated")
    workspace.commit()
    for script in (CHECK, COMPLIANCE):
        verdict = run_here(workspace, script, capsys)
        assert verdict.status == 3
        assert "no history in common" in verdict.said
