"""What Git says of a folder: on real repositories, hostile ones too."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from supervision_records.history import stream
from supervision_records.history.changes import changes_of


def git(root: Path, environment: dict[str, str], *arguments: str, day: str = "2026-03-01") -> None:
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00+00:00"}
    subprocess.run(["git", "-C", str(root), *arguments], env={**environment, **when}, check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path, git_environment: dict[str, str]) -> Path:
    root = tmp_path / "clone"
    (root / "docs" / "protocols").mkdir(parents=True)
    git(root.parent, git_environment, "init", "-q", "-b", "main", str(root))
    for day, name, text in (("2026-03-01", "a", "1"), ("2026-04-02", "b", "1"), ("2026-05-03", "a", "2")):
        (root / "docs" / "protocols" / f"{name}.md").write_text(text)
        git(root, git_environment, "add", ".")
        git(root, git_environment, "commit", "-q", "-m", f"Change <b>{name}</b>\n\nnot shown", day=day)
    return root


def test_every_change_is_listed_newest_first(clone: Path) -> None:
    found = changes_of(clone, "docs/protocols")
    assert not found.why
    assert [(c.path, c.on, c.subject) for c in found.entries] == [
        ("docs/protocols/a.md", date(2026, 5, 3), "Change <b>a</b>"),
        ("docs/protocols/b.md", date(2026, 4, 2), "Change <b>b</b>"),
        ("docs/protocols/a.md", date(2026, 3, 1), "Change <b>a</b>"),
    ]
    assert len({c.commit for c in found.entries}) == 3


def test_a_change_of_another_folder_is_none_of_this_one(clone: Path, git_environment: dict[str, str]) -> None:
    (clone / "Xtra").mkdir()
    (clone / "Xtra" / "c.md").write_text("1")
    git(clone, git_environment, "add", ".")
    git(clone, git_environment, "commit", "-q", "-m", "Elsewhere", day="2026-06-01")
    assert len(changes_of(clone, "docs/protocols").entries) == 3
    assert [(c.path, c.subject) for c in changes_of(clone, "Xtra").entries] == [("Xtra/c.md", "Elsewhere")]


def test_a_long_list_is_the_same_however_it_is_heard(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = changes_of(clone, "docs/protocols")
    monkeypatch.setattr(stream, "PIECE", 7)
    assert changes_of(clone, "docs/protocols") == whole


def test_a_branch_counts_when_it_is_merged(clone: Path, git_environment: dict[str, str]) -> None:
    git(clone, git_environment, "checkout", "-q", "-b", "side")
    (clone / "docs" / "protocols" / "b.md").write_text("2")
    git(clone, git_environment, "commit", "-q", "-a", "-m", "On the side", day="2026-05-04")
    git(clone, git_environment, "checkout", "-q", "main")
    git(clone, git_environment, "merge", "-q", "--no-ff", "-m", "Merge", "side", day="2026-06-05")
    newest = changes_of(clone, "docs/protocols").entries[0]
    assert (newest.path, newest.on, newest.subject) == ("docs/protocols/b.md", date(2026, 6, 5), "Merge")


def test_a_repository_below_the_top_of_its_clone_gives_its_own_paths(
    clone: Path, git_environment: dict[str, str]
) -> None:
    (clone / "inner" / "docs" / "protocols").mkdir(parents=True)
    (clone / "inner" / "docs" / "protocols" / "c.md").write_text("1")
    git(clone, git_environment, "add", ".")
    git(clone, git_environment, "commit", "-q", "-m", "Inner")
    assert [c.path for c in changes_of(clone / "inner", "docs/protocols").entries] == ["docs/protocols/c.md"]


def test_a_message_cannot_pass_for_another_entry(clone: Path, git_environment: dict[str, str]) -> None:
    (clone / "docs" / "protocols" / "a.md").write_text("3")
    forged = f"x\x1f\x1e{'0' * 40}\x1f2020-01-01\ndocs/protocols/b.md"
    git(clone, git_environment, "commit", "-q", "-a", "-m", forged, day="2026-06-06")
    found = changes_of(clone, "docs/protocols").entries
    assert [(c.path, c.on) for c in found[:1]] == [("docs/protocols/a.md", date(2026, 6, 6))]
    assert len(found) == 4


def test_a_shallow_clone_gives_no_dates(clone: Path, tmp_path: Path, git_environment: dict[str, str]) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, git_environment, "clone", "-q", "--depth", "1", clone.as_uri(), str(shallow))
    found = changes_of(shallow, "docs/protocols")
    assert not found.entries
    assert "shallow" in found.why


def test_a_folder_that_is_no_clone(tmp_path: Path) -> None:
    found = changes_of(tmp_path, "docs/protocols")
    assert not found.entries
    assert "no clone" in found.why


def test_nothing_of_the_repositorys_own_configuration_is_run(clone: Path, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {canary}\n")
    program.chmod(0o755)
    with (clone / ".git" / "config").open("a") as config:
        config.write(f"[core]\n\tfsmonitor = {program}\n\tpager = {program}\n\thooksPath = {tmp_path}\n")
        config.write(f'[diff "x"]\n\ttextconv = {program}\n\tcommand = {program}\n[diff]\n\texternal = {program}\n')
    (clone / ".gitattributes").write_text("* diff=x\n")
    assert len(changes_of(clone, "docs/protocols").entries) == 3
    assert not canary.exists()
