"""Hostile texts in every field of every kind: the pages show them exactly, and nothing in them does anything.

A canary stands wherever somebody may have written about people: it is nowhere in the site.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.chromium import find, opened, watch
from tests.site.hostile_repository import WORD, Filled
from tests.texts import ENOUGH, HARM, HOSTILE, Texts, mangled, strings, tags

#: The fields that pages show. Any other field is on no page: a new one has to be thought about.
SHOWN = {
    "assurance: borough",
    "assurance: group",
    "assurance: locality",
    "assurance: organisation",
    "protocol: agenda.*.title",
    "protocol: applies_to",
    "protocol: approval",
    "protocol: assurance.*.title",
    "protocol: changes.*.what",
    "protocol: demands.*.text",
    "protocol: forms.*.about",
    "protocol: forms.*.parts.*.about",
    "protocol: forms.*.parts.*.boxes.*",
    "protocol: forms.*.parts.*.lines.*",
    "protocol: forms.*.parts.*.points.*",
    "protocol: forms.*.parts.*.signatures.*",
    "protocol: forms.*.parts.*.title",
    "protocol: forms.*.title",
    "protocol: forms.*.withheld.*",
    "protocol: owner",
    "protocol: question_sets.*.about",
    "protocol: question_sets.*.answers.*",
    "protocol: question_sets.*.questions.*.text",
    "protocol: question_sets.*.title",
    "protocol: reference",
    "protocol: rules.*.needs.filed.*.under",
    "protocol: rules.*.title",
    "protocol: sections.*.title",
    "protocol: title",
    "protocol: version",
    "settings: organisation",
    "teams: borough",
    "teams: locality",
    "teams: name",
    "teams: organisation",
}
#: One file alone holds the settings, and has no room for all texts in a field.
ONE_FILE = {"settings: sample.seed"}

#: All that a browser knows of a page's texts: what it shows, its title, every attribute; and the data for our scripts.
_TEXTS = """() => {
    const data = [...document.querySelectorAll('script[type="application/json"]')].map(e => JSON.parse(e.textContent));
    document.querySelectorAll('script').forEach(e => e.remove());
    const attributes = [...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.value));
    return {data, texts: [document.body.textContent, document.title, ...attributes]};
}"""


@pytest.fixture(scope="module")
def pages(hostile_site: Path) -> dict[str, str]:
    """Every page's HTML, by its path."""
    found = sorted(hostile_site.rglob("*.html"))
    return {path.relative_to(hostile_site).as_posix(): path.read_text(encoding="utf-8") for path in found}


def test_every_field_holds_enough_of_the_texts(hostile: Filled) -> None:
    assert len(HOSTILE) >= ENOUGH
    assert {field.name for field in hostile.all_fields if not field.narrative and not hostile.texts[field]} == set()
    few = {
        field.name
        for field in hostile.all_fields
        if not field.narrative and len(hostile.texts[field]) < ENOUGH and field.name not in ONE_FILE
    }
    assert few == set()


def test_exactly_the_fields_that_are_meant_to_be_shown_are_shown(hostile: Filled, pages: dict[str, str]) -> None:
    everything = "".join(pages.values())
    assert {field.name for field in hostile.all_fields if hostile.mark(field) in everything} == SHOWN


def test_every_text_on_every_page_is_exactly_what_was_given(pages: dict[str, str]) -> None:
    seen: set[str] = set()
    for path, page in pages.items():
        texts = Texts(page)
        seen |= tags(texts.text)
        assert list(mangled(texts.text)) == [], path
        assert [fault for data in texts.data for text in strings(json.loads(data)) for fault in mangled(text)] == []
        for name in ("id", "name", "class", "href", "src", "for", "style"):
            assert not tags(" ".join(texts.attributes[name])), (path, name)
        assert [fault for values in texts.attributes.values() for value in values for fault in mangled(value)] == []
    assert seen == {hostile.tag for hostile in HOSTILE}


def test_the_search_index_holds_the_texts_encoded(hostile_site: Path) -> None:
    index = json.loads((hostile_site / "search/search_index.json").read_text(encoding="utf-8"))
    entries = [entry[part] for entry in index["docs"] for part in ("title", "text")]
    assert len(tags(" ".join(entries))) > ENOUGH
    assert [fault for entry in entries for fault in mangled(Texts(entry).text)] == []
    assert not [entry["location"] for entry in index["docs"] if tags(entry["location"])]


def test_the_canary_is_nowhere_in_the_site(hostile: Filled, hostile_site: Path) -> None:
    assert any(WORD.encode() in path.read_bytes() for path in hostile.folder.glob("records/**/*.yaml"))
    for path in hostile_site.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            data = gzip.decompress(data) if path.suffix == ".gz" else data
            assert WORD.encode() not in data.lower(), path
        assert WORD not in path.name


#: Pages of each kind that a browser opens: those with the most of the texts. The tests above look at all of them.
_OF_A_KIND = 2
#: Folders with many pages of one kind.
_FOLDERS = re.compile(
    r"\b(teams|person|case|evidence|protocols|rules|records|templates/[^/]+|rule-meanings|fill-in)/(?!index)[^/]+|(page-)[0-9]+"
)
#: More pages than this take minutes: a new folder of many pages has to be named above.
_FEW = 70
_ARTICLE = re.compile(r"<article.*</article>", re.DOTALL)


def opened_of(pages: dict[str, str]) -> list[str]:
    """The pages to open: for each kind that shows texts, few that hold as many as can be."""
    by_kind: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    for path, page in pages.items():
        if texts := tags("".join(_ARTICLE.findall(page))):
            by_kind[_FOLDERS.sub(r"\1\2", path)][path] = texts
    chosen: list[str] = []
    for found in by_kind.values():
        missing = set[str]().union(*found.values())
        for _ in range(_OF_A_KIND):
            best = max(found, key=lambda path: len(found[path] & missing))
            chosen += [best] if found[best] & missing else []
            missing -= found[best]
    return chosen


@pytest.mark.browser
def test_no_text_does_anything_in_a_browser(browser: Browser, hostile_address: str, pages: dict[str, str]) -> None:
    shown: set[str] = set()
    with opened(browser) as page:
        seen = watch(page, hostile_address)
        chosen = opened_of(pages)
        assert len(chosen) <= _FEW
        for path in chosen:
            page.goto(hostile_address + path)
            assert page.evaluate("window.harm") is None, path
            known = page.evaluate(_TEXTS)
            texts = [*known["texts"], *strings(known["data"])]
            assert [fault for text in texts for fault in mangled(text)] == [], path
            shown |= tags(" ".join(texts))
    assert seen == []
    assert len(shown) == len(HOSTILE)


@pytest.mark.browser
def test_a_search_shows_the_texts_and_does_nothing(browser: Browser, hostile_address: str) -> None:
    found: set[str] = set()
    with opened(browser) as page:
        seen = watch(page, hostile_address)
        page.goto(hostile_address)
        for word in ("heading", "comment", "abbreviation"):
            find(page, word)
            found |= tags(page.locator(".md-search-result__list").text_content() or "")
            assert page.locator(".md-search-result__list :is(script, img, iframe, form, object, style)").count() == 0
        assert page.evaluate("window.harm") is None
    assert seen == []
    assert len(found) > 10


@pytest.mark.browser
def test_what_is_not_encoded_would_be_seen(browser: Browser, hostile_address: str) -> None:
    with opened(browser) as page:
        seen = watch(page, hostile_address)
        page.goto("about:blank")
        page.set_content(f"<script>{HARM}</script><img src='{hostile_address}none' onerror='alert(1)'>")
        page.wait_for_timeout(300)
        assert page.evaluate("window.harm") == 1
        assert any("dialog" in what for what in seen)
    for hostile in HOSTILE:
        assert list(mangled(f"a {hostile.text} b")) == []
    assert list(mangled(HOSTILE[0].text.replace("<", "&lt;")))
    assert list(mangled(HOSTILE[0].tag))
