"""Tables that pass a Markdown builder by: it reads ready HTML letter by letter, only to leave it as it is.

Where a builder lets us change its result, as MkDocs does, tables are taken out of a page's Markdown before and put
back into its HTML after. The result is the same, and a large site is built in much less time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: A table in its region, as ``html.Table`` writes it, alone on its lines. No text of a record can hold a ``<``.
_SHEET = re.compile(r'^<div class="sheet" .*?^</table>\n</div>$', re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r'<div class="aside-([0-9]+)"></div>')

#: The line that says what day and how many records a page rests on, as ``site.as_of_line`` writes it; and its mark.
_AS_OF = re.compile(r'^<p class="as-of">.*</p>$', re.MULTILINE)
_DATE = '<div class="aside-as-of"></div>'


def set_date_aside(markdown: str) -> tuple[str, str]:
    """The Markdown with a mark in the place of its as-of line, and the line; nothing of it where it has none.

    That line is another one on every page as soon as one record more is there.
    """
    found = _AS_OF.search(markdown)
    return (_AS_OF.sub(_DATE, markdown, 1), found[0]) if found else (markdown, "")


def put_date_back(html: str, line: str) -> str:
    """The page's HTML with its as-of line where its mark is."""
    return html.replace(_DATE, line, 1) if line else html


def set_aside(markdown: str) -> tuple[str, tuple[str, ...]]:
    """The Markdown with a mark in the place of each table, and the tables in their order."""
    sheets: list[str] = []

    def mark(found: re.Match[str]) -> str:
        sheets.append(found[0])
        return f'<div class="aside-{len(sheets) - 1}"></div>'

    return _SHEET.sub(mark, markdown), tuple(sheets)


def put_back(html: str, sheets: Sequence[str]) -> str:
    """The page's HTML with each table where its mark is."""
    return _PLACE.sub(lambda found: sheets[int(found[1])], html) if sheets else html
