"""What verbs judge by: the dates in the records, or the history where a rule, the settings or the call ask for it."""

from __future__ import annotations

from supervision_records.clock import instant
from supervision_records.model import Evidence
from supervision_records.protocol import all_rules
from supervision_records.repository import Repository

HISTORY = "history"


def evidence_for(repository: Repository, asked: str | None = None) -> Evidence:
    """The evidence for a run. ``asked`` is what the call says. Git is left alone where nobody asks for it."""
    everywhere = HISTORY in (asked, repository.settings.evidence)
    if not everywhere and not any("evidence" in rule.spec for rule in all_rules(repository.protocols)):
        return Evidence()
    from supervision_records.history.witness import arrivals_at  # noqa: PLC0415  (few judge by the history)

    return Evidence(arrivals_at(repository.root, instant()), everywhere)
