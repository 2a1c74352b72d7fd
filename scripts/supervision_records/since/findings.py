"""Of the findings of two states, which breaches a change brings and which it mends, and what else it moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from supervision_records.model import Finding, Status

#: What makes two findings one: the rule and its form, whom and what it is about, and when that begins.
Key = tuple[object, ...]

#: What happens once: a finding about it is the same one even if its day was corrected.
ONCE = "session"


@dataclass(frozen=True, slots=True)
class Moved:
    """A finding as the change leaves it (or as it was, where it is gone), and its status before and after."""

    finding: Finding
    was: Status | None
    now: Status | None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a change does to the verdicts.

    ``new``: breaches that it brings, first those that were met. ``excused``: breaches that are excused now, which is no
    mending. ``mended``: breaches that are met, or due again. ``gone``: breaches, then what was due, of which nothing is
    said any more. ``unknown``: what could be told before, or was not there, and cannot be told now. ``other``: whatever
    else changed its status.
    """

    new: tuple[Moved, ...] = ()
    excused: tuple[Moved, ...] = ()
    mended: tuple[Moved, ...] = ()
    gone: tuple[Moved, ...] = ()
    unknown: tuple[Moved, ...] = ()
    other: tuple[Moved, ...] = ()

    @property
    def undone(self) -> tuple[Moved, ...]:
        """New breaches of what was met before: a record was taken away or changed."""
        return tuple(moved for moved in self.new if moved.was is Status.MET)

    @property
    def lost(self) -> tuple[Moved, ...]:
        """Breaches of which nothing is said any more, though nobody mended them."""
        return tuple(moved for moved in self.gone if moved.was is Status.BREACH)


def compare_findings(before: Iterable[Finding], after: Iterable[Finding], as_of: date) -> Verdicts:
    """Compare the findings of two states, judged by the same rules as of the same date."""
    are = _by_key(after)
    spans = _by_subject(are)
    parts: dict[str, list[Moved]] = defaultdict(list)
    for moved in _moved(_by_key(before), are):
        parts[_part(moved, _instead(moved.finding, spans, as_of) if moved.now is None else ())].append(moved)
    parts["new"].sort(key=lambda moved: moved.was is not Status.MET)
    parts["gone"].sort(key=lambda moved: moved.was is not Status.BREACH)
    return Verdicts(**{name: tuple(found) for name, found in parts.items()})


def _part(moved: Moved, instead: Collection[Status]) -> str:
    """Where a finding that changed its status is told; ``instead`` are the verdicts in its place, where it is gone."""
    if moved.now is Status.BREACH:
        return "new"
    if moved.now is Status.UNKNOWN:
        return "unknown"
    if moved.now is None and not instead:
        return "gone" if moved.was in (Status.BREACH, Status.DUE) else "other"
    now = {moved.now} if moved.now else set(instead)
    if moved.was is not Status.BREACH or not now.isdisjoint((Status.BREACH, Status.UNKNOWN)):
        return "other"
    return "excused" if Status.EXCUSED in now else "mended"


def _instead(gone: Finding, after: Mapping[Key, Sequence[Finding]], as_of: date) -> list[Status]:
    """What is said, after a change, of the time that a finding was about: another period of the same may cover it.

    It is the last day judged that counts: where somebody left the scope, what is told of them ends before it.
    """
    last = max(gone.start, min(gone.end, as_of))
    same = after.get(_about(gone), ())
    return [f.status for f in same if gone.subject.kind == ONCE or f.start <= last <= f.end]


def _by_subject(after: Mapping[Key, Sequence[Finding]]) -> Mapping[Key, list[Finding]]:
    found: dict[Key, list[Finding]] = defaultdict(list)
    for findings in after.values():
        for finding in findings:
            found[_about(finding)].append(finding)
    return found


def _about(finding: Finding) -> Key:
    """The rule and its form, and whom and what a finding is about."""
    return finding.rule, finding.form, finding.subject, finding.part


def _moved(before: Mapping[Key, list[Finding]], after: Mapping[Key, list[Finding]]) -> Iterator[Moved]:
    """All findings whose status differs, in the order of their listing."""
    found: list[tuple[Finding, Moved]] = []
    for key in before.keys() | after.keys():
        for old, new in zip_longest(before.get(key, ()), after.get(key, ())):
            was, now = (finding.status if finding else None for finding in (old, new))
            shown = new or old
            if was is not now and shown is not None:
                found.append((shown, Moved(shown, was, now)))
    yield from (moved for _, moved in sorted(found, key=lambda pair: pair[0].order))


def _by_key(findings: Iterable[Finding]) -> Mapping[Key, list[Finding]]:
    """Findings by what they are about; of several of one key, the one that ends first stands first."""
    found: dict[Key, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda f: f.order):
        found[*_about(finding), finding.start].append(finding)
    return found
