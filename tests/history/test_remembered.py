"""Verdicts taken from earlier runs: the same words as without, whatever was done to the history or the cache."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from supervision_records import shelf
from supervision_records.cli import main
from supervision_records.history import remembered
from supervision_records.history.reading import Contents
from tests.clones import Clone

SESSION = "records/sessions/north/2026/s-{}.yaml"
PERSON = "records/people/sw-{}.yaml"
TOMB = "records/tombstones/2026/sessions--s-{}.yaml"
BURIED = "reason: mistake\non: 2026-03-05\nby: tm-1\n"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    who = {f"GIT_{role}_{what}": "a0@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return Clone(
        tmp_path_factory.mktemp("remembered") / "clone", {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    )


def said(capsys: pytest.CaptureFixture[str], clone: Clone, *more: str) -> tuple[int, str]:
    status = main(["--root", str(clone.root), "history", "--format", "json", *more])
    return status, capsys.readouterr().out


def same(capsys: pytest.CaptureFixture[str], clone: Clone) -> None:
    assert said(capsys, clone) == said(capsys, clone, "--no-cache")


def test_every_step_of_a_history_that_is_rewritten_too(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    chance = Random(6)  # noqa: S311  (chance that can be had again)
    for step in range(24):
        files: dict[str, str | None] = {}
        for _ in range(chance.randrange(1, 4)):
            number, day = chance.randrange(6), f"2026-03-{chance.randrange(1, 20):02}"
            held = f"date: {day}\ntype: case\nstatus: held\nsupervisees: [sw-{number % 3}]\n"
            sort = chance.randrange(5)
            if sort == 0:
                posts = f"posts: [{{team: north, role: social-worker, from: {day}}}]\n"
                files[PERSON.format(number % 3)] = posts + f"identities: [a{chance.randrange(3)}@example.org]\n"
            elif sort == 1 and (clone.root / SESSION.format(number)).exists():
                files |= {SESSION.format(number): None, TOMB.format(number): chance.choice([None, BURIED])}
            elif sort == 2:
                files[SESSION.format(number)] = held + f"signed: [{{by: sw-{number % 3}, on: {day}}}]\n"
            else:
                files[SESSION.format(number)] = held
        clone.git("checkout", "-q", "-B", "main")
        clone.commit(f"2026-03-{1 + step:02}T12:00:00+00:00", {**files, "step": f"{step}"})
        if step % 7 == 6:
            clone.git("reset", "-q", "--hard", f"HEAD~{chance.randrange(1, 4)}")
        same(capsys, clone)


def test_what_is_unchanged_is_not_read_again(
    clone: Clone, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    fetch = Contents.fetch

    def noting(self: Contents, wanted: object) -> None:
        pairs = list(wanted)  # type: ignore[call-overload]
        read.extend(path for path, _ in pairs)
        fetch(self, pairs)

    first = said(capsys, clone)
    monkeypatch.setattr(Contents, "fetch", noting)
    assert said(capsys, clone) == first
    assert not [path for path in read if "/sessions/" in path]
    assert said(capsys, clone, "--no-cache") == first
    assert [path for path in read if "/sessions/" in path]


@pytest.mark.parametrize(
    "harm",
    [
        lambda whole: whole[:-1],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"",
        lambda whole: whole + b" ",
        lambda whole: whole.replace(b'"recorded-late"', b'"recorded-lots"') + b"",
        lambda whole: bytes([*whole[:200], whole[200] ^ 1, *whole[201:]]),
    ],
)
def test_a_broken_cache_changes_no_finding(
    clone: Clone, capsys: pytest.CaptureFixture[str], harm: Callable[[bytes], bytes]
) -> None:
    said(capsys, clone)
    cache = clone.root / ".git" / shelf.FOLDER / f"{remembered.NAME}.cache"
    cache.write_bytes(harm(cache.read_bytes()))
    same(capsys, clone)


def test_a_cache_that_somebody_commits_is_none(clone: Clone, tmp_path: Path) -> None:
    """What a commit can hold is no part of ``.git``, where alone a cache is looked for."""
    place = shelf.place(clone.root)
    assert place is not None
    assert place.parent == clone.root / ".git"
    assert shelf.place(tmp_path) is None
    (tmp_path / ".git").write_text("gitdir: nowhere\n", "utf-8")
    assert shelf.place(tmp_path) is None
