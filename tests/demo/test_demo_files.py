"""The demo's files: the same for the same seed, valid, consistent, without a name, and as many as were asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervision_records import consistency
from supervision_records.demo import demo_files
from supervision_records.demo.write import write_demo
from supervision_records.model import Protocol
from supervision_records.schema import Schemas
from supervision_records.settings import read_settings
from supervision_records.store import KINDS, Store
from supervision_records.writing import CannotWriteError
from supervision_records.yamlio import load


def values(data: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf of a record with the key that it stands under."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from values(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from values(value, key)
    else:
        yield key, data


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert list(demo_files(30, 12, 5)) == list(demo_files(30, 12, 5))


def test_another_seed_gives_another_demo() -> None:
    assert dict(demo_files(30, 12, 5)) != dict(demo_files(30, 12, 6))


def test_paths_are_in_order_and_unlike() -> None:
    paths = [path for path, _ in demo_files(30, 12, 5)]
    assert paths[-1] == "supervision.yaml"
    assert paths[:-1] == sorted(set(paths[:-1]))


def test_more_people_and_more_months_make_more_records() -> None:
    small, wide, long = (sum(1 for _ in demo_files(*size, 5)) for size in ((60, 12), (240, 12), (60, 36)))
    assert 2.5 * small < wide < 4.5 * small
    assert 1.8 * small < long < 3.5 * small


def test_people_are_those_who_hold_cases(store: Store) -> None:
    holding = [record for record in store.records["people"].values() if record.data["posts"][0].get("case_holding")]
    assert len(holding) >= 25


@pytest.mark.parametrize("size", [(29, 12), (30, 11)])
def test_a_demo_too_small_for_its_stories_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="30 to 10000 people and 12 to 240 months"):
        list(demo_files(*size, 1))


@pytest.mark.parametrize("as_of", [date(2024, 2, 29), date(2027, 1, 4)])
def test_any_as_of_date_will_do(as_of: date, schemas: Schemas) -> None:
    for path, text in demo_files(30, 12, 3, as_of):
        document, problems = load(path, text.encode())
        assert not problems
        if path.startswith("records/") and document is not None:
            assert not schemas.validate(path.split("/")[1], document), path


def test_every_file_is_valid_and_stands_where_it_belongs(files: dict[str, str], store: Store) -> None:
    assert store.problems == ()
    assert (store.judged, store.refused) == (len(files) - 1, 0)


def test_the_records_are_consistent(
    files: dict[str, str], store: Store, protocols: dict[str, Protocol], schemas: Schemas, tmp_path: Path
) -> None:
    (tmp_path / "supervision.yaml").write_text(files["supervision.yaml"], encoding="utf-8")
    settings, unreadable = read_settings(tmp_path, schemas)
    problems = consistency.check(store, protocols, settings)
    assert not unreadable
    assert problems == ()


def test_nobody_has_a_name(store: Store) -> None:
    for kind, records in store.records.items():
        for record in records.values():
            for key, value in values(record.data):
                assert key not in {"keys", "identities", "email"}
                assert key != "name" or kind == "teams" or value in {"social-worker", "safeguarding-supervision"}


def test_narrative_is_written_elsewhere(store: Store) -> None:
    for record in store.records["sessions"].values():
        for section in [record.data, *record.data.get("cases", [])]:
            assert all(list(text) == ["held"] for text in section.get("notes", {}).values())


def test_every_kind_of_record_occurs_in_its_varieties(store: Store) -> None:
    # What was announced is written by the command when it announces, never by the demo.
    kinds = [kind for kind in KINDS if kind != "announcements"]
    records = {kind: [record.data for record in store.records[kind].values()] for kind in kinds}
    assert all(records.values())
    assert {audit["type"] for audit in records["audits"]} == {
        "supervision-file",
        "case-supervision",
        "case-file",
        "joint",
    }
    assert {key for contract in records["contracts"] for key in contract["interval"]} == {
        "days",
        "weeks",
        "months",
        "calendar",
    }
    assert {referral["type"] for referral in records["referrals"]} == {"partnership", "whole-family"}
    assert {step["about"] for step in records["escalations"]} == {"frequency", "dispute", "practice"}
    assert {tombstone["reason"] for tombstone in records["tombstones"]} == {"duplicate", "retention"}
    assert any("to" not in absence for absence in records["absences"])
    assert any("cases" in absence.get("reallocation", {}) for absence in records["absences"])
    assert {session["type"] for session in records["sessions"]} == {
        *("case", "personal", "joint", "partnership", "group", "informal", "decision", "oversight", "volunteer")
    }


def test_every_process_of_the_assurance_calendars_occurs(store: Store, protocols: dict[str, Protocol]) -> None:
    asked = {process["id"] for protocol in protocols.values() for process in protocol.data["assurance"]}
    assert {record.data["process"] for record in store.records["assurance"].values()} == asked


def test_the_settings_say_how_it_was_made(files: dict[str, str], schemas: Schemas) -> None:
    document, problems = load("supervision.yaml", files["supervision.yaml"].encode())
    assert document is not None
    assert not problems
    assert not schemas.validate("settings", document)
    assert document.data["as_of"] == "2026-07-15"
    assert set(document.data["sample"]) == {"people", "months", "seed"}


def test_it_is_written_to_an_empty_folder_only(tmp_path: Path) -> None:
    made = dict(demo_files(30, 12, 5))
    assert write_demo(tmp_path / "new", made.items()) == len(made)
    for path, text in made.items():
        assert (tmp_path / "new" / path).read_bytes() == text.encode()
    with pytest.raises(CannotWriteError, match="not empty"):
        write_demo(tmp_path / "new", made.items())
    (tmp_path / "empty").mkdir()
    assert write_demo(tmp_path / "empty", made.items()) == len(made)
    assert (tmp_path / "empty" / "supervision.yaml").read_bytes() == made["supervision.yaml"].encode()
