"""YAML bytes to plain JSON values, with the place of every value; whatever else YAML offers is refused.

Most records are read by a short way that knows plain forms alone (``quick``). All other bytes pass four stages, each
able to refuse: the text (``text``, ``unseen``), PyYAML's events (``events``), our own building of values from them
(``build``), and, where PyYAML gives up, a plain sentence for its complaint (``syntax``).
"""

from __future__ import annotations

from supervision_records.model import Document, Problem
from supervision_records.yamlio.build import MAX_PROBLEMS, build_document
from supervision_records.yamlio.marks import TextMarks
from supervision_records.yamlio.place import Place, child, locate, more, problem_at, shown, some, steps
from supervision_records.yamlio.quick import UNSURE, read_quickly
from supervision_records.yamlio.text import MAX_BYTES, read_front_matter, read_text
from supervision_records.yamlio.walk import find, groups, has_group, leaves, values

__all__ = [
    "MAX_BYTES",
    "MAX_PROBLEMS",
    "UNSURE",
    "Place",
    "TextMarks",
    "child",
    "find",
    "groups",
    "has_group",
    "leaves",
    "load",
    "load_front_matter",
    "locate",
    "more",
    "problem_at",
    "read_quickly",
    "shown",
    "some",
    "steps",
    "values",
]


def load(path: str, raw: bytes, *, quick: bool = True) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document that a YAML file holds; or None and everything that is wrong with it.

    ``quick``: texts in plain forms may be read by the quick way, which gives the same.
    """
    if quick and (value := read_quickly(raw)) is not UNSURE:
        return Document(path, value, TextMarks(raw.decode("ascii"), plain=True)), ()
    text, problems = read_text(path, raw)
    if text is None:
        return None, problems
    return build_document(path, text)


def load_front_matter(path: str, raw: bytes) -> tuple[Document | None, str, tuple[Problem, ...]]:
    """The front matter of a Markdown page, the page's words below it, and what is wrong with the front matter.

    Lines count from the top of the page. Where the front matter cannot be told from the words, the words are "".
    """
    parts, problems = read_front_matter(path, raw)
    if parts is None:
        return None, "", problems
    document, problems = build_document(path, parts.front)
    return document, parts.body, problems
