"""What all pages are made from: one judged repository, with the findings sorted by what pages ask for."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from supervision_records.actions import OpenAction, all_open_actions
from supervision_records.ahead import Item, ahead, can_still_be_done
from supervision_records.assess import assess
from supervision_records.consistency import check
from supervision_records.demands import Traced, trace
from supervision_records.facts import gather
from supervision_records.ledger import NO_PAST, UNREAD, Ledger, Past
from supervision_records.lists import InScope, applying
from supervision_records.model import Assessment, Changes, Data, Finding, Problem, Protocol, Rule, Status, rule_order
from supervision_records.pages.html import escape, link, time, title
from supervision_records.pages.links import HOME, case_page, href, person_page, team_page
from supervision_records.pages.places import Key, Place, places
from supervision_records.pages.small import hidden_counts
from supervision_records.pages.words import plural
from supervision_records.quality import Quality, quality
from supervision_records.repository import Repository
from supervision_records.rules.bench import Bench
from supervision_records.settings import Settings
from supervision_records.store import Store

#: One generated page: its path under ``docs/`` and its Markdown.
Page = tuple[str, str]

#: How far ahead the pages look: a quarter.
COMING_DAYS = 92

Groups = Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True)
class Site:
    """One repository on one day.

    ``schemas`` are the JSON Schemas by kind, for the pages on record formats; ``whole`` are the same with what they
    refer to filled in, for the forms.
    """

    protocols: Mapping[str, Protocol]
    assessment: Assessment
    store: Store
    problems: tuple[Problem, ...]
    settings: Settings
    as_of: date
    schemas: Mapping[str, Data] = field(default_factory=dict)
    whole: Mapping[str, Data] = field(default_factory=dict)
    repo_url: str = ""
    demands: tuple[Traced, ...] = ()
    changes: Changes = field(default_factory=Changes)
    ledger: Ledger = UNREAD

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in their order."""
        return self.assessment.findings

    @property
    def shows_ids(self) -> bool:
        """May this build name people and cases by their ids? The one for all staff may not."""
        return self.settings.audience == "managers"

    @property
    def threshold(self) -> int:
        """Counts below it are hidden; 0 where all are shown, since the pages list what is counted anyway."""
        return 0 if self.shows_ids else self.settings.small_numbers

    @cached_property
    def _hidden(self) -> Mapping[str, frozenset[str]]:
        return hidden_counts(self.findings, self.is_open, self.threshold)

    def hides(self, place: str) -> frozenset[str]:
        """The sorts of count that are hidden in one place, such as a team; see ``small``."""
        return self._hidden.get(place, frozenset())

    @cached_property
    def quality(self) -> tuple[Quality, ...]:
        """How often, how complete and how good, by protocol and team."""
        return quality(self.findings, self.bench.facts.dated["audits"], self.as_of)

    @cached_property
    def by_team(self) -> Groups:
        """Findings of each team; those of no team stand under an empty name."""
        return grouped(self.findings, lambda finding: finding.team or "")

    @cached_property
    def by_rule(self) -> Groups:
        """Findings of each rule."""
        return grouped(self.findings, lambda finding: finding.rule)

    @cached_property
    def by_protocol(self) -> Groups:
        """Findings of each protocol."""
        return grouped(self.findings, lambda finding: finding.protocol)

    @cached_property
    def rules(self) -> Mapping[str, tuple[Rule, ...]]:
        """Every rule by its id, in order; a row of two forms is two rules of one id."""
        groups: defaultdict[str, list[Rule]] = defaultdict(list)
        for protocol in self.protocols.values():
            for rule in protocol.rules:
                groups[rule.id].append(rule)
        return {key: tuple(groups[key]) for key in sorted(groups, key=rule_order)}

    @cached_property
    def bench(self) -> Bench:
        """The records as facts, for what pages show beside findings."""
        return Bench(gather(self.store, self.settings.working_days, self.as_of), self.protocols)

    @cached_property
    def cases_in_scope(self) -> Mapping[str, tuple[InScope, ...]]:
        """For each rule that asks for something to come round for each case: the cases it applies to now."""
        cadences = [rule for rules in self.rules.values() for rule in rules if rule.spec.get("subject") == "case"]
        return {rule.id: applying(self.bench, rule) for rule in cadences if rule.form == "cadence"}

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """Every team there is a page for: those on record and those that a finding names."""
        return tuple(sorted({*self.store.records.get("teams", {}), *self.by_team} - {""}))

    @cached_property
    def by_person(self) -> Groups:
        """Findings of each person, the latest due first; those of nobody stand under an empty name."""
        return grouped(_latest_first(self.findings), lambda finding: finding.person or "")

    @cached_property
    def by_case(self) -> Groups:
        """Findings of each case, the latest due first; those of none stand under an empty name."""
        return grouped(_latest_first(self.findings), lambda finding: finding.case or "")

    @cached_property
    def judged_at(self) -> Mapping[Key, Place]:
        """Where the steps of each finding stand that has a person's or a case's page."""
        people, cases = (self.store.records.get(kind, {}) for kind in ("people", "cases"))
        return {
            **places({case_page(case): part for case, part in self.by_case.items() if case in cases}),
            **places({person_page(name): part for name, part in self.by_person.items() if name in people}),
        }

    @cached_property
    def coming(self) -> tuple[Item, ...]:
        """What is overdue and what comes in the next three months, by day."""
        return ahead(self.assessment, self.bench, COMING_DAYS)

    @cached_property
    def actions(self) -> tuple[OpenAction, ...]:
        """Every open action, the first due first."""
        return all_open_actions(self.bench)

    def is_open(self, finding: Finding) -> bool:
        """Is it overdue and can still be done?"""
        return can_still_be_done(finding, self.protocols, self.as_of)

    def team_name(self, team: str) -> str:
        """A team's name, ready for a page; its id where no record names it."""
        record = self.store.records.get("teams", {}).get(team)
        return escape(str(record.data.get("name", team))) if record else team

    def team_link(self, source: str, team: str) -> str:
        """A team's name, leading to its page; words for no team."""
        return link(href(source, team_page(team)), self.team_name(team)) if team else "No team"

    @property
    def organisation(self) -> str:
        """The organisation's name, ready for a page."""
        return escape(self.settings.organisation)


def judge(repository: Repository, as_of: date, repo_url: str = "", past: Past = NO_PAST) -> Site:
    """A repository as it was read, judged for a date, with every problem that is known of it.

    ``past`` is what its history says; without it, nothing is known of that.
    """
    store, protocols, settings = repository.store, repository.protocols, repository.settings
    assessment = assess(store, protocols, settings.working_days, as_of, evidence=past.evidence)
    return Site(
        protocols=protocols,
        assessment=assessment,
        store=store,
        problems=(*repository.fatal, *sorted({*assessment.problems, *check(store, protocols, settings)})),
        settings=settings,
        as_of=as_of,
        schemas=repository.schemas.sources,
        whole={kind: repository.schemas.whole(kind) for kind in repository.schemas.kinds},
        repo_url=repo_url,
        demands=trace(protocols, assessment.findings, repository.tests),
        changes=past.changes,
        ledger=past.ledger,
    )


def _latest_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.due, reverse=True)


def breaches(findings: Iterable[Finding]) -> list[Finding]:
    """What was late, is missing or is incomplete, longest first."""
    return sorted((f for f in findings if f.status is Status.BREACH), key=lambda finding: -finding.days_late)


def upcoming(findings: Iterable[Finding]) -> list[Finding]:
    """What is still in time, soonest first."""
    return sorted((f for f in findings if f.status is Status.DUE), key=lambda finding: finding.due)


def grouped(findings: Iterable[Finding], key: Callable[[Finding], str]) -> Groups:
    """The findings of each group, groups in the order of their names."""
    groups: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[key(finding)].append(finding)
    return {name: tuple(groups[name]) for name in sorted(groups)}


@dataclass(frozen=True)
class Head:
    """What stands above a page's blocks.

    ``title`` is text; ``name`` is what the heading shows instead, ready for a page. ``trail`` are the pages above this
    one. A ``wide`` page gives the side columns' room to its tables. ``search`` is false for long lists, ``dated`` where
    nothing rests on records.
    """

    title: str
    name: str = ""
    trail: Sequence[tuple[str, str]] = ()
    wide: bool = False
    search: bool = True
    dated: bool = True


def page(site: Site, source: str, head: Head, *blocks: str) -> Page:
    """A whole page: front matter, trail, heading, the as-of line, and its blocks with an empty line between them."""
    parts = [
        front_matter(head),
        _trail(source, head.trail),
        heading(head.name or escape(head.title)),
        as_of_line(site, source) if head.dated else "",
        *blocks,
    ]
    return source, "\n\n".join(part for part in parts if part) + "\n"


def heading(words: str) -> str:
    """The heading of a page. Its anchor is ours: one made of a name could be one that the theme's scripts look for."""
    return f"# {words} {{ #page-title }}"


def front_matter(head: Head) -> str:
    """What the builder has to know."""
    lines = ["---", f"title: {json.dumps(title(head.title), ensure_ascii=False)}"]
    if head.wide:
        lines.append("hide: [navigation, toc]")
    if not head.search:
        lines.append("search: {exclude: true}")
    return "\n".join([*lines, "---"])


def _trail(source: str, above: Sequence[tuple[str, str]]) -> str:
    if not above:
        return ""
    steps = "".join(f"<li>{link(href(source, target), words)}</li>" for target, words in above)
    return f'<nav class="trail" aria-label="Where this page belongs"><ol>{steps}</ol></nav>'


def as_of_line(site: Site, source: str) -> str:
    """The date that the figures are for, and what they rest on."""
    records = sum(len(kind) for kind in site.store.records.values())
    sample = f" It is a {link(href(source, HOME), 'fictitious sample')}." if site.settings.sample else ""
    return (
        f'<p class="as-of">As of {time(site.as_of)}, judged from {plural(records, "record")} '
        f"in <code>records/</code>.{sample if source != HOME else ''}</p>"
    )
