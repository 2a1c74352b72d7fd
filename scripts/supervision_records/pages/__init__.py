"""The site's pages as Markdown, made by pure functions: one module for each kind of page, none knows MkDocs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from supervision_records.pages import (
    absent,
    amendments,
    applies,
    assurance,
    calendars,
    case_pages,
    compliance,
    deadlines,
    drift,
    escalations,
    evidence,
    formats,
    home,
    overview,
    people,
    person_pages,
    protocols,
    readers,
    rule_meanings,
    rules,
    session_log,
    teams,
    templates,
    topics,
    traceability,
    trends,
)
from supervision_records.pages.forms import known as known_ids
from supervision_records.pages.forms import page as fill_in
from supervision_records.pages.site import Page, Site

#: Every kind of page. A new kind is one function and one line here.
KINDS: tuple[Callable[[Site], Iterator[Page]], ...] = (
    home.pages,
    protocols.pages,
    topics.pages,
    overview.pages,
    trends.pages,
    deadlines.pages,
    calendars.pages,
    compliance.pages,
    teams.pages,
    people.pages,
    person_pages.pages,
    case_pages.pages,
    session_log.pages,
    applies.pages,
    assurance.pages,
    absent.pages,
    drift.pages,
    escalations.pages,
    evidence.pages,
    rules.pages,
    rule_meanings.pages,
    formats.pages,
    templates.pages,
    fill_in.pages,
    traceability.pages,
    amendments.pages,
    readers.pages,
)


#: Every file that is published beside the pages, as it is.
FILES: tuple[Callable[[Site], Iterator[tuple[str, str]]], ...] = (evidence.files, known_ids.files, calendars.files)


def site_files(site: Site) -> Iterator[tuple[str, str]]:
    """Every generated file that is no page: its path under ``docs/`` and its text."""
    for kind in FILES:
        yield from kind(site)


def site_pages(site: Site) -> Iterator[Page]:
    """Every generated page: its path under ``docs/`` and its Markdown."""
    for kind in KINDS:
        yield from kind(site)
