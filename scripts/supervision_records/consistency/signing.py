"""Signatures that an edit has left behind: shown, and asked for again."""

from __future__ import annotations

from collections.abc import Iterator

from supervision_records.consistency.world import World, doubt
from supervision_records.model import Problem
from supervision_records.signatures import LATER, outdated


def check(world: World) -> Iterator[Problem]:
    """Warned about: the record says something else than what somebody signed."""
    for kind in LATER:
        for record in world.of(kind):
            for signature in outdated(kind, record.data):
                yield doubt(
                    record,
                    f"/signed/{signature.place}",
                    "changed-since-signed",
                    f"The record was changed after {signature.by} signed it on {signature.on}.",
                    f"Show {signature.by} what was changed, and let them sign again: "
                    f"supervision sign {kind}/{record.id} --by {signature.by}",
                )
