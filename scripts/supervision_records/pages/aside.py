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
