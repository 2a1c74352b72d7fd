from __future__ import annotations

from collections.abc import Callable

import pytest

from supervision_records.model import Protocol
from supervision_records.pages.protocols import pages, published, review_notice
from supervision_records.pages.site import Site

MakeSite = Callable[..., Site]
MakeProtocol = Callable[..., Protocol]


def test_a_protocol_without_a_review_date_says_so(make_site: MakeSite, make_protocol: MakeProtocol) -> None:
    assert "names no review date" in review_notice(make_site(), make_protocol())


@pytest.mark.parametrize(
    ("day", "ago"),
    [("2014-12-31", "11 years ago"), ("2026-07-14", "1 day ago"), ("2025-07-15", "365 days ago")],
)
def test_an_overdue_review_is_said_in_words(
    make_site: MakeSite, make_protocol: MakeProtocol, day: str, ago: str
) -> None:
    assert ago in review_notice(make_site(), make_protocol(reviews=[{"date": day}]))


def test_a_review_on_its_last_day_is_not_overdue(make_site: MakeSite, make_protocol: MakeProtocol) -> None:
    assert review_notice(make_site(), make_protocol(reviews=[{"date": "2026-07-15"}])) == ""


def test_each_document_has_its_own_review(make_site: MakeSite, make_protocol: MakeProtocol) -> None:
    reviews = [{"document": "operating-procedures", "date": "2020-09-30"}, {"document": "policy", "date": "2027-01-01"}]
    words = review_notice(make_site(), make_protocol(reviews=reviews))
    assert "The review of its operating procedures was due by 30 September 2020, 5 years ago." in words
    assert "policy" not in words


def test_the_page_has_head_words_and_rules(make_site: MakeSite, make_protocol: MakeProtocol) -> None:
    site = make_site()
    text = published(site, make_protocol(applies_to="Staff <b>", reviews=[{"date": "2027-01-01"}]))
    assert text.startswith('---\ntitle: "Alpha &amp; beta"\n---\n\n# Alpha &#38; beta { #page-title }\n')
    assert "A heading that the site replaces" not in text
    assert "<dt>Reference</dt><dd>A1</dd>" in text
    assert '<dt>Review due</dt><dd><time datetime="2027-01-01">1 Jan 2027</time></dd>' in text
    assert "<dd>Staff &#60;b&#62;</dd>" in text
    assert '<span id="rule-ab-1"><a class="rule" href="#ab-1">AB-1</a></span>' in text
    assert '<span id="rule-ab-10">AB-10</span>' in text
    assert text.count('id="rule-ab-2"') == 1
    assert "5 rules of this protocol are checked" in text


def test_figures_say_which_are_local(make_site: MakeSite, make_protocol: MakeProtocol) -> None:
    text = published(make_site(), make_protocol())
    assert "within 28 days <em>local</em>" in text
    assert "every calendar month" in text
    assert "at least 10 working days available <em>local</em>" in text
    assert "every 6 weeks" in text


def test_a_protocol_without_rules_says_that_nothing_is_checked(
    make_site: MakeSite, make_protocol: MakeProtocol
) -> None:
    one = make_protocol()
    protocol = Protocol("b", "B", "p", one.in_force, one.data, (), "Words.")
    assert "Nothing on this page is checked" in published(make_site(protocols={"b": protocol}), protocol)


def test_without_local_figures_none_are_spoken_of(make_site: MakeSite, make_protocol: MakeProtocol) -> None:
    one = make_protocol()
    protocol = Protocol("b", "B", "p", one.in_force, one.data, one.rules[1:2], "Words.")
    text = published(make_site(protocols={"b": protocol}), protocol)
    assert "1 rule of this protocol is checked" in text
    assert "*local*" not in text


def test_the_list_of_protocols_names_what_is_overdue(make_site: MakeSite, make_protocol: MakeProtocol) -> None:
    site = make_site(protocols={"alpha": make_protocol(reviews=[{"date": "2014-12-31"}])})
    source, text = next(pages(site))
    assert source == "protocols/index.md"
    assert '<strong class="late">overdue</strong>' in text
    assert "no findings" in text
