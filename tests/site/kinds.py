"""Which pages of the built site the tests open: one of every type, and what more shows all that pages are made of.

A type is a line of ``pages.KINDS`` and the folder of its pages with all ids left out, so that a new kind of page is
looked at without a line here. A page is made of its elements with their classes and roles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from supervision_records.pages import KINDS
from supervision_records.pages.links import address
from supervision_records.pages.site import Site

#: The pages that no line of the table makes: written ones, and the theme's for an address that is not there.
WRITTEN = "written"

_ARTICLE = re.compile(r"<article.*</article>", re.DOTALL)
_ELEMENT = re.compile(r"<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
_TELLING = re.compile(r'(?<=\s)(class|role|type|scope|open|aria-sort)(?:="([^"]*)")?')
#: How much of what its type is made of the page has to show that stands for it; the shortest such page does.
_ENOUGH = 0.75


@dataclass(frozen=True, slots=True)
class Built:
    """A page of the built site: its address, its length, and what it is made of."""

    address: str
    length: int
    made_of: frozenset[tuple[object, ...]]


def types(site: Site) -> dict[str, list[str]]:
    """The addresses of the generated pages of ``site``, by type."""
    ids = {name for records in site.store.records.values() for name in records}
    ids |= {*site.protocols, *(rule.id.lower() for rules in site.rules.values() for rule in rules)}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for kind in KINDS:
        for source, _ in kind(site):
            folder = "/".join("*" if part in ids else part for part in source.split("/")[:-1])
            found[f"{kind.__module__.rpartition('.')[2]}: {folder}"].append(address(source))
    return dict(found)


def representatives(generated: Mapping[str, list[str]], folder: Path) -> list[str]:
    """The addresses of the pages to open: one of each type, then the shortest with whatever is still unseen."""
    pages = {page.address: page for page in _built(folder)}
    known = {name for names in generated.values() for name in names}
    by_type = {**generated, WRITTEN: [name for name in pages if name not in known]}
    there = [[pages[name] for name in names if name in pages] for names in by_type.values()]
    chosen = [_of_type(found) for found in there if found]
    seen = frozenset[tuple[object, ...]]().union(*(page.made_of for page in chosen))
    for page in sorted(pages.values(), key=lambda page: page.length):
        if page.made_of - seen:
            chosen.append(page)
            seen |= page.made_of
    return sorted({page.address for page in chosen})


def _of_type(pages: list[Built]) -> Built:
    most = max(len(page.made_of) for page in pages)
    return min((page for page in pages if len(page.made_of) >= _ENOUGH * most), key=lambda page: page.length)


def _built(folder: Path) -> Iterator[Built]:
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        article = "".join(_ARTICLE.findall(text))
        made_of = frozenset((name, *_TELLING.findall(rest)) for name, rest in _ELEMENT.findall(article))
        yield Built(path.relative_to(folder).as_posix(), len(text), made_of)
