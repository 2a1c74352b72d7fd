"""The quick loader and validator beside the reference, on files that are mostly strange.

``python -m tests.hostile.differential --files 100000 --seed 1`` says how many were judged, how many of them by the
quick way, and whether both ever differed: in what was read, in what was refused, in any word of a problem.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from supervision_records.demo import demo_files
from supervision_records.schema import Schemas
from supervision_records.store import Judged, judge_file
from supervision_records.yamlio.emit import to_yaml
from supervision_records.yamlio.quick import UNSURE, read_quickly
from tests.hostile.corpus import GROUPS
from tests.hostile.good import GOOD
from tests.hostile.mutate import Mutator

ROOT = Path(__file__).parents[2]
#: What may stand behind a key or a hyphen, at the edge of what the quick way reads.
VALUES = (
    "a", "a b", "a  b", "a ", " a", "a:b", "a: b", "a:", "a::b", "a #b", "a#b", "- a", "-a", "-1", "0", "00", "1",
    "1_0", "0x1f", "0o7", "1.", ".5", "1.5", "1e3", "+1", "true", "True", "yes", "no", "on", "~", "null", "Null",
    "nul", "NaN", ".nan", ".inf", "12:30", "12:30:45", "2026-07-15", "2026-02-30", "999999999999999",
    "9999999999999999", '"a"', "'a'", '"a"b', '"a" ', '"a', "'a", "'it''s'", '"a\\tb"', '"a: b"', "'a: b'", '""',
    "''", "[]", "{}", "[a]", "[a, b]", "[a,b]", "[ a ]", "[a, ]", "[a b, c]", "[[a]]", "[{a: b}]", "{a: b}",
    "{a: b, c: d}", "{a: b, a: c}", "{a}", "{a: }", "{a: {b: c}}", '{a: "b, c"}', "{'a': b}", "{a:b}", "{a: 1.5}",
    "[null]", "[~]", "[1, true, x]", "{a: -1}", "|", "|-", "|+", ">", ">-", "|2", "| ", "&a b", "*a", "!a", "!!str a",
    "%a", "@a", "`a", "?", "? a", "a, b", "a]", "a}", "(a)", "/a", "http://a.example/b", "<<: a", "=", "a\\", "a|b",
    "a>b", "---", "...", "a ---",
)  # fmt: skip
KEYS = ("a", "1", "true", "null", "~", "on", "-a", "a-b", "a_b", "A", "a b", '"a"', "<<", "?", "a:b", "_a", "x" * 101)


PLAIN = ("a", "b c", "1", "true", "2026-07-15", '"10:30"', "{held: lcs}", "[a, b]", "nobody", "x-1")


def _lines(random: Random) -> bytes:
    """A small text in the plain forms, with one or two things in it that may be in none of them."""
    lines = list(_group(random, 0, depth=0))
    for _ in range(random.choice((0, 1, 1, 2))):
        at = random.randrange(len(lines))
        lines[at] = random.choice(_SPOILT)(random, lines[at])
    return ("\n".join(lines) + random.choice(("\n", "\n", "\n", "\n", "", "\n\n", " \n"))).encode()


def _group(random: Random, indent: int, depth: int) -> Iterator[str]:
    """The lines of a mapping, or now and then of a list."""
    inner = indent + random.choice((1, 2, 2, 2, 4))
    below = {True: lambda: _group(random, inner, depth + 1), False: lambda: _text(random, inner)}
    as_list = depth > 0 and random.random() < 0.5
    for key in random.sample("abcdefgh", random.randint(1, 4)):
        start = " " * indent + ("- " if as_list and random.random() < 0.5 else "")
        start = " " * indent + "- " if as_list and not start.strip() else start
        if as_list and random.random() < 0.5:
            yield start + random.choice(PLAIN)
        elif depth < 3 and random.random() < 0.3:
            literal = random.random() < 0.2
            yield f"{start}{key}:{random.choice((' |', ' |-')) if literal else ''}"
            shift = 2 if as_list else 0
            yield from (" " * shift + line for line in below[not literal]())
        else:
            yield f"{start}{key}: {random.choice(PLAIN)}"


def _text(random: Random, indent: int) -> Iterator[str]:
    for _ in range(random.randint(1, 3)):
        yield " " * (indent + random.choice((0, 0, 0, 1))) + random.choice(("a", "b: c", "- d", "'e'", "f:", "{g"))


#: What may be done to a line: another value, another key, another indentation, twice, or a value where a key was.
_SPOILT: tuple[Callable[[Random, str], str], ...] = (
    lambda random, line: f"{line.partition(':')[0]}: {random.choice(VALUES)}",
    lambda random, line: f"{line.partition(':')[0]}: {random.choice(VALUES)}",
    lambda random, line: f"{line.partition('-')[0]}- {random.choice(VALUES)}",
    lambda random, line: f"{line[: len(line) - len(line.lstrip())]}{random.choice(KEYS)}:{line.partition(':')[2]}",
    lambda random, line: " " * random.randint(0, 6) + line.lstrip(),
    lambda random, line: f"{line}\n{line}",
    lambda random, line: line.replace(" ", "  ", 1),
    lambda random, line: f"{line}\n" + " " * random.randint(0, 4),
    lambda random, line: "",
)


@dataclass
class Run:
    """What both ways made of some files."""

    schemas: Schemas
    counted: Counter[str] = field(default_factory=Counter)
    different: list[tuple[str, bytes]] = field(default_factory=list)

    def compare(self, path: str, raw: bytes) -> None:
        """Judge one file in both ways."""
        quick, reference = (told(judge_file(path, raw, self.schemas, quick=way)) for way in (True, False))
        self.counted["files"] += 1
        self.counted["read quickly"] += read_quickly(raw) is not UNSURE
        self.counted["in order"] += not reference[1]
        if quick != reference:
            self.different.append((path, raw))


def told(judged: Judged) -> Sequence[Any]:
    """All that is told of a file, such that true and 1, or two orders of keys, are not the same."""
    found = judged.record or judged.unfit
    return (found and json.dumps(found.data), judged.problems, judged.record is not None)


def sources(random: Random) -> Iterator[Callable[[], tuple[str, bytes]]]:
    """The ways in which files are made: nearly in order line by line; out of good records, by byte or by value."""
    good = {path: text.encode() for path, text in demo_files(30, 12, 1) if path.startswith("records/")}
    paths = random.sample(sorted(good), 400)
    schemas = Schemas.read(ROOT / "schemas")
    judged = [judge_file(path, good[path], schemas) for path in paths]
    records = {j.path: (j.record.kind, j.record.data) for j in judged if j.record}
    mutator = Mutator({path: good[path] for path in records}, records, random)

    def by_value() -> tuple[str, bytes]:
        path, raw = mutator.file()
        try:
            data = json.loads(raw)
            return path, to_yaml(data).encode()
        except (ValueError, TypeError, AttributeError, StopIteration, RuntimeError):
            return path, raw

    def by_line() -> tuple[str, bytes]:
        path = random.choice(mutator.paths)
        lines = good[path].decode().split("\n")
        at = random.randrange(len(lines))
        head, colon, _ = lines[at].partition(":")
        lines[at] = (
            f"{head}{colon} {random.choice(VALUES)}" if random.random() < 0.8 else " " * random.randint(0, 5) + head
        )
        return path, "\n".join(lines).encode()

    yield lambda: ("records/sessions/north/2026/s-1.yaml", _lines(random))
    yield mutator.file
    yield by_value
    yield by_line


def run(files: int, seed: int) -> Run:
    """Judge the hostile corpus, the odd but good files, and so many strange ones, in both ways."""
    random = Random(seed)  # noqa: S311  (no secret)
    both = Run(Schemas.read(ROOT / "schemas"))
    for raw in (*(each.raw for group in GROUPS.values() for each in group), *(good.raw for good in GOOD)):
        both.compare("records/sessions/north/2026/s-hostile.yaml", raw)
    for example in sorted((ROOT / "tests/examples").glob("*/*/*.yaml")):
        both.compare(f"records/{example.parts[-3]}/{example.name}", example.read_bytes())
    ways = list(sources(random))
    for number in range(files):
        both.compare(*ways[number % len(ways)]())
    return both


def main() -> int:
    """Run by hand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    both = run(options.files, options.seed)
    sys.stdout.write(f"{dict(both.counted)}\nDifferent: {len(both.different)}\n")
    for path, raw in both.different[:5]:
        sys.stdout.write(f"{path}: {raw!r}\n")
    return 1 if both.different else 0


if __name__ == "__main__":
    sys.exit(main())
