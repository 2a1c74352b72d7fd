"""Whether records agree with each other, with their protocols and with the settings: ``check``.

Each check is a function from the whole (``World``) to problems; the tuple ``CHECKS`` is all of them. Whatever they
find, a valid record is still judged.
"""

from __future__ import annotations

from collections.abc import Mapping

from supervision_records import privacy
from supervision_records.consistency import dates, people, references, twice, words
from supervision_records.consistency.world import World
from supervision_records.model import Problem, Protocol
from supervision_records.settings import Settings
from supervision_records.store import Store

__all__ = ["CHECKS", "World", "check"]

CHECKS = (references.check, dates.check, people.check, words.check, twice.check)


def check(store: Store, protocols: Mapping[str, Protocol], settings: Settings) -> tuple[Problem, ...]:
    """Everything that is wrong (errors) or odd (warnings) between the records, by path and line; privacy included."""
    world = World(store, protocols, settings)
    found = {problem for each in CHECKS for problem in each(world)}
    return tuple(sorted(found.union(privacy.check(store, settings))))
