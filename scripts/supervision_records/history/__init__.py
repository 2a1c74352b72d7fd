"""What Git says of a repository. The only door to Git: fixed, read-only commands, nothing of the repository's run."""

from __future__ import annotations

from supervision_records.history.changes import changes_of
from supervision_records.history.command import GitError, git, resolve
from supervision_records.history.ignored import ignored
from supervision_records.history.ledger import ledger_of
from supervision_records.history.revision import Revision, at_revision
from supervision_records.history.witness import arrivals_at

__all__ = ["GitError", "Revision", "arrivals_at", "at_revision", "changes_of", "git", "ignored", "ledger_of", "resolve"]
