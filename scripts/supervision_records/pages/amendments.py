"""Which protocol changed when, as Git tells it."""

from __future__ import annotations

from collections.abc import Iterator

from supervision_records.model import Change
from supervision_records.pages.html import Column, Table, escape, link, notice, time
from supervision_records.pages.links import AMENDMENTS, PROTOCOLS, href, protocol_page
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.words import plural

#: How many characters of a commit's name are shown: enough to look it up.
_SHORT = 10


def pages(site: Site) -> Iterator[Page]:
    """The page of amendments."""
    head = Head("Amendments", trail=[(PROTOCOLS, "Protocols")])
    entries = [change for change in site.changes.entries if change.path.endswith(".md")]
    intro = (
        "When each protocol's page was changed, newest first. A change of a page is a change of its rules, too: "
        "both stand in one file. The day is that on which the change came in."
    )
    if site.changes.why:
        yield page(site, AMENDMENTS, head, intro, notice("warning", "Not known.", escape(site.changes.why)))
        return
    columns = (Column("Day"), Column("Page"), Column("What"), Column("Commit"))
    table = Table("amendments", plural(len(entries), "change"), columns, (_row(site, change) for change in entries))
    yield page(site, AMENDMENTS, head, intro, str(table))


def _row(site: Site, change: Change) -> list[str]:
    name = change.path.removeprefix("docs/protocols/").removesuffix(".md")
    words = escape(site.protocols[name].title if name in site.protocols else name)
    target = href(AMENDMENTS, protocol_page(name))
    shown = link(target, words) if name in site.protocols else words
    return [time(change.on), shown, escape(change.subject), f"<code>{escape(change.commit[:_SHORT])}</code>"]
