"""How the rates went over 24 months, as charts and tables. For managers: by month, nearly all numbers are small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from supervision_records.model import Finding
from supervision_records.pages.chart import Point, rate_chart
from supervision_records.pages.figures import Line, counts_table
from supervision_records.pages.html import escape, link
from supervision_records.pages.links import HOW_TO_READ, OVERVIEW, TRENDS, href, protocol_findings
from supervision_records.pages.people import Month, months
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.summary import Counts, count

#: How many calendar months are shown, the as-of date's own, which is not over yet, among them.
SHOWN = 24
#: How many findings it takes in a month for its rate to be drawn.
FEWEST = 5

_INTRO = (
    "Met of judged in each of the last 24 calendar months. A finding counts in the month in which it was due, and "
    "stands as it is judged today; the last month is not over yet. What is due later is not here. A month with fewer "
    f"than {FEWEST} judged findings is in the table and not on the line."
)


def pages(site: Site) -> Iterator[Page]:
    """One page: all findings, then each protocol that has any."""
    if not site.shows_ids:
        return
    intro = f"{_INTRO} {link(href(TRENDS, HOW_TO_READ), 'How to read the figures')}."
    blocks = [intro, "## All protocols { #all }", trend(site, "all", "All protocols", site.findings)]
    for protocol in site.protocols.values():
        if findings := site.by_protocol.get(protocol.id):
            name = escape(protocol.title)
            blocks.append(f"## {name} {{ #{protocol.id} }}")
            blocks.append(link(href(TRENDS, protocol_findings(protocol.id)), "Findings"))
            blocks.append(trend(site, protocol.id, name, findings))
    yield page(site, TRENDS, Head("Trends", trail=[(OVERVIEW, "Compliance")], wide=True), *blocks)


def trend(site: Site, key: str, name: str, findings: Sequence[Finding]) -> str:
    """A chart of the rate by month, and the table that it is drawn from. ``name`` is ready HTML without tags."""
    by_month = of_months(site, findings)
    points = [Point(month.label, _drawn(count(part))) for month, part in by_month]
    chart = rate_chart(key, f"{name}: met of judged, by month due", points)
    lines = [Line(month.label, part) for month, part in by_month if part]
    if not lines:
        return "Nothing was due in the last 24 months."
    table = counts_table(f"trend-{key}", f"{name}, by month due", "Month", lines, None)
    return f"{chart}\n\n{table}"


def _drawn(counts: Counts) -> Fraction | None:
    """The rate as a point of the line; a rate of very few would make it jump for nothing."""
    return counts.rate if counts.met + counts.breach >= FEWEST else None


def of_months(site: Site, findings: Sequence[Finding]) -> list[tuple[Month, list[Finding]]]:
    """The findings that were due in each of the months, the earliest first."""
    found: defaultdict[Month, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[Month(finding.due.year, finding.due.month)].append(finding)
    return [(month, found[month]) for month in months(site.as_of, SHOWN)]
