"""Which keys a closed schema lets stand, and under which condition each of them may."""

from __future__ import annotations

from collections.abc import Iterator

from supervision_records.weaker.folder import Folder, Node

#: Stands for any key.
ANY = "*"
#: A condition, and a key that may stand where it holds; "" is the condition that always holds.
Allowed = tuple[str, str]


def closes(part: Node) -> str:
    """The keyword by which a mapping closes itself to keys that it does not know, or ""."""
    value = part.value if isinstance(part.value, dict) else {}
    return next((word for word in ("unevaluatedProperties", "additionalProperties") if value.get(word) is False), "")


def allowed(folder: Folder, part: Node) -> set[Allowed]:
    """The keys that a closed mapping lets stand."""
    if closes(part) == "additionalProperties":
        return {("", key) for key in _own(part)}
    return set(_reach(folder, part, ""))


def possible(folder: Folder, parts: list[Node]) -> frozenset[str] | None:
    """The keys that may stand at all in what these parts of a schema accept; None for any."""
    keys: frozenset[str] | None = None
    for part in parts:
        if closes(part):
            known = frozenset(key for _, key in allowed(folder, part))
            if ANY not in known:
                keys = known if keys is None else keys & known
    return keys


def opened(before: set[Allowed], after: set[Allowed]) -> Iterator[str]:
    """The keys that may stand after and might not before, each once."""
    seen: set[str] = set()
    for condition, key in sorted(after):
        known = {("", key), (condition, key), ("", ANY), (condition, ANY)} & before
        if not known and key not in seen:
            seen.add(key)
            yield key


def _own(part: Node) -> Iterator[str]:
    value = part.value if isinstance(part.value, dict) else {}
    yield from value.get("properties", ())


def _reach(
    folder: Folder, node: Node, condition: str, within: frozenset[tuple[str, str]] = frozenset()
) -> Iterator[Allowed]:
    """The keys that a schema has a word on where ``condition`` holds. ``within`` are the places that it lies in."""
    if node.place in within:
        return
    for part in folder.parts(node):
        if not isinstance(part.value, dict):
            continue
        yield from ((condition, key) for key in _own(part))
        if any(part.value.get(word, False) is not False for word in ("additionalProperties", "unevaluatedProperties")):
            yield condition, ANY
        for branch, further in _conditional(folder, part):
            yield from _reach(folder, branch, condition + further, within | {node.place})


def _conditional(folder: Folder, part: Node) -> Iterator[tuple[Node, str]]:
    """The branches of a mapping that do not always apply, each with a name for when it does."""
    if asked := folder.demand(part, "if"):
        for word in ("if", "then", "else"):
            yield from ((branch, f"/{word}:{asked}") for branch in part.inner(word).values())
    for word in ("anyOf", "oneOf"):
        for name, branch in part.inner(word).items():
            yield branch, f"/{part.kind}{part.pointer}/{word}/{name}"
