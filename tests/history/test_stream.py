"""Long answers of Git: in pieces, up to a bound, and what is said where they break off."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from supervision_records.history import stream
from supervision_records.history.command import NO_CLONE, TOO_MUCH
from supervision_records.history.stream import LONGEST, MEMORY, at_most, begun, streamed
from tests.history.refused import refused

BLOB = ("cat-file", "blob", "HEAD:file")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone whose one file has twelve bytes."""
    root = tmp_path_factory.mktemp("stream")
    made = b"commit refs/heads/main\ncommitter A <a@example.org> 1772452800 +0000\ndata 1\nx\nM 100644 inline file\n"
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    given = made + b"data 12\ntwelve bytes\n"
    subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], input=given, check=True)
    return root


@pytest.fixture
def instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a few lines of shell in the place of Git."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    def put(lines: str) -> None:
        (tmp_path / "git").write_text(f"#!/bin/sh\n{lines}\n")
        (tmp_path / "git").chmod(0o755)

    return put


def test_an_answer_is_heard_up_to_a_bound(root: Path) -> None:
    assert at_most(root, 12, *BLOB) == b"twelve bytes"
    with refused(TOO_MUCH):
        at_most(root, 11, *BLOB)


def test_a_long_answer_comes_in_pieces(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PIECE", 5)
    pieces = [b"twelv", b"e byt", b"es", b""]
    assert list(streamed(root, *BLOB)) == pieces
    assert list(begun(root, *BLOB)()) == pieces


def test_a_longer_answer_than_any_log_is_broken_off(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PIECE", 4)
    monkeypatch.setattr(stream, "LONGEST", 12)
    assert b"".join(streamed(root, *BLOB)) == b"twelve bytes"
    monkeypatch.setattr(stream, "LONGEST", 11)
    for answer in (streamed(root, *BLOB), begun(root, *BLOB)()):
        with refused(TOO_MUCH):
            list(answer)


def test_the_bounds_leave_room_for_a_million_changes_and_a_hundred_thousand_files() -> None:
    assert LONGEST == 268_435_456
    assert MEMORY == 536_870_912


@pytest.mark.parametrize(
    ("words", "message"),
    [("anything", NO_CLONE), ("fatal: Out of memory, malloc failed", TOO_MUCH), ("fatal: out of memory", TOO_MUCH)],
)
def test_what_was_heard_before_a_failure_is_told_and_then_the_failure(
    tmp_path: Path, instead: Callable[[str], None], words: str, message: str
) -> None:
    instead(f"printf heard; echo '{words}' >&2; exit 128")
    for answer in (streamed(tmp_path, "x"), begun(tmp_path, "x")()):
        assert next(answer) == b"heard"
        with refused(message):
            list(answer)


def test_a_long_complaint_does_not_keep_git_from_its_end(tmp_path: Path, instead: Callable[[str], None]) -> None:
    instead("head -c 300000 /dev/zero >&2; printf heard")
    assert b"".join(streamed(tmp_path, "x")) == b"heard"


def test_git_has_a_bounded_memory_while_it_is_at_work(
    tmp_path: Path, instead: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "MEMORY", 1 << 27)
    instead("sleep 0.2; ulimit -d")
    assert b"".join(streamed(tmp_path, "x")).split() == [b"131072"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda root: at_most(root, 100, "cat-file", "blob", "HEAD:nothing"),
        lambda root: list(streamed(root, "cat-file", "blob", "HEAD:nothing")),
        lambda root: list(begun(root, "cat-file", "blob", "HEAD:nothing")()),
    ],
)
def test_a_command_that_fails_has_no_answer(root: Path, ask: Callable[[Path], object]) -> None:
    with refused(NO_CLONE):
        ask(root)
