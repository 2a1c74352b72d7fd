"""On which day each claim of a record came in: from real clones, and from histories that cannot be gone by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervision_records.claims import claim
from supervision_records.history.witness import arrivals_at
from supervision_records.model import Claim
from tests.clones import Clone

PATH = "records/sessions/north/2026/s-1.yaml"
SIGNED = claim("signed", {"by": "boss", "on": "2026-03-02"})
NOW = 1_800_000_000


def session(*lines: str) -> str:
    return "\n".join(["date: 2026-03-01", *lines]) + "\n"


SIGNATURE = "signed: [{by: boss, on: 2026-03-02}]"


@pytest.fixture
def clone(tmp_path: Path, git_environment: dict[str, str]) -> Clone:
    return Clone(tmp_path / "clone", git_environment)


def days(clone: Clone, path: str = PATH) -> dict[Claim, date | None]:
    arrivals = arrivals_at(clone.root, NOW)
    assert not arrivals.why
    return dict(arrivals.days[path])


def test_a_claim_came_in_with_the_change_that_made_it(clone: Clone) -> None:
    clone.commit("2026-03-03T12:00:00+00:00", {PATH: session("recorded: {by: boss, on: 2026-03-01}")})
    clone.commit("2026-03-09T12:00:00+00:00", {PATH: session("recorded: {by: boss, on: 2026-03-01}", SIGNATURE)})
    recorded = claim("recorded", {"by": "boss", "on": "2026-03-01"})
    assert days(clone) == {recorded: date(2026, 3, 3), SIGNED: date(2026, 3, 9)}


def test_a_claim_that_was_changed_is_a_new_one(clone: Clone) -> None:
    clone.commit("2026-03-03T12:00:00+00:00", {PATH: session("signed: [{by: boss, on: 2026-03-03}]")})
    clone.commit("2026-03-20T12:00:00+00:00", {PATH: session(SIGNATURE)})
    assert days(clone)[SIGNED] == date(2026, 3, 20)


def test_a_claim_that_went_and_came_back_came_in_the_first_time(clone: Clone) -> None:
    for day, text in (("03", session(SIGNATURE)), ("04", session()), ("20", session(SIGNATURE))):
        clone.commit(f"2026-03-{day}T12:00:00+00:00", {PATH: text})
    assert days(clone) == {SIGNED: date(2026, 3, 3)}


def test_a_record_that_was_moved_is_the_same_and_known_by_either_path(clone: Clone) -> None:
    moved = "records/sessions/south/2026/s-1.yaml"
    clone.commit("2026-03-03T12:00:00+00:00", {PATH: session(SIGNATURE)})
    clone.commit("2026-03-20T12:00:00+00:00", {PATH: None, moved: session(SIGNATURE)})
    assert days(clone) == days(clone, moved) == {SIGNED: date(2026, 3, 3)}


def test_what_a_branch_has_comes_in_when_it_is_merged(clone: Clone) -> None:
    clone.commit("2026-03-01T12:00:00+00:00", {PATH: session()})
    clone.git("checkout", "-q", "-b", "side")
    clone.commit("2026-03-03T12:00:00+00:00", {PATH: session(SIGNATURE)})
    clone.git("checkout", "-q", "main")
    clone.git("merge", "-q", "--no-ff", "-m", "Merge", "side", at="2026-03-12T12:00:00+00:00")
    assert days(clone) == {SIGNED: date(2026, 3, 12)}


def test_what_is_not_committed_has_not_come_in(clone: Clone) -> None:
    clone.commit("2026-03-03T12:00:00+00:00", {PATH: session()})
    (clone.root / PATH).write_text(session(SIGNATURE))
    (clone.root / "records/sessions/north/2026/s-2.yaml").write_text(session(SIGNATURE))
    arrivals = arrivals_at(clone.root, NOW)
    assert arrivals.days == {PATH: {}}


@pytest.mark.parametrize(
    "text", ["signed: [", "- a list\n", "signed: nobody\n", "signed: [7, {by: boss}]\ncases: [x]\n", "\0"]
)
def test_an_old_content_that_is_no_record_claims_nothing_and_stops_nothing(text: str, clone: Clone) -> None:
    clone.commit("2026-03-03T12:00:00+00:00", {PATH: text})
    clone.commit("2026-03-04T12:00:00+00:00", {PATH: session(SIGNATURE)})
    assert days(clone)[SIGNED] == date(2026, 3, 4)


def test_a_commit_whose_date_cannot_be_right_gives_no_day(clone: Clone) -> None:
    clone.commit("2026-03-10T12:00:00+00:00", {"records/people/boss.yaml": "posts: []\n"})
    clone.commit("2026-03-03T12:00:00+00:00", {PATH: session(SIGNATURE)})
    assert days(clone) == {SIGNED: None}


def test_a_shallow_clone_gives_no_day_and_says_why(clone: Clone, tmp_path: Path) -> None:
    clone.commit("2026-03-03T12:00:00+00:00", {PATH: session()})
    clone.commit("2026-03-04T12:00:00+00:00", {PATH: session(SIGNATURE)})
    clone.git("clone", "-q", "--depth", "1", clone.root.as_uri(), str(tmp_path / "shallow"))
    arrivals = arrivals_at(tmp_path / "shallow", NOW)
    assert (dict(arrivals.days), "shallow" in arrivals.why) == ({}, True)


def test_a_folder_that_is_no_clone_gives_no_day_and_says_why(tmp_path: Path) -> None:
    assert "no clone" in arrivals_at(tmp_path, NOW).why


def test_a_history_without_these_records_gives_no_day_and_says_why(clone: Clone) -> None:
    clone.commit("2026-03-03T12:00:00+00:00", {"README.md": "Records are kept out of Git here.\n"})
    (clone.root / PATH).parent.mkdir(parents=True)
    (clone.root / PATH).write_text(session(SIGNATURE))
    assert "None of these records" in arrivals_at(clone.root, NOW).why
