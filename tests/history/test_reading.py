"""Contents read in bulk and kept, and how Python is left behind."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from supervision_records.history.blobs import Blobs
from supervision_records.history.command import NO_CLONE
from supervision_records.history.reading import Contents, read_history
from supervision_records.history.values import Commit, History, Odd, OddMerge, Step, Version, Who
from supervision_records.store import Name
from supervision_records.yamlio import MAX_BYTES
from tests.clones import Clone
from tests.history.refused import refused

ASH = Who("Ash", "ash@example.org")
COMMIT = Commit("c", (), 1_772_452_800, ASH, ASH)


class Kept(Blobs):
    """Contents that say their own id, but for one that is no YAML, one that is no record, and one that is too long."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def read_all(self, blobs: Iterable[str], limit: int) -> Iterator[bytes]:
        assert limit == MAX_BYTES + 1
        self.asked.append(list(blobs))
        odd = {"broken": b"a: [", "list": b"- a\n", "long": b"a: " + b"x" * MAX_BYTES}
        return (odd.get(blob, f"id: {blob}\n".encode()) for blob in self.asked[-1])


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_a_content_is_read_once_and_only_where_there_is_one(kept: Kept) -> None:
    read = Contents(kept)
    read.fetch([("p", "one"), ("q", "two"), ("q", "one"), ("r", "")])
    assert kept.asked == [["one", "two"]]
    assert read("p", "one") == {"id": "one"}
    assert read("p", "three") == {"id": "three"}
    assert read("p", "three") == {"id": "three"}
    assert read("p", "") is None
    read.fetch([("p", "two"), ("p", "four")])
    assert kept.asked == [["one", "two"], ["three"], ["four"]]


@pytest.mark.parametrize("blob", ["broken", "list", "long"])
def test_what_is_no_readable_record_has_no_value_and_is_not_asked_for_again(kept: Kept, blob: str) -> None:
    read = Contents(kept)
    assert read("p", blob) is None
    assert read("p", blob) is None
    assert kept.asked == [[blob]]


def test_all_that_anything_is_judged_by_is_read_at_once(kept: Kept) -> None:
    versions = (
        Version(COMMIT, "p", "last", (Step(COMMIT, "first"), Step(COMMIT, "last"))),
        Version(COMMIT, "p", "", (Step(COMMIT, ""),)),
    )
    settings = (Version(COMMIT, "s", "settings", (Step(COMMIT, "settings"),)),)
    merges = (OddMerge(COMMIT, "p", Odd.NEITHER, "merged", ("one", "other")),)
    history = History((COMMIT,), {Name("people", "a"): versions}, merges, settings)
    read = Contents(kept)
    read.fetch_all(history)
    asked = [blob for blobs in kept.asked for blob in blobs]
    assert sorted(asked) == ["first", "last", "merged", "one", "other", "settings"]
    before = len(kept.asked)
    assert [read("p", blob) for blob in asked] == [{"id": blob} for blob in asked]
    assert len(kept.asked) == before


@pytest.mark.parametrize("was", [True, False])
def test_the_collection_of_circles_is_left_as_it_was_found(
    was: bool, tmp_path: Path, git_environment: dict[str, str]
) -> None:
    clone = Clone(tmp_path / "clone", git_environment)
    clone.commit("2026-03-02T12:00:00+00:00", {"records/people/ash.yaml": "x"})
    (tmp_path / "none").mkdir()
    before = gc.isenabled()
    try:
        (gc.enable if was else gc.disable)()
        assert list(read_history(clone.root).records) == [Name("people", "ash")]
        assert gc.isenabled() is was
        with refused(NO_CLONE):
            read_history(tmp_path / "none")
        assert gc.isenabled() is was
    finally:
        (gc.enable if before else gc.disable)()
