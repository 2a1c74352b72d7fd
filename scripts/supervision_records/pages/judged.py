"""How a verdict came about: the dated steps beside it, or a link to where they stand."""

from __future__ import annotations

from supervision_records.model import Finding, Step, Subject
from supervision_records.pages.html import escape, link, time
from supervision_records.pages.links import case_page, href, person_page
from supervision_records.pages.places import anchor
from supervision_records.pages.site import Site

_ASKED = "How is this judged?"
#: The kinds of subject that have pages of their own: where the records are, and where the page is.
_PAGES = {"person": ("people", person_page), "case": ("cases", case_page)}


def judged(site: Site, source: str, finding: Finding) -> str:
    """The steps folded away, where this page is about the finding's person or case, or none is; else a link."""
    place = site.judged_at.get(finding.order)
    if place is None or _is_about(source, finding):
        return _folded(finding)
    return f"<div>{link(href(source, place.page, place.anchor), _ASKED, 'judged')}</div>"


def _is_about(source: str, finding: Finding) -> bool:
    """Is this a page, or a later part of the page, of the finding's own person or case?"""
    pages = (person_page(finding.person or ""), case_page(finding.case or ""))
    return source in pages or source.startswith(tuple(f"{page.removesuffix('.md')}/" for page in pages))


def _folded(finding: Finding) -> str:
    if not finding.steps:
        return ""
    steps = "".join(f"<li>{_step(step)}</li>" for step in finding.steps)
    return f'<details class="judged"><summary>{_ASKED}</summary><ol id="{anchor(finding)}">{steps}</ol></details>'


def _step(step: Step) -> str:
    record = f" <code>{escape(step.record)}</code>" if step.record else ""
    return f"{time(step.on)}: {escape(step.text)}{record}"


def subject_link(site: Site, source: str, subject: Subject) -> str:
    """Whom or what something is about; a person or a case on record leads to their page."""
    return f"{escape(subject.kind)} {named(site, source, subject.kind, subject.id)}"


def named(site: Site, source: str, kind: str, name: str) -> str:
    """A person's or a case's id, leading to their page where there is one; any other id as it is."""
    folder, page = _PAGES.get(kind, ("", person_page))
    if not site.shows_ids or name not in site.store.records.get(folder, {}) or source == page(name):
        return escape(name)
    return link(href(source, page(name)), escape(name))
