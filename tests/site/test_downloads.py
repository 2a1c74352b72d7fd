"""Every table of figures as CSV and Excel: made in the browser alone, with typed cells, and safe to open."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from supervision_records.pages.html import Column, Table, escape, time
from tests import office
from tests.site.chromium import opened, watch

pytestmark = pytest.mark.browser

#: Texts that a spreadsheet might take for a formula, or that break a careless writer of XML or CSV.
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "|calc",
    '=HYPERLINK("x")',
    'say "a, b; c"',
    "<b>&amp;</b>",
    "12/07",
    "\uff1d1",
]
MARK = '<span aria-hidden="true">◐</span>'
COLUMNS = [Column("What"), Column("Due"), Column("Days late", number=True), Column("Rate"), Column("Said")]
ROWS = [
    [
        f"row {n}",
        time(date(2026, 7, 1 + n)),
        f"{1000 * n + 7:,}",
        f'<span aria-hidden="true">◐</span> {n} %',
        escape(text),
    ]
    for n, text in enumerate(HOSTILE)
]


@pytest.fixture(scope="module")
def page_of_one_table(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    table = Table("t", "A [table]: of/all?", COLUMNS, ROWS, ["All", "", "99", "5 %", "–"])
    scripts = "".join(
        f'<script src="{(root / "docs/assets/javascripts" / name).as_uri()}"></script>'
        for name in ("tables/xlsx.js", "tables/download.js")
    )
    file = tmp_path_factory.mktemp("page") / "page.html"
    body = f'<h1>Page</h1><p class="as-of">As of {time(date(2026, 7, 15))}</p>{table}'
    file.write_text(f"<!doctype html><meta charset=utf-8><title>t</title>{body}{scripts}", encoding="utf-8")
    return file.as_uri()


def saved(page: Page, label: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"{label}: ").first.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@pytest.fixture(scope="module")
def excel(browser: Browser, page_of_one_table: str) -> bytes:
    with opened(browser) as page:
        page.goto(page_of_one_table)
        name, raw = saved(page, "Excel")
        assert name == "page-a-table-of-all-2026-07-15.xlsx"
        return raw


def test_excel_has_dates_numbers_and_text(excel: bytes) -> None:
    sheets = office.read(excel)
    head, *rows, foot = sheets["Table"]
    assert head == [column.heading for column in COLUMNS]
    assert rows == [[f"row {n}", date(2026, 7, 1 + n), 1000 * n + 7, n / 100, text] for n, text in enumerate(HOSTILE)]
    assert foot == ["All", "", 99, 0.05, "–"]
    assert sheets["About"][1:] == [
        ["Table", "A [table]: of/all?"], ["Page", "Page"], ["As of", date(2026, 7, 15)], ["Rows", len(HOSTILE) + 1],
    ]  # fmt: skip
    assert office.formulas(excel) == []


def test_libreoffice_opens_it(excel: bytes, soffice: str, tmp_path: Path) -> None:
    rows = office.opened(soffice, excel, tmp_path)["Table"][1:]
    for n, text in enumerate(HOSTILE):
        sorts, values = zip(*rows[n][:5], strict=True)
        assert sorts == ("string", "date", "float", "percentage", "string")
        assert (values[1], values[2], values[4]) == (f"2026-07-{1 + n:02}", str(1000 * n + 7), text)


def test_csv_is_plain_and_safe(browser: Browser, page_of_one_table: str) -> None:
    with opened(browser) as page:
        page.goto(page_of_one_table)
        name, raw = saved(page, "CSV")
    assert name.endswith(".csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    _, *rows, _ = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    safe = [f"'{text}" if text[0] in "=+-@|\uff1d" else text for text in HOSTILE]
    assert rows == [
        [f"row {n}", f"2026-07-{1 + n:02}", str(1000 * n + 7), str(n / 100) if n else "0", text]
        for n, text in enumerate(safe)
    ]


def test_what_a_filter_hides_is_not_in_the_file(browser: Browser, page_of_one_table: str) -> None:
    with opened(browser) as page:
        page.goto(page_of_one_table)
        page.evaluate("document.querySelectorAll('tbody tr').forEach((row, at) => { row.hidden = at !== 3; })")
        _, raw = saved(page, "Excel")
    assert [row[0] for row in office.read(raw)["Table"]] == ["What", "row 3"]


def test_the_steps_behind_a_verdict_are_not_in_the_file(browser: Browser, page_of_one_table: str) -> None:
    steps = "<div><a class=judged href=x>How is this judged?</a></div><details class=judged><summary>How?</summary>s"
    with opened(browser) as page:
        page.goto(page_of_one_table)
        page.evaluate(
            "html => document.querySelector('tbody td:last-child').insertAdjacentHTML('beforeend', html)", steps
        )
        _, raw = saved(page, "Excel")
    assert office.read(raw)["Table"][1][-1] == HOSTILE[0]


def test_by_keyboard_and_under_the_policy_of_the_site(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        seen = watch(page, address)
        page.goto(f"{address}compliance/rules.html")
        assert page.locator(".sheet-files").count() == page.locator(".sheet > table").count() > 0
        button = page.get_by_role("button", name="Excel: ").first
        button.focus()
        with page.expect_download() as waiting:
            page.keyboard.press("Enter")
        rows = office.read(Path(waiting.value.path()).read_bytes())["Table"]
        assert len(rows) == page.locator(".sheet > table").first.locator("tr").count()
        assert seen == []
