"""Going through a plain value: every leaf, every mapping, or what a pattern names, each with its JSON pointer."""

from __future__ import annotations

from typing import Any

import pytest

from supervision_records.yamlio import find, groups, leaves
from supervision_records.yamlio.walk import has_group, values

VALUE: dict[str, Any] = {"a": 1, "b": [{"c": "x", "d/e": [True, {}]}, "y"], "f": {"g": []}}


def test_every_leaf_comes_in_order_with_its_pointer() -> None:
    assert list(leaves(VALUE)) == [("/a", 1), ("/b/0/c", "x"), ("/b/0/d~1e/0", True), ("/b/1", "y")]
    assert list(leaves("x")) == [("", "x")]
    assert list(leaves([1], "/up")) == [("/up/0", 1)]


def test_every_mapping_comes_in_order_the_outer_before_the_inner() -> None:
    assert [pointer for pointer, _ in groups(VALUE)] == ["", "/b/0", "/b/0/d~1e/1", "/f"]
    assert dict(groups(VALUE))["/b/0"] is VALUE["b"][0]
    assert list(groups("x")) == []
    assert [pointer for pointer, _ in groups([{}], "/up")] == ["/up/0"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("a", [("/a", 1)]),
        ("f.g", [("/f/g", [])]),
        ("b.*.c", [("/b/0/c", "x")]),
        ("b.*", [("/b/0", VALUE["b"][0]), ("/b/1", "y")]),
        ("f.*", [("/f/g", [])]),
        ("b.*.d/e.*", [("/b/0/d~1e/0", True), ("/b/0/d~1e/1", {})]),
        ("b.0", []),
        ("a.*", []),
        ("a.b", []),
        ("missing", []),
        ("f.missing", []),
    ],
)
def test_a_pattern_names_keys_and_a_star_every_entry(pattern: str, found: list[tuple[str, Any]]) -> None:
    assert list(find(VALUE, pattern)) == found
    assert values(VALUE, pattern) == [value for _, value in found]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"a": 1}, True),
        ({"b": 1, "a": 1}, True),
        ({"b": {"a": 1}}, True),
        ([[{"b": 1}, {"b": [{"a": 1}]}]], True),
        ({"b": [{"c": 1}], "c": {"a": 1}, "d": 1}, True),
        ({"b": "a"}, False),
        (["a", ["a"]], False),
        ({}, False),
        ("a", False),
    ],
)
def test_a_key_is_found_in_a_mapping_at_any_depth(value: Any, found: bool) -> None:
    assert has_group(value, frozenset({"a", "x"})) is found
