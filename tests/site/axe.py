"""axe-core over a page that is open in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

FILE = Path(__file__).parents[1] / "vendor/axe-core/axe.min.js"

#: WCAG 2.0, 2.1 and 2.2, levels A and AA.
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
#: And what its authors think wise.
ALL = (*WCAG, "best-practice")
#: The rules of these levels that look at colours: all that other colours on the same page can change.
COLOURS = ("color-contrast", "link-in-text-block")

#: Rows of a table that are made as one before them are left out: axe takes as long as there are elements.
_FEWER_ROWS = """() => {
    const sort = part => `${part.tagName} ${part.getAttribute('class')}`;
    const made = row => new Set([row, ...row.querySelectorAll('*')].map(sort));
    for (const body of document.querySelectorAll('tbody')) {
        const seen = new Set();
        for (const row of [...body.rows]) {
            const key = [...made(row)].sort().join();
            if (seen.has(key)) row.remove();
            seen.add(key);
        }
    }
}"""
_RUN = """asked => (scrollTo(0, 0), axe).run(document, {runOnly: asked, resultTypes: ['violations'], preload: false})
    .then(found => found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target).slice(0, 3).join(' | ')}`))"""


def load(page: Page, *, whole: bool = False) -> None:
    """Bring axe into the page, and leave it one row of each make unless the ``whole`` is asked for."""
    page.evaluate(FILE.read_text(encoding="utf-8"))
    if not whole:
        page.evaluate(_FEWER_ROWS)


def violations(page: Page, asked: tuple[str, ...] = WCAG) -> list[str]:
    """What axe finds on the page as it is now, by these tags or rules: each rule with the first places."""
    found: Any = page.evaluate(_RUN, list(asked))
    return [str(line) for line in found]
