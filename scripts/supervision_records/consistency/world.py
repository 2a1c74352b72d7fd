"""All that the checks look things up in, indexed once, so that every check takes time in proportion to the records."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from supervision_records.calendar import FOREVER, Span, Spans, holds, merge, parse_date, subtract
from supervision_records.model import Problem, Protocol, Record, Severity
from supervision_records.settings import Settings
from supervision_records.store import KINDS, Store, named
from supervision_records.store.skim import asked_of
from supervision_records.yamlio import problem_at

#: Among more ids than this, none that is like another is sought; and for no more wrong ids than this.
_MANY = 2000
_SOUGHT = 50


def span_of(entry: Mapping[str, Any], start: str = "from", end: str = "to") -> Span:
    """The days of an entry that has a first and perhaps a last day."""
    return Span(parse_date(entry[start]), parse_date(entry[end]) if end in entry else FOREVER)


def spans_of(entries: Iterable[Mapping[str, Any]]) -> Spans:
    """The days of several such entries together."""
    return merge(map(span_of, entries))


def first_outside(span: Span, inside: Iterable[Span]) -> Span | None:
    """The first stretch of a span that is not inside the others."""
    return next(iter(subtract((span,), inside)), None)


def issue(record: Record, pointer: str, code: str, message: str, hint: str) -> Problem:
    """An error at a value of a record."""
    return problem_at(record.path, record.marks, pointer, code, message, hint)


def doubt(record: Record, pointer: str, code: str, message: str, hint: str) -> Problem:
    """A warning at a value of a record."""
    return problem_at(record.path, record.marks, pointer, code, message, hint, severity=Severity.WARNING)


@dataclass(frozen=True)
class World:
    """The records, the protocols and the settings of one repository, with their indexes.

    ``passed`` are the paths of records that are known to be in order beside the others: they need no look.
    """

    store: Store
    protocols: Mapping[str, Protocol]
    settings: Settings
    passed: Container[str] = frozenset()
    _words: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _nearest: dict[tuple[str, str], str | None] = field(default_factory=dict, repr=False, compare=False)

    def of(self, kind: str) -> Iterator[Record]:
        """The records of a kind that are to be looked at."""
        yield from self._looked_at[kind]

    @cached_property
    def _looked_at(self) -> Mapping[str, tuple[Record, ...]]:
        return {
            kind: tuple(record for record in records.values() if record.path not in self.passed)
            for kind, records in self.store.records.items()
        }

    def get(self, kind: str, record_id: str) -> Record | None:
        """One record, if it is there and valid."""
        return self.store.records[kind].get(record_id)

    @cached_property
    def known(self) -> Mapping[str, frozenset[str]]:
        """The ids, by kind, that a record may refer to.

        Those of records that were removed on purpose, and of files that were refused, are known too: the first are
        accounted for, and the second are already told, once and where they have to be mended.
        """
        ids: dict[str, set[str]] = {kind: set(self.store.records[kind]) for kind in KINDS}
        ids["protocols"] = set(self.protocols)
        for gone in self.store.records["tombstones"]:
            kind, _, record_id = gone.partition("--")
            if kind in ids:
                ids[kind].add(record_id)
        for problem in self.store.problems:
            name = named(problem.path)
            if name is not None:
                ids[name.kind].add(name.id)
        return {kind: frozenset(of_kind) for kind, of_kind in ids.items()}

    def nearest(self, kind: str, record_id: str) -> str | None:
        """The known id most like another. Not sought among very many, or very often: that would take too long."""
        asked = kind, record_id
        if asked not in self._nearest and len(self._nearest) < _SOUGHT:
            ids = self._sorted_ids.get(kind, ())
            self._nearest[asked] = next(iter(get_close_matches(record_id, ids, n=1, cutoff=0.8)), None)
        return self._nearest.get(asked)

    @cached_property
    def _sorted_ids(self) -> Mapping[str, tuple[str, ...]]:
        return {kind: tuple(sorted(ids)) for kind, ids in self.known.items() if len(ids) <= _MANY}

    @cached_property
    def posts(self) -> Mapping[str, Spans]:
        """The days on which each person has a post."""
        return {person.id: spans_of(asked_of(person)["posts"]) for person in self.store.records["people"].values()}

    def has_post(self, person: str, day: date) -> bool:
        """Has the person a post that day, as far as is known?"""
        posts = self.posts.get(person)
        return posts is None or holds(posts, day)

    def is_open(self, case: str, day: date) -> bool:
        """Is the case open that day, as far as is known?"""
        life = self.lives.get(case)
        return life is None or life.holds(day)

    def words(self, protocol: Protocol, part: str) -> frozenset[str]:
        """What a protocol has of a sort: sections, agenda points, processes."""
        key = protocol.id, part
        if key not in self._words:
            self._words[key] = frozenset(entry["id"] for entry in protocol.data.get(part, ()))
        return self._words[key]

    @cached_property
    def lives(self) -> Mapping[str, Span]:
        """The days on which each case is open."""
        return {case.id: span_of(asked_of(case), "opened", "closed") for case in self.store.records["cases"].values()}

    @cached_property
    def followed(self) -> Mapping[tuple[str, str], Spans]:
        """The days on which a team (first) follows a protocol (second)."""
        return {
            (team.id, protocol): spans_of(
                entry for entry in asked_of(team)["protocols"] if entry["protocol"] == protocol
            )
            for team in self.store.records["teams"].values()
            for protocol in {entry["protocol"] for entry in asked_of(team)["protocols"]}
        }
