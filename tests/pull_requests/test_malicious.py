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
    assert "##[" not in verdict.said
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
    assert (workspace.root / "summary.md").read_text(encoding="utf-8").startswith("## This change in plain words")


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


def test_a_name_does_nothing_in_any_output(workspace: Workspace) -> None:
    name = "docs/##[error]<img src=x> [a](b).js"
    workspace.propose(lambda w: w.write(name, "x\n"))
    verdict = run(workspace, CHECK)
    assert verdict.codes == {"changed-product"}
    assert all("##[" not in line for line in verdict.said.splitlines() if not line.startswith("::"))
    run(workspace, SUMMARY)
    summary = (workspace.root / "summary.md").read_text(encoding="utf-8")
    assert "&lt;img src=x&gt;" in summary
    assert "<img" not in summary


def commit_of(workspace: Workspace, entries: list[tuple[str, str, str]]) -> None:
    """Trees as only a program of one's own makes them, as the end of the change; entries are (mode, id, name)."""
    raw = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(oid) for mode, oid, name in entries)
    tree = workspace.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", text=raw)
    commit = workspace.git("commit-tree", tree, "-p", "HEAD", "-m", "Made by hand")
    workspace.git("update-ref", "refs/heads/main", commit)


def entries_of(workspace: Workspace) -> list[tuple[str, str, str]]:
    rows = [line.split() for line in workspace.git("ls-tree", "HEAD").splitlines()]
    return [("40000" if sort == "tree" else mode, oid, name) for mode, sort, oid, name in rows]


@pytest.mark.parametrize("name", ["supervision.yaml", "records", ".git", "..", "."])
def test_a_tree_that_git_would_not_make_is_not_judged(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    blob = workspace.git("hash-object", "-w", "--stdin", text=b"narrative: {plain: ['*.*']}\n")
    commit_of(workspace, [*entries_of(workspace), ("100644", blob, name)])
    verdict = run_here(workspace, CHECK, capsys)
    assert verdict.status == 3
    assert "Git itself does not make such commits" in verdict.said


def test_a_few_bytes_that_list_more_files_than_there_is_room_for(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    sort, inner = "100644", workspace.git("hash-object", "-w", "--stdin", text=b"")
    for _ in range(8):
        raw = b"".join(f"{sort} {n:02d}".encode() + b"\0" + bytes.fromhex(inner) for n in range(20))
        inner = workspace.git("hash-object", "-t", "tree", "-w", "--stdin", text=raw)
        sort = "40000"
    commit_of(workspace, [*entries_of(workspace), ("40000", inner, "zz")])
    verdict = run_here(workspace, CHECK, capsys)
    assert verdict.status == 3
    assert "more files in this state" in verdict.said
