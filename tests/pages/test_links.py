from __future__ import annotations

import pytest

from supervision_records.pages.links import (
    HOME,
    OVERDUE,
    OVERVIEW,
    address,
    file_address,
    href,
    numbered,
    protocol_page,
    team_page,
)


@pytest.mark.parametrize(
    ("source", "target", "anchor", "expected"),
    [
        (HOME, OVERVIEW, "", "compliance/index.html"),
        (OVERVIEW, HOME, "", "../index.html"),
        (HOME, HOME, "", "index.html"),
        (HOME, HOME, "top", "#top"),
        (OVERDUE, OVERVIEW, "", "index.html"),
        (OVERVIEW, OVERDUE, "", "overdue.html"),
        (OVERDUE, protocol_page("alpha"), "ab-1", "../protocols/alpha.html#ab-1"),
        (numbered(OVERDUE, 2), numbered(OVERDUE, 3), "", "page-3.html"),
        (numbered(OVERDUE, 2), numbered(OVERDUE, 1), "", "../overdue.html"),
        (team_page("index"), OVERVIEW, "", "../index.html"),
    ],
)
def test_links_are_relative(source: str, target: str, anchor: str, expected: str) -> None:
    assert href(source, target, anchor) == expected


def test_a_page_is_a_file() -> None:
    assert [address(page) for page in ("index.md", "a/b.md")] == ["index.html", "a/b.html"]


@pytest.mark.parametrize(
    ("forge", "expected"),
    [
        ("", ""),
        ("https://github.com/o/r", "https://github.com/o/r/blob/HEAD/records/a.yaml"),
        ("https://gitlab.example.org/o/r/", "https://gitlab.example.org/o/r/-/blob/HEAD/records/a.yaml"),
        ("https://codeberg.org/o/r", "https://codeberg.org/o/r/src/branch/main/records/a.yaml"),
    ],
)
def test_files_on_a_forge(forge: str, expected: str) -> None:
    assert file_address(forge, "records/a.yaml") == expected


def test_a_path_is_a_path_whatever_its_signs() -> None:
    found = file_address("https://github.com/o/r", 'records/a b?x=1#y%2F"<ü\udcff.yaml')
    assert found == "https://github.com/o/r/blob/HEAD/records/a%20b%3Fx%3D1%23y%252F%22%3C%C3%BC%FF.yaml"
