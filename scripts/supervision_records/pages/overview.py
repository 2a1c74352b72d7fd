"""Compliance at a glance: totals by protocol and by team, and what was left out of them."""

from __future__ import annotations

from collections.abc import Iterator

from supervision_records.model import Problem, Status
from supervision_records.pages.figures import Line, counts_table, sentence
from supervision_records.pages.html import Column, Table, escape, link, notice
from supervision_records.pages.links import (
    ABSENT,
    APPLIES,
    ASSURANCE,
    CASES,
    DRIFT,
    DUE,
    ESCALATIONS,
    EVIDENCE,
    HOW_TO_READ,
    MEANINGS,
    OVERDUE,
    OVERVIEW,
    PEOPLE,
    RULES,
    TRENDS,
    file_address,
    href,
    protocol_findings,
)
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.small import ALL, of_protocol, of_team
from supervision_records.pages.words import plural
from supervision_records.summary import count

#: Problems listed on the page; the command lists them all.
_PROBLEMS_SHOWN = 100


def pages(site: Site) -> Iterator[Page]:
    """The overview."""
    yield page(
        site,
        OVERVIEW,
        Head("Compliance"),
        sentence(count(site.findings), site.hides(ALL)),
        _ways_on(site),
        _left_out(site),
        _unknown(site),
        "## By protocol",
        _by_protocol(site),
        "## By team",
        _by_team(site),
        _problems(site),
    )


def _ways_on(site: Site) -> str:
    targets = (
        (OVERDUE, "What is overdue"),
        (DUE, "What is due next"),
        *(((PEOPLE, "People"), (CASES, "Cases"), (TRENDS, "Trends")) if site.shows_ids else ()),
        *(
            (
                (ESCALATIONS, "Next steps of escalations"),
                (ABSENT, "Cases of absent staff"),
                (DRIFT, "Orphans and drift"),
            )
            if site.shows_ids
            else ()
        ),
        (APPLIES, "Cases that a rule applies to"),
        (ASSURANCE, "Assurance calendar"),
        (RULES, "All rules"),
        (MEANINGS, "What each rule means"),
        (EVIDENCE, "Evidence: when each record came in"),
        (HOW_TO_READ, "How to read these figures"),
    )
    return '<ul class="ways">' + "".join(f"<li>{link(href(OVERVIEW, t), w)}</li>" for t, w in targets) + "</ul>"


def _by_protocol(site: Site) -> str:
    lines = [
        Line(
            link(href(OVERVIEW, protocol_findings(p.id)), escape(p.title)),
            site.by_protocol.get(p.id, ()),
            site.hides(of_protocol(p.id)),
        )
        for p in site.protocols.values()
    ]
    return counts_table("by-protocol", "Findings by protocol", "Protocol", lines, _whole(site))


def _by_team(site: Site) -> str:
    names = [*site.teams, *([""] if "" in site.by_team else [])]
    lines = [
        Line(site.team_link(OVERVIEW, team), site.by_team.get(team, ()), site.hides(of_team(team))) for team in names
    ]
    return counts_table("by-team", "Findings by team", "Team", lines, _whole(site))


def _whole(site: Site) -> Line:
    return Line("All", site.findings, site.hides(ALL))


def _left_out(site: Site) -> str:
    refused = site.store.refused
    if not refused:
        return ""
    words = f"{plural(refused, 'file')} could not be read or did not fit its schema, and is in none of these figures."
    return notice("warning", "Something is missing.", words + (" See the end of this page." if site.shows_ids else ""))


def _unknown(site: Site) -> str:
    """What could not be judged, and why: no count of it may look like an all-clear."""
    unknown = [finding for finding in site.findings if finding.status is Status.UNKNOWN]
    if not unknown:
        return ""
    whys = sorted({str(finding.detail.get("why", "")) for finding in unknown})
    words = f"{plural(len(unknown), 'finding')} could not be judged and count in no rate. {' '.join(whys)}"
    return notice("warning", "Something is not known.", escape(words))


def _problems(site: Site) -> str:
    if not site.problems or not site.shows_ids:
        return ""
    shown = site.problems[:_PROBLEMS_SHOWN]
    caption = plural(len(shown), "problem")
    if len(shown) < len(site.problems):
        caption += f" of {len(site.problems):,}; supervision check lists them all"
    columns = (Column("Where"), Column("Kind"), Column("What is wrong"), Column("What to do"))
    return "## Problems in the records\n\n" + str(
        Table("problems", caption, columns, (_problem(site, problem) for problem in shown))
    )


def _problem(site: Site, problem: Problem) -> list[str]:
    where = f"<code>{escape(problem.path)}:{problem.line}</code>"
    forge = file_address(site.repo_url, problem.path)
    return [
        link(f"{forge}#L{problem.line}", where) if forge else where,
        str(problem.severity),
        escape(problem.message),
        escape(problem.hint),
    ]
