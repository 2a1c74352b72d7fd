"""Good records made strange: byte by byte, or as values that mostly still are YAML and often still fit their schema."""

from __future__ import annotations

import copy
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

#: Pieces of YAML, of numbers and of Unicode at which readers have stumbled.
TOKENS = (
    *(
        b"---\n",
        b"...\n",
        b"%YAML 1.1\n",
        b"&a ",
        b"*a ",
        b"!!str ",
        b"!",
        b"<<: ",
        b"? ",
        b": ",
        b"- ",
        b"[",
        b"]",
        b"{",
        b"}",
    ),
    *(
        b"|\n",
        b">-\n",
        b"'",
        b'"',
        b"\\",
        b"#",
        b"\t",
        b"\r",
        b"\n",
        b"\r\n",
        b" ",
        b"\0",
        b"~",
        b"null",
        b"true",
        b"no",
        b"1.5",
    ),
    *(
        b"1e999",
        b"0x1f",
        b"-0",
        b"9" * 30,
        b"2026-02-30",
        b"0000-00-00",
        b"24:00",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
    ),
    *(
        b"\xe2\x80\xae",
        b"\xe2\x80\x8b",
        b"\xc2\x85",
        b"\xc2\xa0",
        b"\xf3\xa0\x81\x81",
        b"<<<<<<< x\n",
        b"=======\n",
        b"\\u202e",
        b"\\0",
    ),
    *(b"__proto__: ", b"$ref: ", b"=1+1", b"::error::", b"<b>", b"../", b"{{", b"con", b"-", b"c-" + b"a" * 8),
)
DATES = (
    "1900-01-01", "1999-12-31", "2000-02-29", "2024-02-29", "2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01",
    "2026-07-14", "2026-07-15", "2026-07-16", "2199-12-31", "2200-01-01", "2026-02-29", "0001-01-01", "9999-12-31", "",
)  # fmt: skip
NUMBERS = (0, 1, -1, 2, 12, 366, 1440, 1441, 10**6, 999_999_999_999_999, -999_999_999_999_999)
OTHERS: tuple[Any, ...] = (
    True,
    False,
    "",
    " ",
    "x",
    "no",
    "null",
    [],
    {},
    [[]],
    [{}],
    {"": ""},
    {"a": {"b": []}},
    [1, "a", True],
)

Files = Mapping[str, bytes]


def _pattern(steps: Sequence[str | int]) -> str:
    return "/".join("*" if isinstance(step, int) else step for step in steps)


def _walk(value: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value within a value, with the way to it."""
    yield steps, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in inner:
        yield from _walk(below, (*steps, step))


class Mutator:
    """Makes strange files out of good ones. ``records`` are these, read: path to kind and data."""

    def __init__(self, files: Files, records: Mapping[str, tuple[str, Any]], random: Random) -> None:
        self.files = files
        self.records = records
        self.random = random
        self.paths = sorted(files)
        self.seen: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for kind, data in records.values():
            for steps, value in _walk(data):
                self.seen[kind, _pattern(steps)].append(value)
        self.ids = [value for values in self.seen.values() for value in values if isinstance(value, str)]

    def file(self) -> tuple[str, bytes]:
        """A path, of a good file or beside it, and strange bytes."""
        path = self.random.choice(self.paths)
        raw = self._bytes(path) if self.random.random() < 0.4 else self._values(path)
        if self.random.random() < 0.2:
            path = path.replace(".yaml", f"-{self.random.randrange(9)}.yaml")
        return path, raw

    def _bytes(self, path: str) -> bytes:
        raw = bytearray(self.files[path])
        for _ in range(self.random.choice((1, 1, 1, 2, 4, 16))):
            raw = self.random.choice(_ON_BYTES)(self, raw)
        return bytes(raw[:300_000])

    def _values(self, path: str) -> bytes:
        kind, data = self.records[path]
        data = copy.deepcopy(data)
        for _ in range(self.random.choice((1, 1, 1, 2, 4))):
            steps, _value = self.random.choice([found for found in _walk(data) if found[0]] or [((), data)])
            if steps and isinstance(data, dict):
                self.random.choice(_ON_VALUES)(self, kind, data, steps)
        return (json.dumps(data, ensure_ascii=False, indent=self.random.choice((None, 1, 2))) + "\n").encode()

    # On bytes

    def flip(self, raw: bytearray) -> bytearray:
        """One bit."""
        if raw:
            raw[self.random.randrange(len(raw))] ^= 1 << self.random.randrange(8)
        return raw

    def insert(self, raw: bytearray) -> bytearray:
        """A piece that readers stumble at."""
        at = self.random.randint(0, len(raw))
        return raw[:at] + self.random.choice(TOKENS) + raw[at:]

    def drop(self, raw: bytearray) -> bytearray:
        """A stretch taken out."""
        at = self.random.randint(0, len(raw))
        return raw[:at] + raw[at + self.random.randint(0, 40) :]

    def cut(self, raw: bytearray) -> bytearray:
        """The end taken off."""
        return raw[: self.random.randint(0, len(raw))]

    def repeat(self, raw: bytearray) -> bytearray:
        """A stretch over and over."""
        at = self.random.randint(0, len(raw))
        times = self.random.choice((2, 2, 3, 100, 5000))
        return raw[:at] + raw[at : at + self.random.randint(1, 40)] * times + raw[at:]

    def splice(self, raw: bytearray) -> bytearray:
        """The rest of another file."""
        other = self.files[self.random.choice(self.paths)]
        return raw[: self.random.randint(0, len(raw))] + other[self.random.randint(0, len(other)) :]

    def lines(self, raw: bytearray) -> bytearray:
        """Two lines exchanged, or one indented otherwise."""
        rows = bytes(raw).split(b"\n")
        one, other = self.random.randrange(len(rows)), self.random.randrange(len(rows))
        if self.random.random() < 0.5:
            rows[one], rows[other] = rows[other], rows[one]
        else:
            rows[one] = b" " * self.random.randrange(5) + rows[one].lstrip()
        return bytearray(b"\n".join(rows))

    # On values

    def _at(self, data: Any, steps: tuple[str | int, ...]) -> tuple[Any, Any]:
        """What holds the value at the end of the way, and the last step to it."""
        for step in steps[:-1]:
            data = data[step]
        return data, steps[-1]

    def known(self, kind: str, data: Any, steps: tuple[str | int, ...]) -> None:
        """A value that another record has in this place."""
        holder, step = self._at(data, steps)
        holder[step] = copy.deepcopy(self.random.choice(self.seen[kind, _pattern(steps)] or OTHERS))

    def retype(self, kind: str, data: Any, steps: tuple[str | int, ...]) -> None:
        """A value of another sort."""
        holder, step = self._at(data, steps)
        holder[step] = copy.deepcopy(self.random.choice((*OTHERS, *NUMBERS, *DATES)))

    def remove(self, kind: str, data: Any, steps: tuple[str | int, ...]) -> None:
        """A key or an entry taken out."""
        holder, step = self._at(data, steps)
        del holder[step]

    def date(self, kind: str, data: Any, steps: tuple[str | int, ...]) -> None:
        """Every date of the record, or one, to an extreme."""
        dated = [
            (way, value)
            for way, value in _walk(data)
            if isinstance(value, str) and len(value) == 10 and value[4:5] == "-"
        ]
        for way, _ in dated if self.random.random() < 0.1 else dated and [self.random.choice(dated)]:
            holder, step = self._at(data, way)
            holder[step] = self.random.choice(DATES)

    def number(self, kind: str, data: Any, steps: tuple[str | int, ...]) -> None:
        """A number to an extreme."""
        for way, value in _walk(data):
            if type(value) is int and self.random.random() < 0.5:
                holder, step = self._at(data, way)
                holder[step] = self.random.choice(NUMBERS)

    def add(self, kind: str, data: Any, steps: tuple[str | int, ...]) -> None:
        """A key that other records of the kind have at the top."""
        others = [pattern for seen, pattern in self.seen if seen == kind and pattern and "/" not in pattern]
        pattern = self.random.choice(others)
        data[pattern] = copy.deepcopy(self.random.choice(self.seen[kind, pattern]))

    def grow(self, kind: str, data: Any, steps: tuple[str | int, ...]) -> None:
        """A list with its entries again, some of them or all."""
        for _, value in _walk(data):
            if isinstance(value, list) and value and self.random.random() < 0.3:
                value.extend(copy.deepcopy(self.random.choices(value, k=self.random.choice((1, 2, 30)))))
                self.random.shuffle(value)
                return

    def rename(self, kind: str, data: Any, steps: tuple[str | int, ...]) -> None:
        """A value under the key of another."""
        holder, step = self._at(data, steps)
        if isinstance(holder, dict):
            keys = [key for key in holder if key != step]
            if keys:
                holder[self.random.choice(keys)] = holder.pop(step)

    def refer(self, kind: str, data: Any, steps: tuple[str | int, ...]) -> None:
        """Any text of any record in this place: an id, a date, a word."""
        holder, step = self._at(data, steps)
        holder[step] = self.random.choice(self.ids)


_ON_BYTES: tuple[Callable[[Mutator, bytearray], bytearray], ...] = (
    Mutator.flip, Mutator.insert, Mutator.drop, Mutator.cut, Mutator.repeat, Mutator.splice, Mutator.lines,
)  # fmt: skip
_ON_VALUES: tuple[Callable[[Mutator, str, Any, tuple[str | int, ...]], None], ...] = (
    Mutator.known, Mutator.known, Mutator.known, Mutator.retype, Mutator.remove, Mutator.date, Mutator.date,
    Mutator.number, Mutator.add, Mutator.add, Mutator.grow, Mutator.rename, Mutator.refer, Mutator.refer,
)  # fmt: skip
