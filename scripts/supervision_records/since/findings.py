"""Of the findings of two states, which breaches a change brings and which it mends, and what else it moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from supervision_records.model import Finding, Status

#: What makes two findings one: the rule and its form, whom and what it is about, and when that begins.
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A finding as the change leaves it (or as it was, where it is gone), and its status before and after."""

    finding: Finding
    was: Status | None
    now: Status | None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a change does to the verdicts.

    ``new``: breaches that it brings, first those that were met. ``mended``: breaches that are none any more. ``gone``:
    breaches that nothing is said of any more. ``unknown``: what could be told before, or was not there, and cannot be
    told now. ``other``: whatever else changed its status.
    """

    new: tuple[Moved, ...] = ()
    mended: tuple[Moved, ...] = ()
    gone: tuple[Moved, ...] = ()
    unknown: tuple[Moved, ...] = ()
    other: tuple[Moved, ...] = ()

    @property
    def undone(self) -> tuple[Moved, ...]:
        """New breaches of what was met before: a record was taken away or changed."""
        return tuple(moved for moved in self.new if moved.was is Status.MET)


def compare_findings(before: Iterable[Finding], after: Iterable[Finding]) -> Verdicts:
    """Compare the findings of two states, judged by the same rules as of the same date."""
    parts: dict[str, list[Moved]] = defaultdict(list)
    for moved in _moved(_by_key(before), _by_key(after)):
        parts[_part(moved)].append(moved)
    parts["new"].sort(key=lambda moved: moved.was is not Status.MET)
    return Verdicts(**{name: tuple(found) for name, found in parts.items()})


def _part(moved: Moved) -> str:
    """Where a finding that changed its status is told."""
    if moved.now is Status.BREACH:
        return "new"
    if moved.now is Status.UNKNOWN:
        return "unknown"
    if moved.was is Status.BREACH:
        return "mended" if moved.now else "gone"
    return "other"


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
        found[finding.rule, finding.form, finding.subject, finding.part, finding.start].append(finding)
    return found
