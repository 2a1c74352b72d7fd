"""What the emitter writes, the loader reads back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_records.yamlio import load
from supervision_records.yamlio.emit import to_yaml

SIGNS = st.characters(min_codepoint=32, max_codepoint=126)
TEXT = st.one_of(
    st.text(SIGNS, min_size=1, max_size=20), st.text(st.one_of(SIGNS, st.just("\n")), min_size=1, max_size=20)
)
KEYS = st.from_regex(r"[a-z][a-z_-]{0,8}", fullmatch=True)
LEAVES = st.one_of(TEXT, st.integers(0, 10**6), st.booleans())
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES,
        lambda inner: st.one_of(
            st.lists(st.one_of(LEAVES, st.dictionaries(KEYS, inner, min_size=1, max_size=3)), max_size=4),
            st.dictionaries(KEYS, inner, max_size=4),
        ),
        max_leaves=12,
    ),
    min_size=1,
    max_size=5,
)


@given(DATA)
def test_data_come_back_as_they_were(data: dict[str, Any]) -> None:
    document, problems = load("records/x.yaml", to_yaml(data).encode())
    assert problems == ()
    assert document is not None
    assert document.data == data


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (date(2026, 7, 15), "key: 2026-07-15"),
        ("10:30", 'key: "10:30"'),
        ("no", 'key: "no"'),
        ("012", 'key: "012"'),
        ("2026-07-15", 'key: "2026-07-15"'),
        ("n/a", "key: n/a"),
        ("Zoë", 'key: "Zoë"'),
        ("Manager's Decision", "key: Manager's Decision"),
        ("2026-07-01-hc1-sw-01-case", "key: 2026-07-01-hc1-sw-01-case"),
        ({"held": "lcs"}, "key: {held: lcs}"),
        (True, "key: true"),
        (False, "key: false"),
        (12, "key: 12"),
        ([], "key: []"),
        ({}, "key: {}"),
        ({"a": 1, "b": 2}, "key:\n  a: 1\n  b: 2"),
        ({"a": [1, 2]}, "key:\n  a:\n    - 1\n    - 2"),
        ({"a": {"b": 1, "c": 2}}, "key:\n  a:\n    b: 1\n    c: 2"),
        (["a", "b"], "key:\n  - a\n  - b"),
        ("one\n\ntwo\n", "key: |\n  one\n\n  two"),
        ("one\n two", "key: |-\n  one\n   two"),
        ({"sealed": "one\ntwo\n"}, "key:\n  sealed: |\n    one\n    two"),
        (" one\ntwo", 'key: " one\\ntwo"'),
        ("one\ntwo ", 'key: "one\\ntwo "'),
        ("one\n\ttwo", 'key: "one\\n\\ttwo"'),
        ("\none\ntwo", 'key: "\\none\\ntwo"'),
        ("one\ntwo\n\n", 'key: "one\\ntwo\\n\\n"'),
        ("one\n", "key: |\n  one"),
        ([{"a": "one\ntwo"}], "key:\n  - a: |-\n      one\n      two"),
        (("a", "b"), "key:\n  - a\n  - b"),
        ([{"a": 1, "b": [2]}], "key:\n  - a: 1\n    b:\n      - 2"),
        ([{"a": [{"b": 1, "c": 2}], "d": 3}], "key:\n  - a:\n      - b: 1\n        c: 2\n    d: 3"),
    ],
)
def test_the_style_is_plain(value: object, line: str) -> None:
    assert to_yaml({"key": value}) == f"{line}\n"


@pytest.mark.parametrize("word", ["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
def test_a_word_that_some_reader_takes_for_a_truth_value_or_for_nothing_is_quoted(word: str) -> None:
    for typed in (word, word.upper(), word.title()):
        assert to_yaml({"key": typed}) == f'key: "{typed}"\n'
    assert to_yaml({"key": f"{word} more"}) == f"key: {word} more\n"
