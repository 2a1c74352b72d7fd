"""HTML that any Markdown builder passes through untouched: escaping, links, status marks and tables.

Tables are written as ready HTML, not as Markdown: a long one is built many times faster that way, and it
can say what each heading is for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from supervision_records.encode import visible
from supervision_records.model import Status
from supervision_records.pages.words import STATUS_WORDS, short_date

#: Signs that mean something to HTML or to Markdown, wherever they stand in a line.
_ACTIVE = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_{}[]<>()#+!|~^=$&\"':@"}
#: What would start a list, or a line of other meaning, at the beginning of one.
_LIST = re.compile(r"[0-9]+\.|[^\w&]")


#: How many texts are remembered: a finding stands on several pages, and many name the same records and days.
_MANY = 1 << 15


@lru_cache(maxsize=_MANY)
def escape(text: str) -> str:
    """Text that shows exactly and does nothing, in HTML and in Markdown alike. Always one line.

    Control signs and those that turn the direction of writing show as a replacement sign.
    """
    safe = visible(" ".join(text.split())).translate(_ACTIVE)
    if _LIST.match(safe):
        return f"&#{ord(safe[0])};{safe[1:]}"
    return safe


def title(text: str) -> str:
    """Text for what a builder puts into HTML as it stands, and nowhere else: a page's title."""
    return html.escape(visible(" ".join(text.split())))


def link(href: str, content: str, css: str = "") -> str:
    """A link around ready HTML. ``href`` is made of ids, so it needs no escaping beyond the quotes."""
    kind = f' class="{css}"' if css else ""
    return f'<a{kind} href="{href.replace("&", "&amp;").replace(chr(34), "%22")}">{content}</a>'


@lru_cache(maxsize=_MANY)
def time(day: date) -> str:
    """A date that people and machines can read."""
    return f'<time datetime="{day.isoformat()}">{short_date(day)}</time>'


def status_mark(status: Status) -> str:
    """The sign and the word of a status; the colour only helps."""
    sign, word = STATUS_WORDS[status]
    return f'<span class="status status-{status}"><span aria-hidden="true">{sign}</span> {word}</span>'


def notice(kind: str, heading: str, content: str) -> str:
    """A boxed notice: ``kind`` is ``warning`` or ``info``; heading and content are ready HTML."""
    return f'<div class="notice notice-{kind}"><p><strong>{heading}</strong> {content}</p></div>'


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, and whether it holds numbers."""

    heading: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption. Cells are ready HTML; the first of each row is the row's heading.

    ``key`` tells it from the other tables of its page.
    """

    key: str
    caption: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[str]]
    foot: Sequence[str] = ()
    css: str = "figures"

    def __str__(self) -> str:
        """The table in a region that scrolls sideways by keyboard, too, where a screen is narrow."""
        head = "".join(f'<th scope="col"{_css(column)}>{column.heading}</th>' for column in self.columns)
        body = "\n".join(self._row(row) for row in self.rows)
        foot = f"<tfoot>\n{self._row(self.foot)}\n</tfoot>\n" if self.foot else ""
        return (
            f'<div class="sheet" role="region" tabindex="0" aria-labelledby="table-{self.key}">\n'
            f'<table class="{self.css}">\n<caption id="table-{self.key}">{self.caption}</caption>\n'
            f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n{foot}</table>\n</div>"
        )

    def _row(self, cells: Sequence[str]) -> str:
        first, *others = cells
        rest = "".join(f"<td{_css(c)}>{cell}</td>" for c, cell in zip(self.columns[1:], others, strict=True))
        return f'<tr><th scope="row">{first}</th>{rest}</tr>'


def _css(column: Column) -> str:
    return ' class="number"' if column.number else ""
