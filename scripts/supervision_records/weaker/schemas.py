"""Two sets of schemas: where does the later one let through what the earlier one refused?

Schemas are compared keyword by keyword. One that is shown to ask for the same or more is passed over; all else counts
as weaker, whether or not a record could be found that shows it. What is not reported has been shown: whatever the
schemas after accept, those before accepted. Words for people (title, description, examples) are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from supervision_records.schema.shape import AT_THE_TOP, KEYWORDS, WORDS
from supervision_records.weaker.difference import Effect, Weakening, spoken
from supervision_records.weaker.folder import Folder, Node, demands_nothing
from supervision_records.weaker.keys import ANY, allowed, closes, opened, possible
from supervision_records.weaker.limits import LIMITS, Loss

Keys = frozenset[str] | None

#: Keywords that are looked at together with the one on the right, from which they cannot be told apart.
_TOGETHER: Mapping[str, str] = {
    "then": "if", "else": "if", "const": "enum", "additionalProperties": "properties",
}  # fmt: skip
#: Keywords that ask for nothing, or that are followed where the parts of a schema are gathered.
_PASSED_OVER = WORDS | AT_THE_TOP | {"$defs", "$ref", "allOf"}


def compare_schemas(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Weakening]:
    """Where ``after`` lets through more, kind by kind; each place once, however many kinds refer to it."""
    comparison = _Comparison(Folder(before), Folder(after))
    found: dict[Loss, None] = {}
    for kind in sorted(before):
        if kind not in after:
            found[Loss("schema-removed", kind, "", "There is no such schema any more that works")] = None
        else:
            found.update(dict.fromkeys(comparison.losses(comparison.before.root(kind), comparison.after.root(kind))))
    for loss in found:
        path, pointer = f"schemas/{loss.kind}.schema.json", spoken(loss.pointer)
        where = f"At {pointer}: " if pointer else ""
        message = f"{where}{loss.sentence}. Records that this schema refused may now pass."
        yield Weakening(path, 1, loss.pointer, "schema", loss.what, Effect.WEAKER, message)


class _Comparison:
    """One comparison. ``losses`` of the same two places are worked out once."""

    def __init__(self, before: Folder, after: Folder) -> None:
        self.before = before
        self.after = after
        self._known: dict[tuple[Any, ...], tuple[Loss, ...]] = {}

    def losses(self, before: Node, after: Node, keys: Keys = None) -> tuple[Loss, ...]:
        """What ``after`` no longer asks for. ``keys`` are those that may stand here at all, by what lies around."""
        if self.before.essence(before) == self.after.essence(after):
            return ()
        known = (before.place, after.place, keys)
        if known not in self._known:
            self._known[known] = ()  # met again within itself, it adds nothing
            self._known[known] = tuple(self._losses(before, after, keys))
        return self._known[known]

    def _losses(self, before: Node, after: Node, keys: Keys) -> Iterator[Loss]:
        befores, afters = list(self.before.parts(before)), list(self.after.parts(after))
        if any(part.value is False for part in afters):
            return
        if any(part.value is False for part in befores):
            yield Loss("value-allowed", *after.place, "What was forbidden here is allowed")
            return
        if demands_nothing(befores):
            return
        if demands_nothing(afters) and keys is None:
            yield Loss("schema-open", *afters[-1].place, "Anything is let through here")
            return
        afters = [part if isinstance(part.value, dict) else part.at("", {}) for part in afters]
        if unknown := next((part for part in (*befores, *afters) if _unknown(part)), None):
            yield Loss(
                "keyword-changed", *unknown.place, "What keywords ask for here that are not known cannot be told"
            )
            return
        within = possible(self.after, afters)
        keys = keys if within is None else within if keys is None else keys & within
        for part in befores:
            yield from self._part(part, afters, keys)

    def _part(self, part: Node, afters: list[Node], keys: Keys) -> Iterator[Loss]:
        """What no part after asks for of what one mapping asked for."""
        if not isinstance(part.value, dict):
            return
        for group in dict.fromkeys(_TOGETHER.get(keyword, keyword) for keyword in part.value):
            if group not in _PASSED_OVER:
                ways = [(tuple(self._group(group, part, other, keys)), other.place != part.place) for other in afters]
                yield from min(ways, key=lambda way: (bool(way[0]), way[1], len(way[0])))[0]

    def _group(self, group: str, before: Node, after: Node, keys: Keys) -> Iterator[Loss]:
        """What ``after`` does not ask for, of one group of keywords of ``before``."""
        if group in LIMITS:
            yield from LIMITS[group](before, after)
        elif group == "properties":
            yield from self._properties(before, after, keys)
        elif group == "unevaluatedProperties":
            yield from self._closed(before, after)
        elif group == "if":
            yield from self._condition(before, after, keys)
        elif group == "anyOf":
            yield from self._any_of(before, after, keys)
        elif group in ("items", "propertyNames"):
            yield from self.losses(before.one(group), after.one(group))
        elif self.before.demand(before, group) != self.after.demand(after, group):
            word = "is not what it was" if group in after.value else "is gone"
            yield Loss("keyword-changed", *after.at(f"/{group}", None).place, f"`{group}` {word}")

    def _properties(self, before: Node, after: Node, keys: Keys) -> Iterator[Loss]:
        """``properties`` with ``additionalProperties``, which holds for every key that they do not name."""
        old, new = before.inner("properties"), after.inner("properties")
        others = before.one("additionalProperties"), after.one("additionalProperties")
        for key in sorted((old.keys() | new.keys()) if keys is None else keys):
            was, now = old.get(key, others[0]), new.get(key, others[1])
            if was.value is False and now.value is not False:
                yield Loss("key-allowed", *now.place, "This key was not allowed")
            elif lost := self.losses(was, now):
                gone = Loss(
                    "key-open", *after.at(f"/properties/{key}", None).place, "What this key may hold is not told"
                )
                yield from lost if key in new else (gone,)
        if keys is None and others[0].value is False and others[1].value is not False:
            yield Loss("keys-allowed", *after.place, "Keys that the schema does not know are allowed")
        elif keys is None:
            yield from self.losses(*others)

    def _closed(self, before: Node, after: Node) -> Iterator[Loss]:
        """``unevaluatedProperties``: no key that nobody knows."""
        if before.value["unevaluatedProperties"] is not False:
            return  # judged as if it were not there
        if not closes(after):
            yield Loss("keys-allowed", *after.place, "Keys that the schema does not know are allowed")
            return
        for key in opened(allowed(self.before, before), allowed(self.after, after)):
            if key == ANY:
                yield Loss("keys-allowed", *after.place, "Keys that the schema does not know are allowed")
            else:
                yield Loss("key-allowed", *after.at(f"/properties/{key}", None).place,
                           "This key was not allowed, or not always")  # fmt: skip

    def _condition(self, before: Node, after: Node, keys: Keys) -> Iterator[Loss]:
        """``if`` with ``then`` and ``else``."""
        if self.before.demand(before, "if") != self.after.demand(after, "if"):
            for branch in ("then", "else"):
                if not demands_nothing(list(self.before.parts(before.one(branch)))):
                    word = "is not what it was" if "if" in after.value else "is gone"
                    yield Loss("condition-changed", *after.at("/if", None).place, f"The condition `if` {word}")
                    return
            return
        for branch in ("then", "else"):
            yield from self.losses(before.one(branch), after.one(branch), keys)

    def _any_of(self, before: Node, after: Node, keys: Keys) -> Iterator[Loss]:
        """``anyOf``: each branch after has to ask for what some branch before asked for."""
        old, new = before.inner("anyOf"), after.inner("anyOf")
        if not new:
            yield Loss("keyword-removed", *after.place, "`anyOf` is gone")
        for name, branch in new.items():
            ways = [self.losses(was, branch, keys) for was in ([old[name]] if name in old else []) + list(old.values())]
            if all(ways):
                yield from ways[0]


def _unknown(part: Node) -> bool:
    return isinstance(part.value, dict) and not part.value.keys() <= KEYWORDS
