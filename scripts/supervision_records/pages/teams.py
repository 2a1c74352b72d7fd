"""How one team is doing: its counts, what is overdue, what is due next, and every finding behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from supervision_records.ahead import Sort
from supervision_records.calendar import parse_date
from supervision_records.model import Finding, Status, rule_order
from supervision_records.pages.doings import actions_table, coming_table, contracts_table, unsigned
from supervision_records.pages.figures import Line, counts_table, sentence
from supervision_records.pages.html import escape, link, time
from supervision_records.pages.links import (
    CALENDARS,
    FILL_IN,
    OVERVIEW,
    href,
    protocol_findings,
    protocol_page,
    team_findings,
    team_page,
    team_people,
    team_sessions,
)
from supervision_records.pages.listing import findings_table, long_list, rule_link
from supervision_records.pages.people import team_months
from supervision_records.pages.quality import of_team as of_quality
from supervision_records.pages.site import Head, Page, Site, breaches, grouped, page, upcoming
from supervision_records.pages.small import of_protocol, of_team
from supervision_records.pages.trends import trend
from supervision_records.pages.words import plural
from supervision_records.summary import count

#: Lines of each list on the team's first page.
_SHOWN = 50
#: How far ahead a team looks.
SOON = timedelta(days=30)


def pages(site: Site) -> Iterator[Page]:
    """Each team's page, and the pages of all its findings."""
    for team in site.teams:
        yield _page(site, team)
        if site.shows_ids and site.by_team.get(team):
            yield from _all_findings(site, team)


def _page(site: Site, team: str) -> Page:
    here = team_page(team)
    findings = site.by_team.get(team, ())
    blocks = [_head(site, here, team), _ways_on(site, here, team), sentence(count(findings), site.hides(of_team(team)))]
    if findings:
        blocks += _lists(site, here, team, findings) if site.shows_ids else ()
        blocks += (
            ("## By protocol", _by_protocol(site, here, team))
            if site.threshold
            else ("## By rule", _by_rule(site, here, findings))
        )
    blocks += of_quality(site, here, team)
    head = Head(f"Team {team}", name=site.team_name(team), trail=[(OVERVIEW, "Compliance")], wide=True)
    return page(site, here, head, *blocks)


def _ways_on(site: Site, here: str, team: str) -> str:
    """The team's other pages: what names people is for managers only."""
    targets = [(team_people(team), "People, month by month")] if site.shows_ids else []
    targets += [(team_sessions(team), "Session log"), (FILL_IN, "Record a supervision")]
    targets += [(CALENDARS, "Calendars to subscribe to")] if site.shows_ids else []
    items = "".join(f"<li>{link(href(here, target), words)}</li>" for target, words in targets)
    return f'<ul class="ways">{items}</ul>'


def _head(site: Site, here: str, team: str) -> str:
    record = site.store.records.get("teams", {}).get(team)
    if record is None:
        return ""
    followed = "<br>".join(_followed(site, here, item) for item in record.data.get("protocols", ()))
    lines = (
        ("Team", f"<code>{team}</code>"),
        ("Organisation", escape(str(record.data.get("organisation", "")))),
        ("Follows", followed or "no protocol"),
    )
    items = "\n".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in lines)
    return f'<dl class="head">\n{items}\n</dl>'


def _followed(site: Site, here: str, item: dict[str, str]) -> str:
    protocol = site.protocols.get(item["protocol"])
    name = (
        link(href(here, protocol_page(protocol.id)), escape(protocol.title)) if protocol else escape(item["protocol"])
    )
    until = f" to {time(parse_date(item['to']))}" if "to" in item else ""
    return f"{name}, from {time(parse_date(item['from']))}{until}"


def _lists(site: Site, here: str, team: str, findings: Sequence[Finding]) -> list[str]:
    everything = link(href(here, team_findings(team)), f"All {plural(len(findings), 'finding')} of this team")
    late = [f for f in breaches(findings) if site.is_open(f)]
    parts = {key: [f for f in late if _paper(site, f) == key] for key in ("overdue", *_PAPERS)}
    due = upcoming(findings)
    soon = [finding for finding in due if finding.due <= site.as_of + SOON]
    blocks = ["## Overdue { #overdue }", _part(site, here, "overdue", "longest first", parts["overdue"])]
    for key, words in _PAPERS.items():
        if parts[key]:
            blocks += [f"### {words} {{ #{key} }}", _part(site, here, key, "longest first", parts[key])]
    blocks += ["## Due in the next 30 days { #due }", _part(site, here, "due", "soonest first", soon)]
    if len(due) > len(soon):
        blocks.append(f"{plural(len(due) - len(soon), 'more finding')} due later: {everything}.")
    return [
        *blocks,
        *_plans(site, here, team),
        *_months(site, team),
        *_contracts(site, here, team),
        *_actions(site, here, team),
        "## Over time { #trend }",
        trend(site, "team", site.team_name(team), findings),
        "## All findings",
        f"{everything}, breaches first: also what was done late, missed for good, or lacks something.",
    ]


#: What is late on paper, though the thing itself may have been done: key and heading.
_PAPERS = {"unrecorded": "Late records", "unsigned": "Unsigned"}


def _paper(site: Site, finding: Finding) -> str:
    """The list that an overdue finding belongs to, by what its rule waits for."""
    specs = (rule.spec for rule in site.rules.get(finding.rule, ()) if rule.form == finding.form)
    done = next(specs, {}).get("done", {})
    return "unrecorded" if "recorded" in done else "unsigned" if "signed" in done else "overdue"


def _plans(site: Site, here: str, team: str) -> Iterator[str]:
    last = site.as_of + SOON
    planned = [i for i in site.coming if i.team == team and i.sort is Sort.PLANNED and i.on <= last]
    if planned:
        yield "## Planned in the next 30 days { #planned }"
        yield coming_table(site, here, plural(len(planned), "planned session"), planned)


def _months(site: Site, team: str) -> Iterator[str]:
    if table := team_months(site, team):
        yield "## Month by month { #months }"
        yield (
            "✓ met, ✗ breach, ◔ due, ○ excused; a dash where nothing was due. What is still overdue counts in each "
            "month since. Where several rules ask, the worst. "
            f"{link(href(team_page(team), team_people(team)), 'Rule by rule, with minutes')}."
        )
        yield table


def _contracts(site: Site, here: str, team: str) -> Iterator[str]:
    """The contracts of those who have a post in the team now: those without all signatures first."""
    post_on = site.bench.facts.post_on
    ours = [
        contract
        for contract in site.bench.facts.contracts.values()
        if any((post := post_on(who, site.as_of)) and post.team == team for who in contract.supervisees)
        and (unsigned(site, contract) or (contract.in_force and contract.in_force.holds(site.as_of)))
    ]
    if ours:
        yield "## Contracts to sign and to review { #contracts }"
        yield contracts_table(site, here, sorted(ours, key=lambda c: (not unsigned(site, c), c.id)))


def _actions(site: Site, here: str, team: str) -> Iterator[str]:
    sessions = site.store.records.get("sessions", {})
    actions = [action for action in site.actions if sessions[action.session].data["team"] == team]
    if actions:
        shown = actions[:_SHOWN]
        yield "## Open actions { #actions }"
        if len(shown) < len(actions):
            yield f"The first {len(shown)} of {len(actions):,}; each person's page has all of theirs."
        yield actions_table(site, here, shown)


def _part(site: Site, here: str, key: str, order: str, findings: Sequence[Finding]) -> str:
    if not findings:
        return "Nothing."
    shown = findings[:_SHOWN]
    number = f"{len(shown):,} of {len(findings):,}" if len(shown) < len(findings) else f"{len(findings):,}"
    return findings_table(site, here, f"list-{key}", f"{_PAPERS.get(key, key.capitalize())}: {number}, {order}", shown)


def _by_rule(site: Site, here: str, findings: Sequence[Finding]) -> str:
    groups = grouped(findings, lambda finding: finding.rule)
    lines = [
        Line(_rule_name(site, here, group[0]), group)
        for group in sorted(groups.values(), key=lambda group: rule_order(group[0].rule))
    ]
    return counts_table("by-rule", "Findings by rule", "Rule", lines, Line("All", findings))


def _by_protocol(site: Site, here: str, team: str) -> str:
    """Where small numbers are hidden: nearly all of one team's counts for one rule would be."""
    groups = grouped(site.by_team[team], lambda finding: finding.protocol)
    lines = [
        Line(
            link(href(here, protocol_findings(name)), escape(site.protocols[name].title)),
            group,
            site.hides(of_protocol(name, team)),
        )
        for name, group in groups.items()
    ]
    whole = Line("All", site.by_team[team], site.hides(of_team(team)))
    return counts_table("by-protocol", "Findings by protocol", "Protocol", lines, whole)


def _rule_name(site: Site, here: str, finding: Finding) -> str:
    rules = site.rules.get(finding.rule, ())
    title = f" {escape(rules[0].title)}" if rules else ""
    return rule_link(site, here, finding.protocol, finding.rule) + title


def _all_findings(site: Site, team: str) -> Iterator[Page]:
    source = team_findings(team)
    back = link(href(source, team_page(team)), site.team_name(team))
    findings = site.by_team[team]
    rest = [finding for finding in findings if finding.status not in {Status.BREACH, Status.DUE}]
    intro = f"Every finding of {back}: breaches first, then what is due, then the rest."
    trail = [(OVERVIEW, "Compliance"), (team_page(team), site.team_name(team))]
    head = Head(f"All findings of team {team}", trail=trail)
    yield from long_list(site, source, head, intro, [*breaches(findings), *upcoming(findings), *rest])
