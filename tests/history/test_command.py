"""One Git command: what it may see, what it must not heed, and what is said where it fails."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from supervision_records.history.command import (
    NO_CLONE,
    NO_GIT,
    OWNER,
    SHALLOW,
    UNWANTED,
    GitError,
    git,
    is_commit,
    is_shallow,
    line,
    program,
    resolve,
)
from supervision_records.history.stream import at_most, started, streamed
from tests.history.refused import refused


def plain(root: Path, *arguments: str) -> str:
    words = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of two commits, with a tag, a note of what it tracks, and a file of twelve bytes."""
    root = tmp_path_factory.mktemp("command") / "clone"
    plain(root.parent, "init", "-q", "-b", "main", str(root))
    (root / "file").write_bytes(b"twelve bytes")
    plain(root, "add", ".")
    plain(root, "commit", "-q", "-m", "One")
    plain(root, "commit", "-q", "--allow-empty", "-m", "Two")
    plain(root, "tag", "-a", "-m", "x", "v1", "main~1")
    return root


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another program takes the place of Git, and says only what it was called with and what it sees."""
    import_module("git.cmd")  # which asks the real Git for its version, once
    program = tmp_path / "git"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\nenv\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


#: What decides for Git where to look, what to ask and in which language to speak, and what it has to be here.
SETTLED = {
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_GRAFT_FILE": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C",
}  # fmt: skip
#: What a hook's caller or a hostile shell may have set, and Git must not see.
ELSEWHERE = (
    "GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT", "GIT_SHALLOW_FILE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF", "GIT_CEILING_DIRECTORIES",
)  # fmt: skip


class TestEnvironment:
    def said(self, root: Path) -> list[dict[str, str]]:
        """What Git sees, in each of the ways in which it is called."""
        process = started(root, "x")
        assert process.stdout is not None
        answers = [git(root, "x"), process.stdout.read(), b"".join(streamed(root, "x")), at_most(root, 1 << 20, "x")]
        lines = [answer.decode().splitlines() for answer in answers]
        return [dict(line.split("=", 1) for line in told if "=" in line and line[0] != "-") for told in lines]

    def test_nothing_of_the_callers_points_git_elsewhere(self, seen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in (*SETTLED, *ELSEWHERE):
            monkeypatch.setenv(name, "hostile")
        for variables in self.said(seen):
            assert {name: variables.get(name) for name in SETTLED} == SETTLED
            assert not set(ELSEWHERE) & variables.keys()
            assert "hostile" not in variables.values()
        assert {os.environ[name] for name in (*SETTLED, *ELSEWHERE)} == {"hostile"}
        assert set(UNWANTED) == set(ELSEWHERE)

    def test_what_is_added_for_one_command_is_seen_by_it_alone(self, seen: Path) -> None:
        said = git(seen, "x", environment={"GIT_QUARANTINE_PATH": "/somewhere"})
        assert b"\nGIT_QUARANTINE_PATH=/somewhere\n" in said
        assert b"\nGIT_CONFIG_GLOBAL=/dev/null\n" in said
        assert b"GIT_QUARANTINE_PATH" not in git(seen, "x")

    @pytest.mark.parametrize(
        ("key", "theirs", "ours"),
        [
            ("core.fsmonitor", "/program", "false"),
            ("core.hooksPath", "/hooks", "/dev/null"),
            ("core.pager", "/program", "cat"),
            ("protocol.allow", "always", "never"),
            ("log.showSignature", "true", "false"),
            ("core.useReplaceRefs", "true", "false"),
            ("log.diffMerges", "off", "separate"),
            ("core.commitGraph", "true", "false"),
        ],
    )
    def test_whatever_a_clone_is_set_to_git_goes_by_ours(
        self, tmp_path: Path, key: str, theirs: str, ours: str
    ) -> None:
        plain(tmp_path, "init", "-q")
        plain(tmp_path, "config", key, theirs)
        assert plain(tmp_path, "config", "--get", key) == theirs
        assert line(tmp_path, "config", "--get", key) == ours

    def test_no_locks_are_taken_nothing_is_replaced_and_a_path_is_no_pattern(self, seen: Path) -> None:
        words = git(seen, "x").decode().splitlines()
        assert {"--no-optional-locks", "--no-replace-objects", "--literal-pathspecs"} <= set(words)


class TestAnswers:
    def test_an_answer_comes_as_bytes_and_one_line_as_text(self, root: Path) -> None:
        assert git(root, "cat-file", "blob", "HEAD:file") == b"twelve bytes"
        assert git(root, "rev-parse", "--is-bare-repository") == b"false\n"
        assert line(root, "rev-parse", "--is-bare-repository") == "false"

    @pytest.mark.parametrize("ask", [git, line])
    def test_a_command_that_fails_has_no_answer(self, root: Path, ask: Callable[..., object]) -> None:
        with refused(NO_CLONE):
            ask(root, "cat-file", "blob", "HEAD:nothing")

    @pytest.mark.parametrize("folder", ["nothing", "file", "a\0b"])
    def test_what_is_no_folder_is_no_clone(self, root: Path, folder: str) -> None:
        with refused(NO_CLONE):
            git(root / folder, "rev-parse", "HEAD")

    def test_a_folder_of_another_user_is_told_as_such(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        with refused(OWNER):
            git(root, "rev-parse", "HEAD")

    def test_git_is_the_first_program_of_that_name_on_the_path_and_never_one_of_this_folder(
        self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for folder in ("plain", "nested/git", "first", "second"):
            (tmp_path / folder).mkdir(parents=True)
        (tmp_path / "plain/git").write_text("no program")
        for folder in ("first", "second"):
            (tmp_path / folder / "git").write_text("#!/bin/sh\n")
            (tmp_path / folder / "git").chmod(0o755)
        monkeypatch.chdir(tmp_path / "second")
        paths = ["", ".", "../first", *(str(tmp_path / name) for name in ("plain", "nested", "first", "second"))]
        monkeypatch.setenv("PATH", os.pathsep.join(paths))
        assert program() == str(tmp_path / "first/git")
        monkeypatch.setattr(os, "defpath", str(tmp_path / "second"))
        monkeypatch.delenv("PATH")
        assert program() == str(tmp_path / "second/git")
        monkeypatch.setenv("PATH", os.pathsep.join(paths[:5]))
        with refused(NO_GIT):
            program()
        with refused(NO_GIT):
            git(root, "rev-parse", "HEAD")


class TestResolve:
    @pytest.mark.parametrize(
        ("name", "place"),
        [("main", "main"), ("HEAD", "main"), ("main~1", "main~1"), ("v1", "main~1"), ("refs/heads/main", "main")],
    )
    def test_a_name_means_a_commit(self, root: Path, name: str, place: str) -> None:
        assert resolve(root, name) == plain(root, "rev-parse", place)

    @pytest.mark.parametrize("name", ["", "-", "--all", "-main", "^main"])
    def test_what_git_would_take_for_something_else_names_nothing(self, root: Path, name: str) -> None:
        with pytest.raises(GitError, match="names no revision"):
            resolve(root, name)

    @pytest.mark.parametrize("name", ["nothing", "main~9", "HEAD:file", "main..HEAD", "f" * 40])
    def test_what_is_not_there_is_said_to_be_not_there(self, root: Path, name: str) -> None:
        with refused(f"there is no revision {name!r} here."):
            resolve(root, name)

    def test_in_a_shallow_clone_the_reason_is_said_too(self, root: Path, tmp_path: Path) -> None:
        plain(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
        assert (is_shallow(root), is_shallow(tmp_path / "shallow")) == (False, True)
        with refused(f"there is no revision 'HEAD~1' here. {SHALLOW}"):
            resolve(tmp_path / "shallow", "HEAD~1")

    def test_a_folder_that_is_no_clone_is_told_as_such(self, tmp_path: Path) -> None:
        with refused(NO_CLONE):
            resolve(tmp_path, "HEAD")

    @pytest.mark.parametrize("pair", [("tags", "heads"), ("heads", "remotes"), ("tags", "remotes")])
    def test_a_name_of_two_things_is_not_chosen_between(
        self, root: Path, tmp_path: Path, pair: tuple[str, str]
    ) -> None:
        plain(tmp_path, "clone", "-q", str(root), "clone")
        clone = tmp_path / "clone"
        for place, kind in zip(("HEAD", "HEAD~1"), pair, strict=True):
            plain(clone, "update-ref", f"refs/{kind}/both", place)
        with pytest.raises(GitError, match="more than one thing"):
            resolve(clone, "both")
        assert resolve(clone, f"refs/{pair[1]}/both") == plain(root, "rev-parse", "HEAD~1")

    @pytest.mark.parametrize(
        ("text", "whole"),
        [
            ("a" * 40, True),
            ("0" * 64, True),
            ("a" * 39, False),
            ("a" * 41, False),
            ("A" * 40, False),
            ("g" * 40, False),
        ],
    )
    def test_a_full_id_is_one_of_either_length(self, text: str, whole: bool) -> None:
        assert is_commit(text) is whole
