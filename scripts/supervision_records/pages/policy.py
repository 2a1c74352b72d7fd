"""The site's Content-Security-Policy: what a page may load and run. A browser refuses everything else.

The theme brings a few scripts inside its pages. Each is allowed by its hash, taken from what the theme makes of a page
without any content: nothing that a record or a written page puts into the site can get itself allowed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

Sources = tuple[str, ...]

#: What every page may do: each directive and its sources. Icons of the theme's styles are ``data:``.
BASE: Mapping[str, Sources] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}

#: What pages of a kind may do besides: the beginning of their paths, and the sources to add to each directive.
EXTRA: Mapping[str, Mapping[str, Sources]] = {}

#: Types of script that a browser runs; any other is data.
_RUN = frozenset({"", "module", "text/javascript", "application/javascript"})


def policy(source: str, hashes: Sources, extra: Mapping[str, Mapping[str, Sources]] = EXTRA) -> str:
    """The policy of the page ``source`` (its path under ``docs/``) whose theme brings the scripts of these hashes."""
    found = {**BASE, "script-src": (*BASE["script-src"], *hashes)}
    for beginning, more in extra.items():
        if source.startswith(beginning):
            found |= {name: (*found.get(name, ()), *sources) for name, sources in more.items()}
    return "; ".join(" ".join((name, *sources)) for name, sources in found.items())


def hashes_of(page: str) -> Sources:
    """The hash of each script that stands in a page of HTML, as a policy names it; each once."""
    return tuple(dict.fromkeys(_hash(script) for script in _inline_scripts(page)))


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _inline_scripts(page: str) -> Iterator[str]:
    parser = _Scripts()
    parser.feed(page)
    parser.close()
    yield from parser.found


class _Scripts(HTMLParser):
    """Collects the text of each script that is run and has no file of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A script begins."""
        values = dict(attrs)
        self._inside = tag == "script" and "src" not in values and (values.get("type") or "").lower() in _RUN
        if self._inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        """Text, of a script or not."""
        if self._inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """A script ends."""
        self._inside = self._inside and tag != "script"
