"""What a change does to the records as files: which come, change, go or move, and what may not go without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from supervision_records.model import Problem
from supervision_records.since.contents import Contents, Paths
from supervision_records.store import named
from supervision_records.yamlio import Place

#: A record's kind and id.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Records:
    """The records that a change touches, by their paths; a move is (from, to)."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Is any record touched?"""
        return bool(self.added or self.changed or self.removed or self.moved)


def touched(paths: Paths) -> Records:
    """The records among the paths that differ. A record is the same in another folder if its kind and id are."""
    gone, come = _by_key(paths.removed), _by_key(paths.added)
    both = gone.keys() & come.keys()
    return Records(
        tuple(sorted(path for key, path in come.items() if key not in both)),
        tuple(path for path in paths.changed if named(path)),
        tuple(sorted(path for key, path in gone.items() if key not in both)),
        tuple(sorted((gone[key], come[key]) for key in both)),
    )


def losses(records: Records, after: Contents) -> Iterator[Problem]:
    """Records that are gone without a tombstone, and tombstones that are gone."""
    kept = {name for path in after if (name := named(path))}
    for path in records.removed:
        name = named(path)
        if name is None or name in kept:
            continue  # the same record still lies elsewhere: it was there twice
        if name.kind == "tombstones":
            yield Place(path).problem(
                "tombstone-removed",
                "This change takes away a tombstone, which stands for a record that was removed.",
                "Put it back: a tombstone stays, so that nothing vanishes without a word.",
            )
        elif ("tombstones", f"{name.kind}--{name.id}") not in kept:
            yield Place(path).problem(
                "removed-without-tombstone",
                "This change takes away a record, and nothing says why, when and by whose decision.",
                f"Put it back, or add records/tombstones/<year>/{name.kind}--{name.id}.yaml with reason, on and by.",
            )


def _by_key(paths: tuple[str, ...]) -> Mapping[Key, str]:
    """Paths by the record that they name, of those that name one."""
    return {(name.kind, name.id): path for path in reversed(paths) if (name := named(path))}
