"""A checkpoint made from a clone, and a clone held against one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from supervision_records.history.between import is_ancestor
from supervision_records.history.checkpoint import Checkpoint, checkpoint
from supervision_records.history.command import GitError
from supervision_records.history.findings.anomaly import Anomaly
from supervision_records.history.findings.kept import against
from supervision_records.history.revision import ORDINARY, listed
from supervision_records.history.values import History
from supervision_records.store import FOLDER


def made(root: Path, history: History) -> Checkpoint:
    """The checkpoint of a history."""
    return checkpoint(history.commits, _records(root, history.commits[-1].id))


def held_against(root: Path, history: History, kept: Checkpoint) -> tuple[Anomaly, ...]:
    """What of a history is no longer as a checkpoint has it."""
    if kept.commit in {commit.id for commit in history.commits}:
        return against(kept, history.commits, _records(root, kept.commit), reachable=True)
    return against(kept, history.commits, None, reachable=_reachable(root, kept.commit, history.commits[-1].id))


def _reachable(root: Path, commit: str, tip: str) -> bool:
    try:
        return is_ancestor(root, commit, tip)
    except GitError:
        return False  # the clone does not have it at all


def _records(root: Path, commit: str) -> Mapping[str, str]:
    """The records of a commit: path to content's id."""
    files = listed(root, commit)
    return {path: file.blob for path, file in files.items() if path.startswith(f"{FOLDER}/") and file.mode in ORDINARY}
