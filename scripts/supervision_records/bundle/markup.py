"""The bundle's pages as HTML: no script, nothing from elsewhere, and each number with what it is a number of.

``scripts/trace_bundle.py`` goes by the attributes: ``data-count`` and ``data-rate`` say which rows a number counts,
``data-row`` which row of the data (or which record) a table's row shows, ``data-in`` in which file words stand.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Sequence
from hashlib import sha256

from supervision_records.encode import visible
from supervision_records.summary import Counts

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:75rem;padding:1rem;color:#1d1d1d;background:#fff}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:bold;padding:.3rem 0}"
    "th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "th{background:#eef3f6}data{font-variant-numeric:tabular-nums}pre{white-space:pre-wrap;border:1px solid #bbb;"
    "padding:.5rem}a{color:#00558c}nav a{margin-right:1rem}.breach{color:#a30000;font-weight:bold}"
)
_HASH = base64.b64encode(sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"

#: The pages that each page leads to: their names from the bundle's top.
MENU = {
    "index.html": "Overview",
    "exceptions.html": "Exceptions",
    "samples.html": "Samples",
    "audits.html": "Audits",
    "actions.html": "Actions",
    "history.html": "History",
}


def text(words: object) -> str:
    """Words that show exactly and do nothing."""
    return html.escape(visible(str(words)))


def link(target: str, words: object, up: str = "") -> str:
    """A link to another file of the bundle; ``up`` leads from the page's folder to the top."""
    return f'<a href="{html.escape(up + target)}">{text(words)}</a>'


def count(value: int, table: str, **where: str) -> str:
    """A number, and which rows of which table it counts."""
    return f'<data value="{value}" data-count="{_query(table, where)}">{value}</data>'


def rate(counts: Counts, table: str, **where: str) -> str:
    """The rate of compliance of some rows."""
    return f'<data value="" data-rate="{_query(table, where)}">{counts.percent}</data>'


def _query(table: str, where: dict[str, str]) -> str:
    return html.escape(";".join((table, *(f"{key}={value}" for key, value in where.items()))))


def row(cells: Iterable[str], of: str = "") -> str:
    """A table's row; ``of`` names what it shows."""
    mark = f' data-row="{html.escape(of)}"' if of else ""
    return f"<tr{mark}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def table(caption: str, heads: Sequence[str], rows: Sequence[str]) -> str:
    """A table of ready rows; where there is none, that is said."""
    if not rows:
        return f"<p>{text(caption)}: none.</p>\n"
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in heads)
    return (
        f"<table><caption>{text(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{''.join(rows)}</tbody></table>\n"
    )


def verbatim(words: str, place: str) -> str:
    """Words as they stand in a file of the bundle."""
    return f'<pre data-in="{html.escape(place)}">{text_lines(words)}</pre>\n'


def text_lines(words: str) -> str:
    """As ``text``, over several lines."""
    return "\n".join(text(line) for line in words.split("\n"))


def page(title: str, body: str, up: str = "") -> bytes:
    """A whole page; title and organisation hold no number that is not in the body."""
    menu = " ".join(link(target, name, up) for target, name in MENU.items())
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{text(title)}</title>'
        f"<style>{_STYLE}</style></head>\n"
        f"<body><nav>{menu}</nav>\n<main>\n<h1>{text(title)}</h1>\n{body}</main></body></html>\n"
    ).encode()
