"""Abbreviations as tooltips: the glossary's table to definitions that Markdown's ``abbr`` extension reads."""

from __future__ import annotations

import re
from collections.abc import Mapping

from supervision_records.pages.links import AMENDMENTS, PROTOCOLS, TOPICS

#: A line of the glossary's table: the abbreviation with its anchor, what it stands for, and what it is.
_LINE = re.compile(r"^\| (?P<short>[^|{]+?) \{ #[a-z0-9-]+ \} \| (?P<long>[^|]+?) \| [^|]+ \|$", re.MULTILINE)
#: What stands in the second column where there is nothing to spell out.
_UNKNOWN = frozenset({"Not spelled out", "A name, not an abbreviation"})
#: What the extension can find again in running words.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9/]*(?: [A-Za-z]+)*")


def abbreviations(glossary: str) -> Mapping[str, str]:
    """Each abbreviation that the glossary spells out, and what it stands for."""
    found = {line["short"]: line["long"] for line in _LINE.finditer(glossary)}
    return {short: long for short, long in found.items() if long not in _UNKNOWN and _can_be_found(short, long)}


def _can_be_found(short: str, long: str) -> bool:
    return _PLAIN.fullmatch(short) is not None and short.casefold() != long.casefold()


def has_tooltips(source: str) -> bool:
    """Is the page one of a protocol's, where abbreviations are explained as they are read? The lists are not."""
    return source.startswith("protocols/") and source not in {PROTOCOLS, AMENDMENTS, TOPICS}


def with_tooltips(markdown: str, known: Mapping[str, str]) -> str:
    """A page with the definitions of the abbreviations that occur in it, at its end."""
    used = [short for short in known if re.search(rf"\b{re.escape(short)}\b", markdown)]
    if not used:
        return markdown
    lines = "\n".join(f"*[{short}]: {known[short]}" for short in used)
    return f"{markdown.rstrip()}\n\n{lines}\n"
