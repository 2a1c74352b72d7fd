"""Lists of findings, and their division into pages short enough to open at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import TypeVar

from supervision_records.calendar import parse_date
from supervision_records.model import Finding, Status
from supervision_records.pages.demands import rule_anchor
from supervision_records.pages.html import Column, Table, escape, link, status_mark, time
from supervision_records.pages.judged import judged, subject_link
from supervision_records.pages.links import PAGE_ROWS, file_address, href, numbered, protocol_page, team_page
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.words import period, plural

Row = TypeVar("Row")
#: Records shown with a finding before the rest is folded away.
_RECORDS_SHOWN = 2

_TEAM = Column("Team")
_COLUMNS = (
    Column("About"),
    Column("Rule"),
    Column("Status"),
    Column("Due"),
    Column("What was found"),
    Column("Period"),
    _TEAM,
)


def findings_table(site: Site, source: str, key: str, caption: str, findings: Sequence[Finding]) -> str:
    """The findings as a table on the page ``source``, in the order given. A team's own pages need no column for it."""
    teamless = source.startswith("compliance/teams/")
    columns = [column for column in _COLUMNS if not (teamless and column is _TEAM)]
    rows = (_row(site, source, finding, teamless=teamless) for finding in findings)
    return str(Table(key, caption, columns, rows, css="figures findings"))


def _row(site: Site, source: str, finding: Finding, *, teamless: bool) -> list[str]:
    team = link(href(source, team_page(finding.team)), finding.team) if finding.team else "–"
    return [
        subject_link(site, source, finding.subject) + _part(finding),
        rule_link(site, source, finding.protocol, finding.rule),
        status_mark(finding.status),
        time(finding.due) + _lateness(finding) + _arrival(finding),
        f"{escape(_message(finding))}{_evidence(site, finding)}{judged(site, source, finding)}",
        period(finding.start, finding.end),
        *([] if teamless else [team]),
    ]


def _part(finding: Finding) -> str:
    return f'<br><span class="part">{escape(finding.part)}</span>' if finding.part else ""


def _message(finding: Finding) -> str:
    """The message without the rule's title at its end: the line leads to the rule already."""
    return finding.message.rpartition(f" ({finding.rule}: ")[0] or finding.message


def _lateness(finding: Finding) -> str:
    if finding.status is not Status.BREACH or not finding.days_late:
        return ""
    return f'<br><strong class="late">{plural(finding.days_late, "day")} late</strong>'


def _arrival(finding: Finding) -> str:
    """The day that the record claims and the day on which it came in, where the second is later."""
    claimed, came_in = finding.detail.get("claimed"), finding.detail.get("came_in")
    if not claimed or not came_in or came_in <= claimed:
        return ""
    return f'<br><span class="part">claimed {time(parse_date(claimed))}, came in {time(parse_date(came_in))}</span>'


def rule_link(site: Site, source: str, protocol: str, rule: str) -> str:
    """A rule's id, leading to where its protocol's page states it."""
    return link(href(source, protocol_page(protocol), rule_anchor(site.protocols.get(protocol), rule)), rule, "rule")


def _evidence(site: Site, finding: Finding) -> str:
    if not finding.records:
        return ""
    paths = [record_link(site, path) for path in finding.records]
    listed = "<br>".join(paths[:_RECORDS_SHOWN])
    rest = paths[_RECORDS_SHOWN:]
    if rest:
        more = plural(len(rest), "more record")
        listed += f"<details><summary>{more}</summary>{'<br>'.join(rest)}</details>"
    return f'<div class="evidence">{listed}</div>'


def record_link(site: Site, path: str) -> str:
    """A record's path, leading to its file where a forge is configured."""
    shown = f"<code>{escape(path)}</code>"
    forge = file_address(site.repo_url, path)
    return link(forge, shown) if forge else shown


def long_list(site: Site, source: str, head: Head, intro: str, findings: Sequence[Finding]) -> Iterator[Page]:
    """The findings over as many pages as they need; the first stands at ``source`` and opens with ``intro``."""
    for here, part, above, below in split(source, findings):
        caption = caption_of(findings, number_of(source, here), len(part))
        table = findings_table(site, here, "findings", caption, part) if part else "<p>There are none.</p>"
        yield paged(site, source, here, replace(head, wide=True, search=False), intro, above, table, below)


def split_findings(site: Site, source: str, head: Head, intro: str, findings: Sequence[Finding]) -> Iterator[Page]:
    """A page of its own that ends with its findings; what goes beyond one page follows on others."""
    for here, part, above, below in split(source, findings):
        caption = caption_of(findings, number_of(source, here), len(part)) + ", the latest due first"
        table = findings_table(site, here, "findings", caption, part) if part else "There are none."
        blocks = ("## Findings { #findings }", above, table, below)
        yield paged(site, source, here, head, intro, *blocks)


def split(source: str, rows: Sequence[Row]) -> Iterator[tuple[str, Sequence[Row], str, str]]:
    """The parts of a long list: each with its page, and the links to the others above and below it."""
    last = max(1, ceil(len(rows) / PAGE_ROWS))
    for number in range(1, last + 1):
        here = numbered(source, number)
        above, below = (pager(source, here, number, last, where) for where in ("above", "below"))
        yield here, rows[(number - 1) * PAGE_ROWS : number * PAGE_ROWS], above, below


def number_of(source: str, here: str) -> int:
    """Which part of a long page this is, from 1."""
    return 1 if here == source else int(here.rpartition("page-")[2].removesuffix(".md"))


def paged(site: Site, source: str, here: str, head: Head, intro: str, *blocks: str) -> Page:
    """One part of a long page: the first opens with ``intro``, the others say their number and are not searched."""
    number = number_of(source, here)
    if number == 1:
        return page(site, here, head, intro, *blocks)
    return page(site, here, replace(head, title=f"{head.title}, page {number}", name="", search=False), *blocks)


def caption_of(findings: Sequence[Finding], number: int, shown: int) -> str:
    """What a table holds of a longer list: findings 501 to 1,000 of 2,345."""
    if shown == len(findings):
        return plural(shown, "finding")
    first = (number - 1) * PAGE_ROWS + 1
    return f"Findings {first:,} to {first + shown - 1:,} of {len(findings):,}"


def pager(source: str, here: str, number: int, last: int, where: str) -> str:
    """Links to the page before, the page after, and the ends."""
    if last == 1:
        return ""
    targets = {number - 1: "Previous page", number + 1: "Next page"}
    ends = {1: "First page", last: "Last page"}
    links = [
        f"<li>{link(href(here, numbered(source, target)), targets.get(target) or ends[target])}</li>"
        for target in sorted({*targets, *ends} - {0, number, last + 1})
    ]
    place = f"<li>Page {number:,} of {last:,}</li>"
    return f'<nav class="pager" aria-label="Pages of this list, {where}"><ul>{place}{"".join(links)}</ul></nav>'
