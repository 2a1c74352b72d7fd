"""Today's history held against a kept checkpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervision_records.history.checkpoint import Checkpoint, chain_hash, records_hash
from supervision_records.history.findings.anomaly import Anomaly
from supervision_records.history.values import Commit

_GONE = "is in this history no more: it was rewritten."
_ASIDE = (
    "is still in the history, but no longer on the main line itself: the main line was replaced by a branch that had"
    " merged it, and the days on which records came in are no longer to be seen."
)
_MOVED = "stands at another place of the main line than it did: what came before it was rewritten."
_OTHER = "no longer holds the records that it held."


def against(
    kept: Checkpoint, commits: Sequence[Commit], records: Mapping[str, str] | None, *, reachable: bool
) -> tuple[Anomaly, ...]:
    """What is no longer as it was when a checkpoint was kept.

    ``commits`` are the main line, oldest first; ``records`` are those of the kept commit, None where it is not there;
    ``reachable`` says whether the history holds it at all.
    """
    here = [commit.id for commit in commits]
    if kept.commit not in here:
        return (_told(kept, _ASIDE if reachable else _GONE),)
    upto = commits[: here.index(kept.commit) + 1]
    if len(upto) != kept.commits or chain_hash(upto) != kept.chain:
        return (_told(kept, _MOVED),)
    if records is None or records_hash(records) != kept.records:
        return (_told(kept, _OTHER),)
    return ()


def _told(kept: Checkpoint, what: str) -> Anomaly:
    on = f" of {kept.date}" if kept.date else ""
    return Anomaly("", "rewritten", kept.commit, None, f"The kept commit {kept.commit[:12]}{on} {what}")
