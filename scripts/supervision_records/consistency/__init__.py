"""Whether records agree with each other, with their protocols and with the settings: ``check``.

Each check is a function from the whole (``World``) to problems; the tuple ``CHECKS`` is all of them. Whatever they
find, a valid record is still judged.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import groupby, islice
from operator import attrgetter

from supervision_records import privacy
from supervision_records.consistency import audits, dates, people, references, signing, twice, words
from supervision_records.consistency.world import World
from supervision_records.model import Problem, Protocol
from supervision_records.settings import Settings
from supervision_records.store import Store
from supervision_records.yamlio import MAX_PROBLEMS, more

__all__ = ["CHECKS", "World", "check"]

CHECKS = (references.check, dates.check, people.check, words.check, twice.check, audits.check, signing.check)


def check(
    store: Store, protocols: Mapping[str, Protocol], settings: Settings, passed: Container[str] = frozenset()
) -> tuple[Problem, ...]:
    """What is wrong (errors) or odd (warnings) between the records, by path and line; privacy included.

    Of a file with very many errors, or warnings, some are told and that there are more. ``passed`` are the paths of
    records of which it is known that nothing is to be said (see ``ties``).
    """
    world = World(store, protocols, settings, passed)
    found = {problem for each in CHECKS for problem in each(world)}
    return tuple(sorted(_some(found.union(privacy.check(store, settings, passed)))))


def faulty(store: Store, protocols: Mapping[str, Protocol], settings: Settings) -> set[str]:
    """The paths of records that are not in order by themselves, or beside the others here; their ties are left open.

    A record is never found in order here that ``check`` would find fault with but for its ties.
    """
    world = World(store, protocols, settings)
    checks = (each for each in CHECKS if each is not references.check)
    return {problem.path for each in checks for problem in each(world)}.union(
        problem.path for problem in privacy.alarms(store, settings)
    )


def _some(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first problems of each file: errors and warnings apart, so that no warning crowds out an error."""
    sort = attrgetter("path", "severity")
    for _, group in groupby(sorted(problems, key=lambda problem: (sort(problem), problem)), sort):
        first = list(islice(group, MAX_PROBLEMS + 1))
        yield from first[:MAX_PROBLEMS]
        if len(first) > MAX_PROBLEMS:
            yield more(first[MAX_PROBLEMS - 1])
