"""What stands twice in one record where only one can be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervision_records.consistency.world import World, issue
from supervision_records.model import Problem
from supervision_records.yamlio import find, values

#: The kind, the place, and what stands there twice.
PLACES: Mapping[tuple[str, str], str] = {
    ("sessions", "cases.*.case"): "case",
    ("sessions", "actions.*.id"): "action",
    ("audits", "actions.*.id"): "action",
    ("assurance", "actions.*.id"): "action",
}


def check(world: World) -> Iterator[Problem]:
    """Refused: a case or an action that one record lists twice; a review of it would not say which."""
    for (kind, place), word in PLACES.items():
        for record in world.of(kind):
            named = values(record.data, place)
            if len(named) == len(set(map(str, named))):
                continue
            seen: set[str] = set()
            for pointer, value in find(record.data, place):
                if str(value) in seen:
                    message = f"This {word} stands here twice."
                    yield issue(record, pointer, f"same-{word}", message, "Put what belongs to it into one entry.")
                seen.add(str(value))
