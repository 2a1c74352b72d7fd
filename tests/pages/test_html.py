from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown  # type: ignore[import-untyped]

from supervision_records.model import Status
from supervision_records.pages.html import Column, Table, escape, link, notice, status_mark, time

HOSTILE = [
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "**bold** _it_ `code` ~~x~~",
    "[text](javascript:alert(1)) ![x](y) [a]: b",
    "# heading",
    "1. list",
    "- list",
    "+ list",
    "> quote",
    "{: .attr } {{ macro }} {% x %}",
    "a | b",
    "&amp; &#42; &lt;",
    "[[JNT-1 must]]",
    '--8<-- "file"',
    "http://example.org <http://example.org>",
    "x^2^ H~2~O :smile: $x$ \\( \\)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_exactly_and_does_nothing(text: str) -> None:
    for around in ("{}", "# {}", "- {}", "<p>{}</p>", "before {} after"):
        html = markdown(around.format(escape(text)), extensions=["attr_list", "tables", "abbr", "def_list"])
        plain = markdown(around.format("word"), extensions=["attr_list", "tables"])
        assert unescape(html) == plain.replace("word", text)


@given(st.text(max_size=40))
def test_whatever_the_text_no_sign_of_html_is_left(text: str) -> None:
    safe = escape(text)
    assert not set(safe) & set("<>\"'`*_[]{}()|\\~^=$!@")
    assert "\n" not in safe
    assert safe.replace("&#", "").count("&") == 0


def test_controls_and_turned_writing_show_as_a_replacement_sign() -> None:
    assert escape("a\u202eb\x07c") == "a\ufffdb\ufffdc"


def test_text_of_other_languages_is_left_as_it_is() -> None:
    assert escape("Ünal Gwasanaethau Plant শিশু\u200dসেবা 東\u00a0区") == "Ünal Gwasanaethau Plant শিশু\u200dসেবা 東 区"


def test_a_link_keeps_its_quotes_closed() -> None:
    assert link('a"b&c', "x", "rule") == '<a class="rule" href="a%22b&amp;c">x</a>'
    assert link("a", "x") == '<a href="a">x</a>'


def test_a_date_for_people_and_machines() -> None:
    assert time(date(2026, 7, 5)) == '<time datetime="2026-07-05">5 Jul 2026</time>'


def test_a_status_has_a_sign_and_a_word() -> None:
    assert status_mark(Status.BREACH) == (
        '<span class="status status-breach"><span aria-hidden="true">✗</span> Breach</span>'
    )


def test_a_notice() -> None:
    assert notice("info", "Head.", "Words.") == (
        '<div class="notice notice-info"><p><strong>Head.</strong> Words.</p></div>'
    )


def test_a_table_has_a_caption_headings_and_a_foot() -> None:
    table = Table("key", "Caption", [Column("Name"), Column("Number", number=True)], [["a", "1"]], ["All", "1"])
    assert str(table) == (
        '<div class="sheet" role="region" tabindex="0" aria-labelledby="table-key">\n'
        '<table class="figures">\n<caption id="table-key">Caption</caption>\n'
        '<thead>\n<tr><th scope="col">Name</th><th scope="col" class="number">Number</th></tr>\n</thead>\n'
        '<tbody>\n<tr><th scope="row">a</th><td class="number">1</td></tr>\n</tbody>\n'
        '<tfoot>\n<tr><th scope="row">All</th><td class="number">1</td></tr>\n</tfoot>\n</table>\n</div>'
    )


def test_a_row_that_does_not_fit_its_table_is_a_fault() -> None:
    with pytest.raises(ValueError, match="zip"):
        str(Table("key", "Caption", [Column("Name")], [["a", "1"]]))
