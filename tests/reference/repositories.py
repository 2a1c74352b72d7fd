"""One random small repository of one protocol: as a Hypothesis strategy, and from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from . import extras, people, sessions
from .days import Working
from .focus import FOCI
from .worlds import STARTS, Maker, Repository


@st.composite
def repositories(draw: st.DrawFn, protocol: str) -> Repository:
    """Any repository that mostly, though not only, follows the protocol."""
    return make_repository(lambda least, most: draw(st.integers(least, most)), protocol)


def seeded(seed: int, protocol: str) -> Repository:
    """Always the same repository for a seed."""
    return make_repository(random.Random(f"{protocol} {seed}").randint, protocol)  # noqa: S311  (no secret)


def make_repository(pick: Callable[[int, int], int], protocol: str) -> Repository:
    """A repository made by a source of whole numbers."""
    focus = FOCI[protocol][pick(0, len(FOCI[protocol]) - 1)]
    start = date.fromisoformat(STARTS[protocol][pick(0, len(STARTS[protocol]) - 1)])
    make = Maker(pick, protocol, focus, start, [start])
    people.make_teams(make)
    people.make_people(make)
    people.make_cases(make)
    people.make_absences(make)
    people.make_contracts(make)
    sessions.make_referrals(make)
    sessions.make_sessions(make)
    sessions.shorten_intervals(make)
    sessions.make_observations(make)
    sessions.make_audits(make)
    extras.make_assurance(make)
    extras.make_handovers(make)
    extras.make_escalations(make)
    extras.make_whole_family(make)
    today = sessions.as_of(make)
    changed = {make.one(make.known) for _ in range(make.pick(0, 2))} if make.chance(15) else set()
    added = frozenset(when for when in changed if not Working().works(when))
    return Repository(protocol, today, make.records, added, frozenset(changed) - added)
