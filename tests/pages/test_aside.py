"""Tables pass the builder by, and come back as they were."""

from __future__ import annotations

from supervision_records.pages.aside import put_back, set_aside
from supervision_records.pages.html import Column, Table

ONE, TWO = (
    str(Table(key, "C", (Column("A"), Column("B")), [["1", '<div class="evidence">x</div>'], ["2", ""]], foot))
    for key, foot in (("one", ()), ("two", ["All", ""]))
)


def test_each_table_leaves_a_mark_and_returns_to_it() -> None:
    text, sheets = set_aside(f"# Head\n\n{ONE}\n\nwords\n\n{TWO}\n")
    assert sheets == (ONE, TWO)
    assert "<table" not in text
    assert "# Head" in text
    assert "words" in text
    assert put_back(text, sheets) == f"# Head\n\n{ONE}\n\nwords\n\n{TWO}\n"


def test_a_page_without_tables_stays_as_it_is() -> None:
    words = 'A <div class="sheet"> in a line, and <div class="aside-7"></div>.'
    assert set_aside(words) == (words, ())
    assert put_back(words, ()) == words
