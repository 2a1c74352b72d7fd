"""Tables pass the builder by, and come back as they were."""

from __future__ import annotations

from supervision_records.pages.aside import put_back, put_date_back, set_aside, set_date_aside
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


def test_the_as_of_line_leaves_a_mark_and_comes_back() -> None:
    line = '<p class="as-of">As of 1 July, judged from 3 records in <code>records/</code>.</p>'
    text, taken = set_date_aside(f"# Head\n\n{line}\n\nwords\n")
    assert taken == line
    assert "judged" not in text
    assert put_date_back(text, taken) == f"# Head\n\n{line}\n\nwords\n"


def test_a_page_without_it_is_left_as_it_is() -> None:
    words = 'words, and a mark of somebody: <div class="aside-as-of"></div>'
    assert set_date_aside(words) == (words, "")
    assert put_date_back(words, "") == words
