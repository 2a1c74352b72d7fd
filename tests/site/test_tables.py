"""In the browser: long tables are sorted and cut down by keyboard, are quick at 1,000 rows, and steps are unfolded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from supervision_records.pages.html import Column, Table, time
from tests.site.chromium import opened, watch

ROWS = 1000
#: How much slower than this machine the laptop is.
SLOWER = 4
#: Seconds that its processor may work at all three; other work on the machine makes it a little more.
PATIENCE = 12


def _rows() -> Iterator[list[str]]:
    for n in range(ROWS):
        day = date(2026, 1 + n * 7 % 12, 1 + n * 11 % 28)
        cell = '<span class="status status-met"><span aria-hidden="true">✓</span> Met</span>' if n % 3 else "–"
        yield [f"person p-{n * 37 % ROWS}", cell, time(day), f"{n * 13 % 97:,}", "words " * 12 + f"r{n}"]


@pytest.fixture(scope="module")
def long_table(site: Path) -> str:
    """A page of the built site with a table of 1,000 rows in the place of its own."""
    whole = (site / "compliance/rules/isl-6.html").read_text(encoding="utf-8")
    columns = (Column("Person"), Column("Status"), Column("Due"), Column("Days", number=True), Column("What"))
    table = str(Table("long", "Long", columns, _rows(), ["All", "", "", "9", ""]))
    changed = re.sub(r'<div class="sheet".*</table>\n</div>', lambda _: table, whole, count=1, flags=re.DOTALL)
    assert changed != whole
    return changed


def go(page: Page, address: str, long_table: str) -> None:
    """Open that page, as if it were one of the site's."""
    page.route("**/long-table.html", lambda route: route.fulfill(body=long_table, content_type="text/html"))
    page.goto(f"{address}compliance/rules/long-table.html")


@pytest.fixture(scope="module")
def page(browser: Browser, address: str, long_table: str) -> Iterator[Page]:
    with opened(browser) as page:
        go(page, address, long_table)
        yield page


def column(page: Page, number: int) -> list[str]:
    cells = f".sheet tbody tr:not([hidden]) > :nth-child({number})"
    texts: list[str] = page.locator(cells).evaluate_all("cells => cells.map(cell => cell.textContent.trim())")
    return texts


def test_a_heading_sorts_up_down_and_back_by_keyboard(page: Page) -> None:
    before = column(page, 4)
    button = page.get_by_role("button", name="Days")
    head = page.get_by_role("columnheader", name="Days")
    button.focus()
    for order in ("ascending", "descending"):
        page.keyboard.press("Enter")
        expect(head).to_have_attribute("aria-sort", order)
        assert column(page, 4) == sorted(before, key=int, reverse=order == "descending")
        expect(page.locator(".said")).to_have_text(f"Sorted by Days, {order}.")
    page.keyboard.press("Enter")
    assert column(page, 4) == before
    assert head.get_attribute("aria-sort") is None


def test_dates_go_by_the_day_and_empty_cells_come_last(page: Page) -> None:
    page.get_by_role("button", name="Due").click()
    days = page.locator(".sheet tbody time").evaluate_all("all => all.map(day => day.dateTime)")
    assert days == sorted(days)
    for _ in range(2):
        page.get_by_role("button", name="Status").click()
        assert column(page, 2)[-1] == "–"
    page.get_by_role("button", name="Person").click()
    assert column(page, 1) == [f"person p-{n}" for n in range(ROWS)]
    assert page.locator("[aria-sort]").count() == 1


def test_a_field_shows_the_rows_with_all_its_words_and_says_how_many(page: Page) -> None:
    field = page.get_by_label("Show rows that contain")
    field.fill("P-99 words")
    expect(page.locator(".said")).to_have_text("11 of 1,000 rows shown. The last line still counts all rows.")
    assert all("p-99" in words for words in column(page, 1))
    assert len(column(page, 1)) == 11
    field.fill("nothing has this")
    expect(page.locator(".said")).to_have_text("0 of 1,000 rows shown. The last line still counts all rows.")
    field.fill("")
    expect(page.locator(".said")).to_have_text("1,000 of 1,000 rows shown.")


def test_a_thousand_rows_open_sort_and_filter_on_a_slow_laptop(browser: Browser, address: str, long_table: str) -> None:
    with opened(browser) as page:
        tools = page.context.new_cdp_session(page)
        tools.send("Performance.enable", {"timeDomain": "threadTicks"})
        go(page, address, long_table)
        page.locator(".sort").first.click()
        page.get_by_label("Show rows that contain").fill("p-99")
        expect(page.locator(".said")).to_have_text("11 of 1,000 rows shown. The last line still counts all rows.")
        measured = {metric["name"]: metric["value"] for metric in tools.send("Performance.getMetrics")["metrics"]}
        assert 0 < measured["TaskDuration"] * SLOWER < PATIENCE


def test_on_a_phone_findings_are_sorted_by_a_choice_and_no_hidden_heading_is_reached(
    browser: Browser, address: str
) -> None:
    with opened(browser, width=320) as page:
        seen = watch(page, address)
        page.goto(f"{address}compliance/rules/isl-6.html")
        page.get_by_label("Sort by").select_option("Due, descending")
        days = page.locator(".sheet tbody td:nth-child(4) > time").evaluate_all("all => all.map(day => day.dateTime)")
        assert len(days) > 10
        assert days == sorted(days, reverse=True)
        assert page.locator(".sort:enabled").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert not seen


def test_how_is_this_judged_leads_to_unfolded_steps(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(f"{address}compliance/rules/isl-6.html")
        page.get_by_role("link", name="How is this judged?").first.click()
        page.wait_for_url("**/compliance/person/**")
        expect(page.locator(f"[id='{page.url.partition('#')[2]}']")).to_be_visible()


def test_the_start_page_opens_the_search(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(address)
        page.get_by_role("button", name="Search everything").click()
        expect(page.locator(".md-search__input")).to_be_focused()
