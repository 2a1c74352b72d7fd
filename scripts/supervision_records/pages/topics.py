"""What the protocols speak of, by topic: every heading of every protocol, from A to Z, leading to its place."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

from supervision_records.model import Protocol
from supervision_records.pages.html import Column, Table, escape, link
from supervision_records.pages.links import PROTOCOLS, TOPICS, href, protocol_page
from supervision_records.pages.site import Head, Page, Site, page

_HEADING = re.compile(r"^(#{2,6}) +(.+?)(?: +\{([^}]*)\})? *#*$", re.MULTILINE)
#: Headings below this level are details, not topics.
DEEPEST = 3
_OWN = re.compile(r"#([\w-]+)")
#: What is Markdown in a heading's words and not seen: a demand's token, emphasis, code, the address of a link.
_MARKUP = re.compile(r"\[\[[^\]]*\]\]|\]\([^)]*\)|[*`\[]")
#: What an address may not have, and what becomes a hyphen in it.
_DROPPED, _SPACES = re.compile(r"[^\w\s-]"), re.compile(r"[-\s]+")


def pages(site: Site) -> Iterator[Page]:
    """The one page."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for protocol in site.protocols.values():
        for words, anchor in headings(protocol):
            found[words].append(link(href(TOPICS, protocol_page(protocol.id), anchor), escape(protocol.title)))
    rows = [[escape(words), "<br>".join(found[words])] for words in sorted(found, key=str.casefold)]
    intro = "What does the protocol say about …? Every topic that a protocol has under a heading of its own."
    table = str(Table("topics", "Topics, A to Z", (Column("Topic"), Column("Where")), rows)) if rows else "None yet."
    head = Head("Topics", trail=[(PROTOCOLS, "Protocols")])
    yield page(site, TOPICS, head, intro, table)


def headings(protocol: Protocol) -> Iterator[tuple[str, str]]:
    """The words and the anchor of each heading below the first, as the builder makes them."""
    seen: set[str] = set()
    for found in _HEADING.finditer(protocol.body):
        own = _OWN.search(found[3] or "")
        words = " ".join(unescape(_MARKUP.sub("", found[2])).split())
        anchor = own[1] if own else _unlike(_slug(words), seen)
        if len(found[1]) <= DEEPEST:
            yield words, anchor


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return _SPACES.sub("-", _DROPPED.sub("", plain).strip().lower())


def _unlike(slug: str, seen: set[str]) -> str:
    """The same with a number behind it, if another heading of the page has it already."""
    number, found = 0, slug
    while found in seen or not found:
        number += 1
        found = f"{slug}_{number}"
    seen.add(found)
    return found
