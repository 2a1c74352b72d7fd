"""Where the steps that led to a verdict are shown: on the page of the person or the case that the finding is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from supervision_records.model import Finding
from supervision_records.pages.links import PAGE_ROWS, numbered

#: What tells one finding from all others.
Key = tuple[object, ...]


class Place(NamedTuple):
    """A page, and the anchor on it."""

    page: str
    anchor: str


def places(listed: Mapping[str, Sequence[Finding]]) -> dict[Key, Place]:
    """The place of each finding, from the findings that each page lists in their order, so many on one page."""
    return {
        finding.order: Place(numbered(page, position // PAGE_ROWS + 1), anchor(finding))
        for page, findings in listed.items()
        for position, finding in enumerate(findings)
    }


def anchor(finding: Finding) -> str:
    """A finding's anchor: the same in every build, and of no text of a record."""
    return f"steps-{sha256(repr(_plain(finding)).encode()).hexdigest()[:12]}"


def _plain(finding: Finding) -> list[str]:
    return [str(part) for part in (*finding.order[:1], finding.subject.kind, finding.subject.id, *finding.order[2:])]
