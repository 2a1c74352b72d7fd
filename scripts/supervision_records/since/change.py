"""A change judged: what it brings, what it mends, what it does to the records and to what judges them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace

from supervision_records.files import Files
from supervision_records.model import Problem
from supervision_records.settings import Settings
from supervision_records.since.backdated import backdated
from supervision_records.since.contents import Contents, Paths, differing
from supervision_records.since.guard import Guarded, guard, touches_rules
from supervision_records.since.passing import passing_problems
from supervision_records.since.paths import unfit_paths
from supervision_records.since.problems import Compared, compare, missing
from supervision_records.since.records import held, losses, rewritten, touched, untimely
from supervision_records.since.states import Rules, State, owners_stale, read_rules, read_state, remembering
from supervision_records.since.told import Records
from supervision_records.since.way import Way
from supervision_records.store import Store, build_store, printable

#: Nothing came in between and is gone again, and nothing was there before.
NO_WAY = Way()


@dataclass(frozen=True)
class Side:
    """One side of a change: its files, and what each path holds; ``ignored`` are files that Git passes over."""

    files: Files
    contents: Contents
    ignored: Container[str] = ()


@dataclass(frozen=True)
class Judged:
    """What a change comes to; ``base`` has the records as they were, ``store`` as they are after it."""

    used: Rules
    base: Store
    store: Store
    paths: Paths
    compared: Compared
    records: Records
    guarded: Guarded

    @property
    def settings(self) -> Settings:
        """Those that the change was judged by."""
        return self.used.settings


@dataclass(frozen=True)
class Unfit:
    """The rules that were to judge have problems themselves, so that nothing was judged."""

    problems: tuple[Problem, ...]


def judge_change(
    before: Side,
    after: Side,
    by: Files | None = None,
    way: Way = NO_WAY,
    *,
    names: tuple[str, ...] | None = None,
    agreed: bool = False,
) -> Judged | Unfit:
    """Judge both sides of a change by the same rules (``by``, else those of the change itself), and compare.

    Where there was nothing before, all is judged, and there is no rule yet that could be changed.

    ``way`` is what lies between the two; ``names`` is the list of names on this machine; ``agreed``: a maintainer
    agreed to new rules.
    """
    paths = differing(before.contents, after.contents)
    old, new, used = _rules(before, after, by, paths, names)
    if used.problems:
        return Unfit(used.problems)
    judge = remembering()
    head = read_state(after.files, used, after.ignored, judge)
    base = read_state(before.files, used, judge=judge) if before.contents else State(build_store((), used.schemas))
    was_stale = owners_stale(before.files, old, base.store) if before.contents else frozenset()
    is_stale = owners_stale(after.files, new, head.store)
    made = {new.settings.forge.file} if new.settings.forge and not is_stale else set[str]()
    guarded = guard(old, new, paths.without(made), agreed=agreed) if before.contents else Guarded()
    own = {
        *guarded.problems,
        *losses(before.contents, after.contents),
        *held(base.store, after.contents, old.settings.holds, old.settings.as_of or way.today),
        *rewritten(base.store, head.store),
        *backdated(
            base.store, head.store, used.settings.working_days, used.settings.grace, used.settings.as_of or way.today
        ),
        *unfit_paths(after.contents, paths),
        *untimely(before.contents, after.contents, way.removed),
        *passing_problems(way.contents, way.messages, used.settings, agreed=agreed),
        *(() if new is old else _of_rules(after, old, new, lambda rules: head if rules is used else None)),
    }
    compared = compare(base.problems | was_stale, head.problems | is_stale, {printable(path) for path in paths.all})
    # What the change itself does stands first: where a team is taken away, a hundred records miss it.
    brought = (*sorted(own), *(problem for problem in compared.brought if problem not in own))
    return Judged(used, base.store, head.store, paths, replace(compared, brought=brought), touched(paths), guarded)


def _rules(
    before: Side, after: Side, by: Files | None, paths: Paths, names: tuple[str, ...] | None
) -> tuple[Rules, Rules, Rules]:
    """The rules before, those after, and those to judge by; what is the same is read once."""
    new = read_rules(after.files, names)
    old = read_rules(before.files, names) if before.contents and touches_rules(paths) else new
    if by is None or by is after.files:
        return old, new, new
    return old, new, old if by is before.files else read_rules(by, names)


def _of_rules(after: Side, old: Rules, new: Rules, known: Callable[[Rules], State | None]) -> Iterable[Problem]:
    """What a change of the rules brings: rules that do not work, and records that fitted the old and not the new."""
    if new.problems or old.problems:
        return missing(new.problems, old.problems)
    by_new, by_old = (known(rules) or read_state(after.files, rules, after.ignored) for rules in (new, old))
    return missing(by_new.problems, by_old.problems)
