"""What verbs judge by: the dates in the records, or the history where a rule, the settings or the call ask for it."""

from __future__ import annotations

from dataclasses import replace

from supervision_records.clock import instant
from supervision_records.history import arrivals_at, changes_of, ledger_of
from supervision_records.ledger import Past
from supervision_records.model import Evidence
from supervision_records.protocol import FOLDER, all_rules
from supervision_records.repository import Repository

HISTORY = "history"


def evidence_for(repository: Repository, asked: str | None = None) -> Evidence:
    """The evidence for a run. ``asked`` is what the call says. Git is left alone where nobody asks for it."""
    everywhere = HISTORY in (asked, repository.settings.evidence)
    if not everywhere and not any("evidence" in rule.spec for rule in all_rules(repository.protocols)):
        return Evidence()
    return Evidence(arrivals_at(repository.root, instant()), everywhere)


def past_of(repository: Repository) -> Past:
    """What the history says, for the site. When a made-up sample came in says nothing about its claims."""
    root = repository.root
    evidence = evidence_for(repository)
    if repository.settings.sample is not None:
        evidence = replace(evidence, beside=False)
    elif evidence == Evidence():
        evidence = Evidence(arrivals_at(root, instant()))
    return Past(changes_of(root, FOLDER), evidence, ledger_of(root))
