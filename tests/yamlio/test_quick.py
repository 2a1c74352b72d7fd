"""What the quick way reads, to its limits, and where it leaves all to the reference."""

from __future__ import annotations

from typing import Any

import pytest

from supervision_records.yamlio import load
from supervision_records.yamlio.quick import UNSURE, read_quickly


def test_a_text_of_sixteen_kibibytes_is_read_and_one_byte_more_is_not() -> None:
    longest = b"a: " + b"x" * (16_384 - 4) + b"\n"
    assert read_quickly(longest) == {"a": "x" * 16_380}
    assert read_quickly(b"a: x" + longest[3:]) is UNSURE


@pytest.mark.parametrize("indent", range(1, 23))
def test_what_stands_up_to_twenty_signs_in_is_read(indent: int) -> None:
    listed, grouped = f"a:\n{' ' * indent}- x\n", f"a:\n{' ' * indent}b: x\n"
    assert read_quickly(listed.encode()) == ({"a": ["x"]} if indent <= 20 else UNSURE)
    assert read_quickly(grouped.encode()) == ({"a": {"b": "x"}} if indent <= 20 else UNSURE)


READ: list[tuple[str, Any]] = [
    ("a: x\n", {"a": "x"}),
    ("a: X\nb: Y z\n", {"a": "X", "b": "Y z"}),
    ("a_b-9: 1\n_c: 0\n9: x\n", {"a_b-9": 1, "_c": 0, "9": "x"}),
    (f"{'k' * 100}: x\n", {"k" * 100: "x"}),
    ("nullable: x\nnulls: y\n", {"nullable": "x", "nulls": "y"}),
    ("a: true\nb: false\nc: True\nd: no\n", {"a": True, "b": False, "c": "True", "d": "no"}),
    ("a: 12:30:45\nb: x:y\n", {"a": "12:30:45", "b": "x:y"}),
    ("a: 'x: y'\nb: \"x - y\"\nc: ''\n", {"a": "x: y", "b": "x - y", "c": ""}),
    ("a: [1, x y, 'z, w', \"v\", true]\n", {"a": [1, "x y", "z, w", "v", True]}),
    ("a: [Xy, yX]\nb: {c: Xy}\n", {"a": ["Xy", "yX"], "b": {"c": "Xy"}}),
    ("a: {b: 1, c: 'x, y', d: z}\n", {"a": {"b": 1, "c": "x, y", "d": "z"}}),
    ("a:\n  - x\n", {"a": ["x"]}),
    ("a:\n  - b:\n      - c: 1\n        d: 2\n    e: 3\n  - f\n", {"a": [{"b": [{"c": 1, "d": 2}], "e": 3}, "f"]}),
    ("a:\n  - b: |-\n      x\n       y\n  - 2\n", {"a": [{"b": "x\n y"}, 2]}),
    ("a: |\n x\n y\nb: z\n", {"a": "x\ny\n", "b": "z"}),
    ("a:\n  b:\n    c: x\n  d: y\n", {"a": {"b": {"c": "x"}, "d": "y"}}),
    (f"a: {'x' * 300}\nb:\n  - {'y' * 300}\n", {"a": "x" * 300, "b": ["y" * 300]}),
]


@pytest.mark.parametrize(("text", "value"), READ)
def test_plain_forms_are_read_as_the_reference_reads_them(text: str, value: Any) -> None:
    assert read_quickly(text.encode()) == value
    document, problems = load("a.yaml", text.encode(), quick=False)
    assert (document and document.data, problems) == (value, ())


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c\n",
        "a: x \n",
        "a:  x\n",
        "a: -x\n",
        "a: *b\n",
        "a: !b c\n",
        "a: 'it''s'\n",
        'a: "b\\n"\n',
        "a: [b, [c]]\n",
        "a: [b: c]\n",
        "a: [b,c: d]\n",
        "a: [1.5]\n",
        "a: {b: null}\n",
        "a: {b: 1, b: 2}\n",
        "a: {b}\n",
        "a: >\n  b\n",
        "a: |+\n  b\n",
        "a: |\nb: c\n",
        "a: |\n  b\n c\n",
        "a: |\n  b\n  \n",
        "a: b\n  c: d\n",
        "a:\n  - b\n  c: d\n",
        "a:\n  -b\n",
        "a:\n  -  b\n",
        "a:\n  - b\n c: d\n",
        "a:\n  - b: c\n    b: d\n",
        "a:\n  - 1.5\n",
        "a:\n  - b: c\n     d: e\n",
        f"{'k' * 101}: x\n",
        "Null: x\n",
        "a : x\n",
        "? a\n",
        "---\na: b\n",
        "a: b\n>>>>>>> c\n",
        "x\n",
        "{}\n",
        "[]\n",
    ],
)
def test_whatever_leaves_yaml_a_choice_is_left_to_the_reference(text: str) -> None:
    assert read_quickly(text.encode()) is UNSURE


def test_a_part_that_was_read_before_is_judged_by_where_it_stands_now() -> None:
    for _ in range(2):
        assert read_quickly(b"a:\n  - b: c\n    d: e\n") == {"a": [{"b": "c", "d": "e"}]}
        assert read_quickly(b"a:\n  - b: c\n  d: e\n") is UNSURE
        assert read_quickly(b"a:\n  b: c\n  d: e\n") == {"a": {"b": "c", "d": "e"}}
