"""A name that was typed in clear, taken out of the whole history of a real repository."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import purge

Git = Callable[..., str]

NAME = "Wren Featherby"
FILES = {
    "records/sessions/north/2026/s-1.yaml": "notes:\n  plans: Talked about wren  featherby's plan\n",
    "records/sessions/north/2026/s-2.yaml": "notes:\n  plans: {held: lcs}\n",
    "docs/more.md": "Both: wren_featherby, ZOË ÖST.\n",
    "docs/wrenches.md": "Wrenches, and Featherbys' feathers.\n",
}


@pytest.fixture
def git(git_environment: dict[str, str]) -> Git:
    def run(folder: Path, *arguments: str) -> str:
        command = ["git", "-C", str(folder), *arguments]
        return subprocess.run(command, env=git_environment, check=True, capture_output=True, text=True).stdout

    return run


@pytest.fixture
def source(tmp_path: Path, git: Git, git_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Clean at its end: the name is in an old file, on a branch, in a message and in a tag."""
    for key, value in git_environment.items():
        monkeypatch.setenv(key, value)
    # The environment that runs the tests holds filter-repo, whether or not a shell has made it its own.
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    root = tmp_path / "source"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    commit(git, root, {"README.md": "Ours\n"}, "Begin")
    commit(git, root, FILES, "Record a session")
    git(root, "checkout", "-q", "-b", "beside")
    commit(git, root, {"notes.txt": "WREN FEATHERBY, again\n"}, f"More on {NAME}")
    git(root, "checkout", "-q", "main")
    git(root, "tag", "-a", "v1", "-m", f"Before {NAME} was taken out")
    commit(
        git, root, {"docs/more.md": "None.\n", next(iter(FILES)): "notes:\n  plans: {held: lcs}\n"}, "Take the name out"
    )
    return root


def commit(git: Git, root: Path, files: dict[str, str], message: str) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", message)


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words"
    file.write_text(f"{NAME}\n\nZoë Öst\n", encoding="utf-8")
    return file


def run(tmp_path: Path, source: Path, words: Path, *more: str) -> int:
    target, commits = str(tmp_path / "clean"), str(tmp_path / "map")
    return purge.main([str(source), target, "--words", str(words), "--map", commits, *more])


def test_the_name_is_nowhere_and_all_else_is_as_it_was(
    tmp_path: Path, source: Path, words: Path, git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    before = git(source, "rev-parse", "--all")
    assert run(tmp_path, source, words) == 0
    clean = tmp_path / "clean"
    assert not any(purge.finds(text, [NAME, "zoë öst"]) for text in purge.contents(clean))
    assert any("Talked about removed's plan" in text for text in purge.contents(clean))
    assert git(clean, "ls-tree", "-r", "main") == git(source, "ls-tree", "-r", "main")
    assert git(clean, "for-each-ref", "--format=%(refname)").split() == [
        "refs/heads/beside", "refs/heads/main", "refs/tags/v1",
    ]  # fmt: skip
    for form in ("%s", "%an %ae %aI %cI"):
        old, new = (git(root, "log", f"--format={form}", "main") for root in (source, clean))
        assert old == new
    assert git(source, "rev-parse", "--all") == before
    said = capsys.readouterr().out
    assert "Every clone is deleted and cloned anew" in said
    assert "eather" not in said


def test_the_map_has_every_commit_and_leads_to_the_same_change(
    tmp_path: Path, source: Path, words: Path, git: Git
) -> None:
    assert run(tmp_path, source, words) == 0
    pairs = dict(line.split() for line in (tmp_path / "map").read_text(encoding="ascii").splitlines())
    assert set(pairs) == set(git(source, "rev-list", "--all").split())
    assert set(pairs.values()) == set(git(tmp_path / "clean", "rev-list", "--all").split())
    begin = git(source, "rev-list", "--max-parents=0", "main").strip()
    assert pairs[begin] == begin
    for old, new in pairs.items():
        of_old = git(source, "show", "-s", "--format=%aI %ae", old)
        assert git(tmp_path / "clean", "show", "-s", "--format=%aI %ae", new) == of_old


def test_the_old_clone_and_the_new_one_do_not_mix_in_silence(
    tmp_path: Path, source: Path, words: Path, git: Git
) -> None:
    """Why every clone has to go: an old one cannot simply go on."""
    assert run(tmp_path, source, words) == 0
    git(source, "remote", "add", "clean", str(tmp_path / "clean"))
    git(source, "fetch", "-q", "clean")
    with pytest.raises(subprocess.CalledProcessError):
        git(source, "merge", "--ff-only", "clean/main")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"words": ""}, "empty"),
        ({"words": "ab\n"}, "fewer than three letters"),
        ({"words": "Nobody Atall\n"}, "none of the words"),
        ({"file": "docs/wren featherby.md"}, "name of a file"),
        ({"settings": "holds:\n  - {of: cases/c-aaaaaaaa, from: 2026-01-01, by: head}\n"}, "legal hold"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    tmp_path: Path,
    source: Path,
    words: Path,
    git: Git,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, str],
    why: str,
) -> None:
    if "words" in change:
        words.write_text(change["words"], encoding="utf-8")
    if "file" in change:
        commit(git, source, {change["file"]: "x\n"}, "Another page")
    if "settings" in change:
        commit(git, source, {"supervision.yaml": change["settings"]}, "Settings")
    assert run(tmp_path, source, words) == 1
    said = capsys.readouterr().err
    assert "eather" not in said
    assert why in said
    assert not (tmp_path / "clean").exists()
    assert not (tmp_path / "map").exists()


def test_a_hold_whose_owner_agreed(tmp_path: Path, source: Path, words: Path, git: Git) -> None:
    commit(git, source, {"supervision.yaml": "holds:\n  - {of: cases/c-1}\n"}, "Settings")
    assert run(tmp_path, source, words, "--hold-agreed") == 0


def test_nothing_is_overwritten_and_the_list_is_kept_elsewhere(
    tmp_path: Path, source: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "map").write_text("", encoding="utf-8")
    assert run(tmp_path, source, words) == 1
    (tmp_path / "map").unlink()
    inside = source / "words"
    inside.write_text(NAME, encoding="utf-8")
    assert run(tmp_path, source, inside) == 1
    assert "keep it elsewhere" in capsys.readouterr().err
    assert not (tmp_path / "clean").exists()
