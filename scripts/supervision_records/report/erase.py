"""What erasing comes to, said to a person before and after."""

from __future__ import annotations

from collections.abc import Iterable

from supervision_records.sealing.erase import Erasure
from supervision_records.sealing.units import shown

NOT_REACHED = (
    "Not reached by this: what people read, copied or printed; copies of the store of keys (backups, and the history "
    "of a store that is itself in Git), which have to be destroyed, too; what other systems hold. Commit the "
    "tombstone.\n"
)


def would_be_lost(found: Erasure, *, done: bool) -> str:
    """Which records' text is lost, and which text on the same case is not."""
    verb = "is lost, in every copy" if done else "would be lost, in every copy"
    lines = [
        f"What is sealed with the key {shown(found.unit)} {verb}: {len(found.lost)} records.\n",
        *_paths(found.lost),
    ]
    if found.stays:
        lines += ["Text of sessions on the same case that has another key stays:\n", *_paths(found.stays)]
    return "".join(lines)


def _paths(paths: Iterable[str]) -> list[str]:
    return [f"  {path}\n" for path in paths]
