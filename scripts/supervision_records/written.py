"""What a written page of the site may hold: words, and nothing that acts.

A page is refused for front matter that is not its own business (a theme's template would leave the site's policy out),
and for anything in it that becomes more than text, links and pictures of this site. The text is looked at by ``check``;
what a builder has made of it, whatever the tricks, by the site's build (``html_faults``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from supervision_records.files import Files
from supervision_records.model import Problem
from supervision_records.yamlio import MAX_BYTES, Place, load_front_matter, problem_at

FOLDER = "docs"
SUFFIX = ".md"
#: Pages whose front matter has a schema of its own.
WITH_SCHEMA = re.compile(r"docs/protocols/[^/]+\.md")
#: What another page may say of itself.
KEYS = frozenset({"title", "description", "hide", "search"})

_FRONT = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(
    r"^(?P<fence> *(?:`{3,}|~{3,}))[^\n]*\n.*?^(?P=fence)[`~]* *$|(?P<ticks>`+).+?(?P=ticks)", re.MULTILINE | re.DOTALL
)
_HTML = re.compile(r"<[A-Za-z/!?](?!\S*@)[^>\n]*>?")
_ADDRESS = re.compile(r"<https?://[^>\s]+>")
_SCHEME = re.compile(
    r"\]\(\s*<?\s*(?:javascript|data|vbscript)\s*:|^\s*\[[^\]]+\]:\s*<?(?:javascript|data|vbscript)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\{:?[^}\n]*\b(?:on[a-z]+|style|srcdoc|formaction|action)\s*=", re.IGNORECASE)

#: What Markdown makes, and what may stand on it. Whatever else a page brings is refused.
ELEMENTS = frozenset({
    "a", "abbr", "blockquote", "br", "button", "caption", "code", "col", "colgroup", "dd", "del", "details",
    "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "input", "ins", "kbd", "label",
    "li", "mark", "nav", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
ATTRIBUTES = frozenset({
    "abbr", "align", "alt", "checked", "class", "colspan", "disabled", "for", "height", "hidden", "href", "id",
    "lang", "name", "open", "rel", "role", "rowspan", "scope", "src", "start", "tabindex", "title", "type",
    "value", "width",
})  # fmt: skip
_OWN = re.compile(r"(?:aria|data)-[a-z-]+")
_FOREIGN = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_LINK = re.compile(r"\s*(?:https?|mailto):", re.IGNORECASE)


def page_problems(files: Files) -> Iterator[Problem]:
    """Everything in the written pages of a repository that may not be there."""
    for entry in files.below(FOLDER):
        if entry.path.endswith(SUFFIX):
            try:
                yield from page_faults(entry.path, files.read(entry.path, MAX_BYTES + 1))
            except OSError:
                yield Place(entry.path).problem("unreadable", "This page cannot be read.", "Put the page itself here.")


def page_faults(path: str, raw: bytes) -> Iterator[Problem]:
    """What one page's text holds that it may not."""
    text = raw.decode("utf-8", errors="replace").replace("\r\n", "\n")
    if text.startswith("---") and not WITH_SCHEMA.fullmatch(path):
        yield from _front_matter(path, raw)
    # The front matter's values are data, encoded wherever they are shown; its lines keep the places of the rest.
    body = _FRONT.sub(lambda front: "\n" * front.group().count("\n"), text)
    words = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), body)
    for pattern, code, message in _REFUSED:
        for found in pattern.finditer(words):
            if not (pattern is _HTML and _ADDRESS.match(found.group())):
                yield _at(path, words, found.start(), code, message)


def _front_matter(path: str, raw: bytes) -> Iterator[Problem]:
    document, _, problems = load_front_matter(path, raw)
    yield from problems
    if document is None:
        return
    hint = f"Delete the line. What it may say: {', '.join(sorted(KEYS))}."
    for key, value in document.data.items() if isinstance(document.data, dict) else ():
        where = f"/{key}"
        if key not in KEYS:
            yield problem_at(path, document.marks, where, "page-key", "A page's front matter may not say this.", hint)
        elif key in ("title", "description") and ("<" in str(value) or "{" in str(value)):
            yield problem_at(path, document.marks, where, "page-html", "HTML stands here.", "Say it in words.")


_REFUSED = (
    (_HTML, "page-html", "HTML stands here. A page is written in Markdown alone."),
    (_SCHEME, "page-link", "This link would run something."),
    (_IMAGE, "page-picture", "This picture comes from somewhere else, which would learn of every reader."),
    (_ATTRIBUTE, "page-attribute", "This attribute would act."),
)


def _at(path: str, text: str, offset: int, code: str, message: str) -> Problem:
    place = Place(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
    return place.problem(code, message, "Say it in words, or put it in backticks if it is to be shown as it stands.")


def html_faults(html: str) -> tuple[str, ...]:
    """What a builder made of a written page that may not be there: elements and attributes, each named once."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(dict.fromkeys(reader.found))


class _Reader(HTMLParser):
    """Names every element and attribute that is not in the tables."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag not in ELEMENTS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES and not _OWN.fullmatch(name):
                self.found.append(f"{name}= of <{tag}>")
            elif (name == "src" and _FOREIGN.match(value or "")) or (name == "href" and _is_bad_link(value or "")):
                self.found.append(f"the address of <{tag}>")

    def handle_comment(self, data: str) -> None:  # noqa: ARG002  (the library's signature)
        """A comment: harmless, but nothing that Markdown makes."""
        self.found.append("a comment")


def _is_bad_link(address: str) -> bool:
    return bool(_FOREIGN.match(address)) and not _LINK.match(address)
