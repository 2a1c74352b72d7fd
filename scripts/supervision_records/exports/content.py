"""All that one organisation exports, as a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision_records.exports import findings, sessions, totals
from supervision_records.exports.tables import Table
from supervision_records.model import Assessment
from supervision_records.store import Store

#: The version of the folder's layout and of its columns.
VERSION = 1
_APART = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Content:
    """The tables of one organisation, by name, as of a date.

    ``organisation`` is its id; ``threshold`` is the one below which the totals hide numbers; ``refused`` is how many
    files could not be read, and so are in no table.
    """

    organisation: str
    as_of: date
    threshold: int
    refused: int
    tables: tuple[Table, ...]

    @property
    def about(self) -> Mapping[str, Any]:
        """What whoever reads the tables has to know of them all."""
        return {
            "version": VERSION,
            "organisation": self.organisation,
            "as_of": self.as_of.isoformat(),
            "small_numbers": self.threshold,
            "refused": self.refused,
            "rows": {table.name: len(table) for table in self.tables},
        }


def content_of(
    organisation: str, store: Store, assessment: Assessment, threshold: int, *, only_totals: bool = False
) -> Content:
    """The tables of a repository that was judged; with ``only_totals`` nothing that has an id of anybody in it."""
    as_of = assessment.as_of
    tables = [totals.table(assessment.findings, threshold)]
    if not only_totals:
        held = store.records.get("sessions", {}).values()
        tables = [findings.table(assessment.findings, as_of), sessions.table(held, as_of), *tables]
    return Content(organisation, as_of, threshold, store.refused, tuple(tables))


def named(text: str) -> str:
    """An organisation's name as an id: small letters, digits and hyphens."""
    return _APART.sub("-", text.casefold()).strip("-")
