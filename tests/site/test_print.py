"""Each form printed by a browser: A4, few pages, all its parts, and nothing of the site around it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from supervision_records.pages.links import address as address_of
from supervision_records.pages.links import template
from supervision_records.protocol import read_protocols
from supervision_records.schema import Schemas

ROOT = Path(__file__).parents[2]
#: A4 in points, and how far a printer's page may be from it.
A4, NEARLY = (595.28, 841.89), 1.0
MOST_PAGES = 4
#: Words of the theme and of the page that have no place on paper.
NOT_PRINTED = ("Skip to content", "Submit a record", "Forms to print", "Print this form", "Back to top", "¶")

FORMS = {
    template(protocol.id, form["id"]): (protocol, form)
    for protocol in read_protocols(ROOT, Schemas.read(ROOT / "schemas"))[0].values()
    for form in protocol.data["forms"]
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce", color_scheme="dark")
    yield context.new_page()
    context.close()


def plain(text: str) -> str:
    """Text without its spaces: where a line breaks is the printer's business."""
    return "".join(text.split())


@pytest.mark.parametrize("source", FORMS)
def test_a_form_prints_on_clean_a4(page: Page, address: str, source: str) -> None:
    protocol, form = FORMS[source]
    page.goto(address + address_of(source))
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) <= MOST_PAGES
    for sheet in printed.pages:
        assert [float(side) for side in sheet.mediabox[2:]] == pytest.approx(A4, abs=NEARLY)
    text = "\n".join(sheet.extract_text() for sheet in printed.pages)
    assert [words for words in NOT_PRINTED if words in text] == []
    titles = [form["title"], *(part["title"] for part in form["parts"])]
    sections = {entry["id"]: entry["title"] for entry in protocol.data["sections"]}
    titles += [sections[name] for part in form["parts"] for name in part.get("sections", ())]
    assert [title for title in titles if plain(title) not in plain(text)] == []


@pytest.mark.parametrize("source", FORMS)
def test_nothing_of_a_form_is_wider_than_its_paper(page: Page, address: str, source: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})  # 182 mm: A4 without its margins
    page.goto(address + address_of(source))
    too_wide = "Array.from(document.querySelectorAll('article *')).filter(e => e.getBoundingClientRect().right > 689)"
    assert page.evaluate(f"{too_wide}.map(e => e.outerHTML.slice(0, 80))") == []
    inks = "e => getComputedStyle(document.querySelector(e)).color"
    assert {page.evaluate(inks, name) for name in ("h1", "h2", ".form-origin")} == {"rgb(0, 0, 0)"}
    page.emulate_media(media="screen")


def test_the_button_prints_by_keyboard(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 320, "height": 700}) as context:
        page = context.new_page()
        page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
        page.goto(address + address_of(next(iter(FORMS))))
        button = page.get_by_role("button", name="Print this form")
        button.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("window.printed") == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
