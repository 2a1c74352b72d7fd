"""Texts that would do harm if they were not encoded, each with a tag by which it is found wherever it is shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

#: What to do harm with: seen by the tests if it is run, loaded or sent.
HARM = "window.harm=1"
HOST = "evil.invalid"

_PAYLOADS = (
    f"<script>{HARM}</script>",
    f"</title><script>{HARM}</script>",
    f"</textarea></style></script><script>{HARM}</script>",
    f"<img src=x onerror={HARM}>",
    f'<img src="http://{HOST}/a.png">',
    f"<svg/onload={HARM}>",
    f'"><svg><animate onbegin={HARM} attributeName=x dur=1s>',
    f"' onmouseover='{HARM}' autofocus onfocus='{HARM}",
    f'" onmouseover="{HARM}" autofocus onfocus="{HARM}',
    "<iframe srcdoc='<script>parent.harm=1</script>'></iframe>",
    f'<object data="http://{HOST}/a"></object><embed src="http://{HOST}/b">',
    f'<base href="http://{HOST}/">',
    f'<meta http-equiv="refresh" content="0;url=http://{HOST}/">',
    f'<link rel="prefetch" href="http://{HOST}/"><link rel="dns-prefetch" href="//{HOST}">',
    f'<form action="http://{HOST}/"><input name=a><button>b</button></form>',
    "<style>*{display:none}</style><p style='position:fixed'>",
    "<!-- a comment without an end",
    "]]> <![CDATA[ <? ?> <!DOCTYPE x>",
    "</td></tr></table></div><h1>a heading</h1>",
    "**bold** __bold__ *it* _it_ ~~x~~ ==x== ^^x^^ H~2~O x^2^",
    f"[a link](javascript:{HARM}) ![a picture](http://{HOST}/a.png)",
    f"[a reference][x] [x]: javascript:{HARM}",
    f"<http://{HOST}/> http://{HOST}/ www.{HOST} a@{HOST}",
    f"javascript:{HARM}//",
    "# a heading",
    "- a list",
    "1. a numbered list",
    "> a quotation",
    "a | table | of cells",
    ": a definition",
    "*[CIN]: an abbreviation, [^1] a footnote, [^1]: its text",
    '!!! danger "an admonition"',
    '??? note "a detail"',
    "`code` ``code`` ```",
    "~~~ a fence",
    '--8<-- "supervision.yaml" {% include "mkdocs.yml" %}',
    "{{ config }} {{ 7*7 }} {% for x in y %} {# a comment #}",
    f"${{{HARM}}} $x$ \\(x\\) \\u003cb\\u003e %3Cb%3E",
    "&lt;b&gt; &amp;amp; &#60; &quot; &nbsp; &copy",
    "[[JNT-1 must]] :smile: :octicons-alert-16: ++ctrl++",
    'a\\backslash \\n \\" \'single\' "double" ‘curled’ “curled”',
    '"},{"location":"x","title":"y',
    f'=HYPERLINK("http://{HOST}/","a formula")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1-1",
    "@SUM(1,1)",
    "%0A::error::a command",
    "::error file=x,line=1::a command",
    "::set-output name=a::b",
    "::stop-commands::b",
    "##[add-mask]a command",
    "a line\n::error::and a command",
    "a line\n\n# and a heading",
    "a line\r\n\r\n<b>and a block",
    "@team/everybody see #12, GH-12 and 0123456789abcdef0123456789abcdef01234567",
    "--- ... === ***",
    "שלום עולם مرحبا العالم",
    "শিশু\u200dসেবা 👩\u200d👧\u200d👦 🏳️\u200d🌈 東\u00a0区 ﬁ ﷺ",
    "ṱ̤̬͑h͙͓̾i̮ͥ͜s̛̗ s͎̪ͦt͕͆a͙͋ç̱͚k̢̬s̤̎",
    "longwordwithoutanend" * 9,
)
#: Those that act only at the end of a line: their tag stands before them.
_ENDS = (
    f'{{: onclick="{HARM}" style="position:fixed" }}',
    f'{{ #taken .hidden onclick="{HARM}" }}',
    "two spaces and a backslash \\",
    "a heading #",
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """One text. ``first`` says that its tag stands before it."""

    payload: str
    tag: str
    first: bool = False

    @property
    def text(self) -> str:
        """What goes into a field."""
        return self.tag + self.payload if self.first else self.payload + self.tag


HOSTILE = tuple(
    Hostile(payload, f"qz{number:02}z", number >= len(_PAYLOADS)) for number, payload in enumerate((*_PAYLOADS, *_ENDS))
)
#: At least so many of them in each field.
ENOUGH = 30
TAG = re.compile("qz([0-9]{2})z")


def plain(text: str) -> str:
    """A text as it can be compared: its white space is the printer's business."""
    return " ".join(text.split())


def tags(text: str) -> set[str]:
    """The tags in a text."""
    return {found[0] for found in TAG.finditer(text)}


def mangled(text: str) -> Iterator[str]:
    """What of a shown text is not exactly the text that was given."""
    shown = plain(text)
    for found in TAG.finditer(shown):
        hostile = HOSTILE[int(found[1])]
        wanted = plain(hostile.text)
        start = found.start() if hostile.first else found.end() - len(wanted)
        if shown[max(start, 0) : max(start, 0) + len(wanted)] != wanted:
            yield f"{shown[max(0, found.start() - 120) : found.end() + 40]!r} is not {wanted!r}"


class Texts(HTMLParser):
    """All text of a page, its attributes by name, and the text of each script that is data."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.data: list[str] = []
        self._in_data = False
        self.attributes: defaultdict[str, list[str]] = defaultdict(list)
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the attributes."""
        for name, value in attrs:
            self.attributes[name].append(value or "")
        self._in_data = tag == "script" and dict(attrs).get("type") == "application/json"
        if self._in_data:
            self.data.append("")

    def handle_endtag(self, tag: str) -> None:
        """Data ends with its script."""
        self._in_data = self._in_data and tag != "script"

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if self._in_data:
            self.data[-1] += data
        else:
            self.text += data


def strings(value: Any) -> Iterator[str]:
    """Every text within a JSON value, its keys among them."""
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


class Supply:
    """Hands out the texts, so that each field gets each of them in the end; several at once where room allows."""

    def __init__(self) -> None:
        self._next: dict[object, int] = {}

    def take(self, field: object, most: int, together: int) -> str:
        """The next texts for a field: up to so many, in up to so many characters, one at least."""
        number = self._next.get(field, 0)
        chosen = ""
        for further in range(together):
            text = f"{chosen} {HOSTILE[(number + further) % len(HOSTILE)].text}".strip(" ")
            if chosen and len(text) > most:
                break
            chosen = text
            self._next[field] = number + further + 1
        return chosen
