"""The folder of protocol pages: which of its files hold rules, and which must not look as if they did.

Rules stand in the front matter of ``docs/protocols/<id>.md`` and nowhere else. A page that is passed over because of
its name, its place or what it is would be a protocol that nobody is judged by: each is told.
"""

from __future__ import annotations

import re

from supervision_records.files import Entry, Sort
from supervision_records.model import Problem
from supervision_records.yamlio import Place, load_front_matter

FOLDER = "docs/protocols"

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_LIKE_A_PAGE = re.compile(r"\.(md|mdown|markdown|mkdn?|mdx)$", re.IGNORECASE)
#: A list of the protocols, in words.
_INDEX = "index.md"


def is_page(path: str) -> bool:
    """Is it a page of any sort?"""
    return path.endswith(".md")


def is_protocol(path: str) -> bool:
    """Is it, by its place, the page of a protocol? Those in folders below are further pages of one, without rules."""
    name = path.removeprefix(f"{FOLDER}/")
    return is_page(path) and "/" not in name and name != _INDEX


def page_fault(entry: Entry) -> Problem | None:
    """What is wrong with an entry of the folder, as far as its name and sort tell."""
    name = entry.path.removeprefix(f"{FOLDER}/")
    place = Place(entry.path if entry.path.isascii() and entry.path.isprintable() else FOLDER)
    if entry.sort is Sort.UNREADABLE:
        return unreadable(place.path)
    top, _, below = name.partition("/")
    if _LIKE_A_PAGE.search(top) and (below or entry.sort is Sort.OTHER):
        message = "This is a link, a folder or a device by the name of a page."
        return place.problem("not-a-file", message, "Put the page itself here.")
    if _LIKE_A_PAGE.search(top) and top != _INDEX and not (is_page(top) and _ID.fullmatch(top.removesuffix(".md"))):
        message = "The page's name, which is the protocol's id, is not in the form that it must have."
        return place.problem("bad-name", message, "Use small letters, digits and hyphens, then .md.")
    return None


def unreadable(path: str) -> Problem:
    """The problem of a page that the disk does not give."""
    return Place(path).problem(
        "unreadable", "This protocol page cannot be read.", "Check its rights, and run this again."
    )


def rules_elsewhere(path: str, raw: bytes) -> Problem | None:
    """The problem of rules on a page whose rules nobody would be judged by."""
    if is_protocol(path) or b"rules" not in raw:
        return None
    document, _, _ = load_front_matter(path, raw)
    if document is None or not isinstance(document.data, dict) or "rules" not in document.data:
        return None
    message = "This page has rules, but only pages right in docs/protocols are read for rules."
    return Place(path).problem("misplaced-rules", message, f"Move it to {FOLDER}/<id>.md, or take its rules away.")
