"""What the history says to the site."""

from __future__ import annotations

from dataclasses import replace

from supervision_records.cli.evidence import evidence_for
from supervision_records.clock import instant
from supervision_records.history.changes import changes_of
from supervision_records.history.ledger import ledger_of
from supervision_records.history.witness import arrivals_at
from supervision_records.ledger import Past
from supervision_records.model import Evidence
from supervision_records.protocol import FOLDER
from supervision_records.repository import Repository


def past_of(repository: Repository) -> Past:
    """What the history says, for the site. When a made-up sample came in says nothing about its claims."""
    root = repository.root
    evidence = evidence_for(repository)
    if repository.settings.sample is not None:
        evidence = replace(evidence, beside=False)
    elif evidence == Evidence():
        evidence = Evidence(arrivals_at(root, instant()))
    return Past(changes_of(root, FOLDER), evidence, ledger_of(root))
