"""Every type of page can be used by everybody: axe in light, dark and at 320 px; reflow, spacing and focus."""

from __future__ import annotations

from collections import defaultdict

import pytest
from playwright.sync_api import Browser, Page

from tests.site import axe, look
from tests.site.chromium import opened, watch

pytestmark = pytest.mark.browser

#: What is found, by what was looked for.
Found = dict[str, list[str]]

#: Windows in which nothing may scroll sideways but tables in their own regions: zoom of 200 % and 400 % on 1,280 px.
ZOOMED = (640, 320)


@pytest.fixture(scope="module")
def found(browser: Browser, address: str, opened_pages: list[str]) -> Found:
    """Each page is opened once, and everything is looked at while it is."""
    seen: defaultdict[str, list[str]] = defaultdict(list)
    with opened(browser) as page:
        told = watch(page, address)
        for name in opened_pages:
            page.goto(address + name)
            for what, lines in {**_look(page), "told": told}.items():
                seen[what] += [f"{name}: {line}" for line in lines]
            told.clear()
    return seen


def _look(page: Page) -> Found:
    reflow = [line for width in ZOOMED for line in look.narrow(page, width)]
    spacing = look.spaced(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    axe.load(page)
    seen = {"reflow": reflow, "spacing": spacing, "light": axe.violations(page, axe.ALL), "focus": look.focus(page)}
    look.colours(page, "dark")
    seen["dark"] = axe.violations(page, axe.COLOURS)
    look.colours(page, "light")
    page.set_viewport_size({"width": 320, "height": 800})
    look.settled(page)
    return {**seen, "phone": axe.violations(page)}


def test_enough_pages_are_looked_at(opened_pages: list[str]) -> None:
    wanted = ("compliance/trends.html", "compliance/people.html", "compliance/cases.html", "protocols/topics.html")
    assert set(wanted) <= set(opened_pages)
    for folder in ("compliance/person/", "compliance/case/", "fill-in/", "templates/", "reference/records/"):
        assert any(name.startswith(folder) for name in opened_pages), folder


def test_pages_ask_no_other_host_and_raise_no_error(found: Found) -> None:
    assert found["told"] == []


@pytest.mark.parametrize("scheme", ["light", "dark", "phone"])
def test_axe_finds_nothing(found: Found, scheme: str) -> None:
    assert found[scheme] == []


def test_at_200_and_400_percent_only_named_regions_scroll_sideways(found: Found) -> None:
    assert found["reflow"] == []


def test_wider_spacing_of_letters_and_lines_loses_nothing(found: Found) -> None:
    assert found["spacing"] == []


def test_the_focus_is_always_seen_and_in_the_order_of_the_page(found: Found) -> None:
    assert found["focus"] == []


def test_these_looks_would_find_what_is_wrong(browser: Browser) -> None:
    with opened(browser) as page:
        page.set_content(
            "<style>:focus-visible { outline: none } div { overflow: auto; width: 90px }</style>"
            "<a href='#' tabindex=2>x</a><p style='width: 900px'>wide</p><div><p style='width: 200px'>y</p></div>"
        )
        assert len(look.narrow(page, 640)) == 2
        assert {line.partition(":")[0] for line in look.focus(page)} == {"not shown", "out of order"}
        page.evaluate("() => document.body.append(Object.assign(document.createElement('p'), {textContent: 'faint'}))")
        page.evaluate("() => { document.body.lastChild.style.color = '#ddd' }")
        axe.load(page)
        assert [line.partition(":")[0] for line in axe.violations(page, axe.COLOURS)] == ["color-contrast"]
        assert any(line.startswith("html-has-lang") for line in axe.violations(page))
