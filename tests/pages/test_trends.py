"""Charts and tables of the rates by month: every finding due in the window once, and the same numbers twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from supervision_records.model import Finding, Status
from supervision_records.pages import trends
from supervision_records.pages.chart import Point, rate_chart
from supervision_records.pages.site import Site
from supervision_records.settings import Settings

MakeSite = Callable[..., Site]
Make = Callable[..., Finding]


def test_a_finding_counts_in_the_month_in_which_it_was_due(make_site: MakeSite, finding: Make) -> None:
    days = [date(2024, 7, 31), date(2024, 8, 1), date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 1)]
    site = make_site(*(finding(start=day, end=day, due=day) for day in days))
    found = {month.label: len(part) for month, part in trends.of_months(site, site.findings)}
    assert len(found) == 24
    assert {label: number for label, number in found.items() if number} == {"Aug 24": 1, "Jun 26": 1, "Jul 26": 1}


def test_the_page_has_a_chart_and_its_table_for_all_and_for_each_protocol(make_site: MakeSite, finding: Make) -> None:
    found = [finding(start=date(2026, 6, n), status=Status.BREACH if n > 3 else Status.MET) for n in range(1, 7)]
    few = [finding(start=date(2026, 5, n), due=date(2026, 5, 31)) for n in range(1, 5)]
    ((_, text),) = trends.pages(make_site(*found, *few))
    assert re.findall(r'<figcaption id="([^"]+)">', text) == ["chart-all-title", "chart-alpha-title"]
    assert re.findall(r'<caption id="([^"]+)">', text) == ["table-trend-all", "table-trend-alpha"]
    row = re.search(r'<tr><th scope="row">Jun 26</th>.*', text)
    assert row is not None
    assert "50 %" in row[0]
    assert text.count('<circle class="dot"') == 2  # June, in each chart: four findings of May are too few to be drawn
    assert '<th scope="row">May 26</th>' in text


def test_staff_see_no_trend(make_site: MakeSite, finding: Make) -> None:
    assert not list(trends.pages(make_site(finding(), settings=Settings(audience="staff"))))


def test_a_window_in_which_nothing_was_due_says_so(make_site: MakeSite, finding: Make) -> None:
    old = finding(due=date(2020, 1, 1))
    assert trends.trend(make_site(old), "k", "Name", [old]) == "Nothing was due in the last 24 months."


def test_a_line_is_broken_where_there_is_no_rate() -> None:
    rates = [Fraction(1, 2), Fraction(1), None, Fraction(0), None]
    chart = rate_chart("k", "T", [Point(f"m{n}", rate) for n, rate in enumerate(rates)])
    assert re.findall(r'points="([^"]+)"', chart) == ["48.0,93.0 184.0,16.0", "456.0,170.0"]
    assert chart.count("<circle") == 3
    assert "From 50 % in m0 to 0 % in m3; lowest 0 % in m3, highest 100 % in m1." in chart
    assert chart.count('class="value"') == 1


def test_a_chart_without_any_rate_says_so() -> None:
    chart = rate_chart("k", "T", [Point("m", None)])
    assert "There is no rate in any of these months." in chart
    assert "<circle" not in chart


def test_a_chart_brings_no_colours_or_styles_of_its_own() -> None:
    chart = rate_chart("k", "T", [Point("a", Fraction(1)), Point("b", Fraction(1))])
    assert not re.search(r"style=|fill=|stroke=|#[0-9a-f]{3}", chart)
