"""Every function of a page works with the keys alone: past the menu, search, colours, the menu of a narrow screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.chromium import opened, watch

pytestmark = pytest.mark.browser

PAGE = "compliance/how-to-read.html"
#: More keys than any of these pages has stops.
MANY = 400

#: What has the focus: its words, or what it is called.
_AT = """() => {
    const at = document.activeElement;
    const name = at === document.body ? '' : at.ariaLabel || at.innerText || at.name || at.tagName;
    return name.replace(/\\s+/g, ' ').trim();
}"""
#: Can it be seen at all?
_SEEN = """() => {
    const at = document.activeElement.matches('.md-option')
        ? document.activeElement.nextElementSibling : document.activeElement;
    const box = at.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth
        && at.checkVisibility({visibilityProperty: true, opacityProperty: true});
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with opened(browser, width=320) as page:
        yield page


def at(page: Page) -> str:
    words: str = page.evaluate(_AT)
    return words


def is_seen(page: Page) -> bool:
    """Is what has the focus seen, once what opens for it (the search of a phone) is open?"""
    for _ in range(20):
        if page.evaluate(_SEEN):
            return True
        page.wait_for_timeout(100)
    return False


def tab_to(page: Page, name: str) -> None:
    seen = []
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if at(page).startswith(name):
            return
        seen.append(at(page))
    raise AssertionError((name, seen[:40]))


@pytest.mark.parametrize("width", [1280, 320])
def test_tab_leads_through_the_page_and_out_of_it_and_is_seen_at_each_stop(
    browser: Browser, address: str, width: int
) -> None:
    with opened(browser, width) as page:
        page.goto(address + PAGE)
        stops = []
        for _ in range(MANY):
            page.keyboard.press("Tab")
            if not (name := at(page)):
                break
            assert is_seen(page), name
            stops.append(name)
        else:
            raise AssertionError(stops[-20:])
    assert stops[0] == "Skip to content"
    assert len(stops) > 10


def test_the_first_stop_leads_past_the_menu(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('article')")


@pytest.mark.parametrize("width", [1280, 320])
def test_search_is_found_asked_and_followed(browser: Browser, address: str, width: int) -> None:
    with opened(browser, width) as page:
        seen = watch(page, address)
        page.goto(address + PAGE)
        tab_to(page, "Search")
        page.keyboard.type("escalation")
        page.locator(".md-search-result__item").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: PAGE not in url)
        assert "h=escalation" in page.url
        assert seen == []


def test_escape_leaves_the_search(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    tab_to(page, "Search")
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    page.keyboard.press("Tab")
    assert page.evaluate(_SEEN)


def test_the_colours_are_changed_and_kept(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    tab_to(page, "Use dark colours")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert at(page) == "Use light colours"
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    tab_to(page, "Use light colours")


def test_the_colours_are_the_system_s_until_others_are_chosen(page: Page, address: str) -> None:
    looks: dict[Literal["dark", "light"], str] = {"dark": "slate", "light": "default"}
    for asked, scheme in looks.items():
        page.emulate_media(color_scheme=asked)
        page.goto(address + PAGE)
        assert page.locator("body").get_attribute("data-md-color-scheme") == scheme
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == asked


def test_no_single_letter_is_a_shortcut(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    for key in "fs/pn,.":
        page.keyboard.press(key)
    expect(page.locator("#__search")).not_to_be_checked()
    assert page.url == address + PAGE


def test_the_menu_of_a_narrow_screen_opens_leads_on_and_closes(phone: Page, address: str) -> None:
    phone.goto(address + PAGE)
    menu = phone.get_by_role("button", name="Menu", exact=True)
    tab_to(phone, "Menu")
    expect(menu).to_have_attribute("aria-expanded", "false")
    phone.keyboard.press("Space")
    expect(menu).to_have_attribute("aria-expanded", "true")
    assert phone.evaluate("!!document.activeElement.closest('.md-sidebar--primary')")
    phone.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    phone.keyboard.press("Enter")
    assert at(phone) == "Compliance", "the menu opens where the page is"
    phone.keyboard.press("Enter")
    tab_to(phone, "Pages of Submit a record")
    phone.keyboard.press("Enter")
    assert at(phone) == "Submit a record", "the part that unfolds begins with the way back"
    tab_to(phone, "When a check fails")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/submit/when-a-check-fails.html")


def test_whoever_tabs_out_of_the_menu_leaves_it_closed(phone: Page, address: str) -> None:
    phone.goto(address + PAGE)
    tab_to(phone, "Menu")
    phone.keyboard.press("Enter")
    drawer = phone.locator("#__drawer")
    expect(drawer).to_be_checked()
    for _ in range(MANY):
        phone.keyboard.press("Tab")
        assert phone.evaluate(_SEEN), at(phone)
        if not phone.evaluate("!!document.activeElement.closest('.md-sidebar--primary')"):
            break
    expect(drawer).not_to_be_checked()


def test_a_table_that_no_longer_fits_can_be_scrolled_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}reference/records/contracts.html")
    sheet = page.locator(".sheet").first
    expect(sheet).not_to_have_attribute("tabindex", "0")
    page.set_viewport_size({"width": 320, "height": 800})
    expect(sheet).to_have_attribute("tabindex", "0")
    sheet.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.sheet').scrollLeft > 0")


def test_details_unfold_and_show_their_steps(page: Page, address: str) -> None:
    page.goto(f"{address}compliance/overdue.html")
    summary = page.locator("details.judged > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.judged ol").first).to_be_visible()


def test_nothing_moves_for_those_who_ask_for_it(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    moving = """[...document.querySelectorAll('*')].flatMap(e => [e, '::before', '::after'].map(
        part => typeof part === 'string' ? getComputedStyle(e, part) : getComputedStyle(e))).filter(
        s => s.transitionDuration !== '0s' || s.animationName !== 'none' || s.scrollBehavior !== 'auto').length"""
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0, "what is looked for is there otherwise"


def test_with_the_colours_of_the_system_signs_and_the_focus_can_be_seen(page: Page, address: str) -> None:
    page.emulate_media(forced_colors="active")
    style = "([css, name]) => getComputedStyle(document.querySelector(css))[name]"
    page.goto(f"{address}compliance/overdue.html")
    assert page.evaluate(style, [".status", "borderTopStyle"]) == "solid"
    page.goto(f"{address}compliance/index.html")
    assert page.evaluate(style, [".bar", "backgroundColor"]) != page.evaluate(style, [".bar > rect", "fill"])
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
