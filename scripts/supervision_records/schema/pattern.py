r"""Is a pattern about the whole text, does every reader of schemas take it the same way, and is it always quick?

Only patterns of a small language are let through, whose speed can be shown; anything else is refused, fair or foul.

- ``^`` at the start and ``$`` at the end (``(?!\n)$`` for readers whose ``$`` stands before a last line break, too).
- Signs of ASCII as they are, those with a meaning after a backslash; ``\n``, ``\t``, ``\r``; ``\s`` and ``\S``.
- Classes such as ``[a-z0-9-]`` and ``[^\n]``. Not ``\d``, ``\w`` or ``.``, which mean more to some readers than others.
- ``?``, ``*``, ``+``, ``{2}``, ``{2,}``, ``{2,5}``; groups ``( | )`` or ``(?: | )``.

A pattern is quick where whoever reads a text from left to right always knows which sign of the pattern comes next: then
nobody ever has to go back and try another way. Where a sign is repeated, that has to hold; elsewhere a few ways are
fine. The signs of a pattern, each in its place, and which may follow which, are the automaton of Glushkov.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

MAX_LENGTH = 200
_MAX_DEPTH = 10
#: So many ways to read a text are still few.
_FEW = 64

NOT_WHOLE = "it must begin with ^ and end with $, so that it is about the whole text"
NOT_KNOWN = "it uses a sign, or a way of writing, that readers of schemas do not all take alike"
NOT_QUICK = "it is not one of those that are known to be quick on every text"

_ALL = (1 << 129) - 1  # one bit for each sign of ASCII, and one for all others
_SPACES = sum(1 << ord(sign) for sign in " \t\n\r\f\v")
_ESCAPES = {"s": _SPACES, "S": _ALL & ~_SPACES, "n": 1 << ord("\n"), "t": 1 << ord("\t"), "r": 1 << ord("\r")}
_PUNCTUATION = frozenset("^$\\.*+?()[]{}|/-")
_QUANTIFIER = re.compile(r"[*+?]|\{(\d{1,5})(?:(,)(\d{1,5})?)?\}", re.ASCII)
_WHOLE = re.compile(r"\^(?:[^\\]|\\.)*\$", re.DOTALL)
_START = 0


class _RefusedError(Exception):
    """The pattern is not let through; the argument says why."""


@lru_cache(maxsize=512)
def refusal(pattern: str) -> str:
    """Why a pattern is not let through; "" if it is."""
    if len(pattern) > MAX_LENGTH:
        return f"it is longer than {MAX_LENGTH} signs"
    if not _WHOLE.fullmatch(pattern):
        return NOT_WHOLE
    try:
        _Reader(pattern.removeprefix("^").removesuffix("$").removesuffix(r"(?!\n)")).whole()
    except _RefusedError as error:
        return str(error)
    return ""


@dataclass(frozen=True)
class _Piece:
    """A part of a pattern: may it be empty, and which places of signs can begin and end it?"""

    empty: bool
    first: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()


@dataclass
class _Reader:
    """Reads a pattern; ``signs`` holds which signs fit each place, ``follows`` which places may come after it."""

    text: str
    at: int = 0
    depth: int = 0
    signs: list[int] = field(default_factory=lambda: [0])
    follows: dict[int, set[int]] = field(default_factory=dict)

    def rest(self) -> str:
        """What is not read yet."""
        return self.text[self.at :]

    def whole(self) -> None:
        """All of it; raises where it is not let through."""
        piece = self.sequence()
        if self.rest():
            raise _RefusedError(NOT_WHOLE if self.rest().startswith("|") else NOT_KNOWN)
        self.follows[_START] = set(piece.first)
        _check_speed(self.signs, self.follows)

    def choice(self) -> _Piece:
        """Sequences with strokes between them."""
        pieces = [self.sequence()]
        while self._take("|"):
            pieces.append(self.sequence())
        if any(piece.empty and not piece.first for piece in pieces):
            raise _RefusedError(NOT_KNOWN)
        return _Piece(
            any(piece.empty for piece in pieces),
            frozenset().union(*(piece.first for piece in pieces)),
            frozenset().union(*(piece.last for piece in pieces)),
        )

    def sequence(self) -> _Piece:
        """What stands one behind the other."""
        whole = _Piece(empty=True)
        while self.rest() and self.text[self.at] not in "|)":
            whole = self._joined(whole, self._repeated(self._single()))
        return whole

    def _joined(self, left: _Piece, right: _Piece) -> _Piece:
        for place in left.last:
            self.follows[place] |= right.first
        return _Piece(
            left.empty and right.empty,
            left.first | right.first if left.empty else left.first,
            left.last | right.last if right.empty else right.last,
        )

    def _repeated(self, piece: _Piece) -> _Piece:
        """A piece with the quantifier behind it. Any repetition is taken for one without an end."""
        found = _QUANTIFIER.match(self.text, self.at)
        if not found:
            return piece
        self.at = found.end()
        least, most = _bounds(found)
        if most > 1:
            if piece.empty or any(self.follows[place] & piece.first for place in piece.last):
                raise _RefusedError(NOT_QUICK)
            for place in piece.last:
                self.follows[place] |= piece.first
        if _QUANTIFIER.match(self.text, self.at):
            raise _RefusedError(NOT_KNOWN)
        return _Piece(piece.empty or least == 0, piece.first, piece.last)

    def _single(self) -> _Piece:
        """One sign, class or group."""
        if self._take("("):
            return self._group()
        if self._take("["):
            return self._place(self._class())
        return self._place(self._sign(frozenset("^$.*+?{}[]()|")))

    def _group(self) -> _Piece:
        if not self._take("?:") and self.rest().startswith("?"):
            raise _RefusedError(NOT_KNOWN)
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise _RefusedError(NOT_KNOWN)
        piece = self.choice()
        self.depth -= 1
        if not self._take(")"):
            raise _RefusedError(NOT_KNOWN)
        return piece

    def _class(self) -> int:
        """The signs of a class, its opening bracket already read."""
        negated = self._take("^")
        found, first = 0, True
        while not self._take("]"):
            if self.rest().startswith("-") and not first and not self.rest().startswith("-]"):
                raise _RefusedError(NOT_KNOWN)
            low = self._sign(frozenset("[&|~"))
            if self.rest().startswith("-") and not self.rest().startswith("-]"):
                self.at += 1
                low = _range(low, self._sign(frozenset("[]&|~")))
            found, first = found | low, False
        if not found:
            raise _RefusedError(NOT_KNOWN)
        return _ALL & ~found if negated else found

    def _sign(self, reserved: frozenset[str]) -> int:
        """One sign, or one after a backslash."""
        sign = self.text[self.at : self.at + 1]
        self.at += 1
        if sign == "\\":
            sign = self.text[self.at : self.at + 1]
            self.at += 1
            if sign in _ESCAPES:
                return _ESCAPES[sign]
            if sign not in _PUNCTUATION:
                raise _RefusedError(NOT_KNOWN)
        elif not sign or sign in reserved or not " " <= sign <= "~":
            raise _RefusedError(NOT_KNOWN)
        return 1 << ord(sign)

    def _place(self, signs: int) -> _Piece:
        place = len(self.signs)
        self.signs.append(signs)
        self.follows[place] = set()
        return _Piece(False, frozenset({place}), frozenset({place}))  # noqa: FBT003

    def _take(self, expected: str) -> bool:
        if not self.text.startswith(expected, self.at):
            return False
        self.at += len(expected)
        return True


def _bounds(found: re.Match[str]) -> tuple[int, float]:
    """The least and the most times that a quantifier stands for."""
    if found.group() in "*+?":
        return {"*": (0, float("inf")), "+": (1, float("inf")), "?": (0, 1)}[found.group()]
    least = int(found[1])
    most = least if not found[2] else int(found[3]) if found[3] else float("inf")
    if most < max(least, 1):
        raise _RefusedError(NOT_KNOWN)
    return least, most


def _range(low: int, high: int) -> int:
    """All signs from one to the other."""
    if low.bit_count() != 1 or high.bit_count() != 1 or low > high:
        raise _RefusedError(NOT_KNOWN)
    return (high << 1) - low


def _check_speed(signs: list[int], follows: dict[int, set[int]]) -> None:
    """Refuse a pattern in which a repeated sign leaves it open what comes next, or in which there are many ways."""
    ways = 1
    for place, nexts in follows.items():
        most = max((sum(signs[p] >> bit & 1 for p in nexts) for bit in range(129)), default=0) if len(nexts) > 1 else 1
        if most > 1 and _comes_again(place, follows):
            raise _RefusedError(NOT_QUICK)
        ways *= max(most, 1)
    if ways > _FEW:
        raise _RefusedError(NOT_QUICK)


def _comes_again(place: int, follows: dict[int, set[int]]) -> bool:
    """Can a place follow itself, at once or later?"""
    ahead, seen = list(follows[place]), set(follows[place])
    while ahead:
        for other in follows[ahead.pop()] - seen:
            seen.add(other)
            ahead.append(other)
    return place in seen
