"""Files made to take for ever, or all the memory: as deep, long, wide or wrong as a file of the largest size can be."""

from __future__ import annotations

from supervision_records.yamlio import MAX_BYTES
from tests.hostile.case import BASE, Hostile, action, added, whole


def _full(part: str, before: str = "", after: str = "") -> str:
    """As often as it goes into a file of the largest size."""
    return before + part * ((MAX_BYTES - len(before.encode()) - len(after.encode())) // len(part.encode())) + after


def _numbered(line: str) -> str:
    """Lines with numbers in them, up to the largest size."""
    longest = len(line.encode()) + 5
    return "".join(line.replace("#", str(number)) for number in range(MAX_BYTES // longest))


_LONG_KEYS = "".join(f"{{{'k' * 199}{level % 10}: " for level in range(30))

FILES: tuple[Hostile, ...] = (
    whole("one byte too many", "#" * (MAX_BYTES + 1), "too-large", 1, 1),
    whole("ten times too large", BASE + "# \n" * MAX_BYTES, "too-large", 1, 1),
    whole("brackets in brackets", _full("["), "too-deep", 1, 33),
    whole("braces in braces", _full("{a: "), "too-deep"),
    whole("lists in lists", _full("- "), "too-deep"),
    whole("keys in keys", _full("? "), "bad-key"),
    whole("mappings in mappings, each line deeper", "".join(f"{' ' * n}a:\n" for n in range(400)), "too-deep", 33, 33),
    whole("colons after colons", _full("a: "), "bad-syntax", 1, 5),
    whole("brackets, opened and closed", "[" * 5000 + "]" * 5000, "too-deep"),
    whole("a list of entries without end", _full("1,", "[", "]"), "too-large"),
    whole("a list of empty lists", _full("[],", "[", "]"), "too-large"),
    whole("keys without end", _numbered("k#: 1\n"), "too-large"),
    whole("keys without end, in braces", "{" + _numbered("k#: 1,") + "}", "too-large"),
    whole(
        "keys that the schema does not know",
        BASE + _numbered("k#: 1\n")[:120_000].rpartition("\n")[0] + "\n",
        "unknown-key",
    ),
    whole("one key over and over", _full("minutes: 60\n", BASE), "duplicate-key", 9, 1),
    whole("a key as long as the file", _full("k", "", ": x"), "bad-syntax"),
    whole("a key as long as the file, said to be one", _full("k", "? ", "\n: x"), "bad-key", 1, 3),
    whole("a key of 201 signs", f"{BASE}{'k' * 201}: x\n", "bad-key", 8, 1),
    whole(
        "long keys in each other, with many values inside", f"{_LONG_KEYS}[{'1,' * 15_000}]{'}' * 30}", "missing-key"
    ),
    whole(
        "long keys in each other, with many wrong values inside",
        f"{_LONG_KEYS}[{'1.5,' * 15_000}]{'}' * 30}",
        "fraction",
    ),
    whole("anchors without end", _numbered("- &a# x\n"), "alias", 1, 3),
    whole("tags without end", _full("- !x y\n"), "tag", 1, 3),
    whole("nulls without end", _full("- ~\n"), "empty-value", 1, 3),
    whole("invisible characters without end, by escapes", _full('- "\\u202e"\n'), "control-character", 1, 3),
    whole("invisible characters without end, typed", _full("\u202e"), "control-character", 1, 1),
    whole("joiners without end", _full("\u0627\u200c", "a: ", "x"), "control-character"),
    whole("accents without end", _full("\u0301", "a: e"), "missing-key"),
    whole("tabs without end", _full("\ta: 1\n"), "tab", 1, 1),
    whole("spaces without end, then a tab", _full(" ", "", "\tx"), "tab"),
    whole("spaces without end", _full(" "), "empty-file"),
    whole("blank lines without end", _full("\n"), "empty-file"),
    whole("comments without end", _full("#\n"), "empty-file"),
    whole("one comment without end", _full("#"), "empty-file"),
    whole("signs of a merge without end", _full("<<<<<<<"), "conflict-marker"),
    whole("signs of a merge, each line almost one", _full("<<<<<<<x\n"), "wrong-type"),
    whole("carriage returns without end", _full("\r"), "control-character"),
    whole("directives without end", _full("%A b\n"), "bad-syntax"),
    whole("documents without end", _full("---\n"), "empty-value"),
    whole("exclamation marks without end", _full("!"), "tag"),
    whole("asterisks without end", _full("*"), "bad-syntax"),
    whole("quotes without end", _full("'"), "wrong-type"),
    whole("a text in quotes without end", _full("x\n\n", '"'), "bad-syntax"),
    whole("escapes without end", _full("\\x41", 'a: "', '"'), "missing-key"),
    whole("a tag as long as the file", _full("x", "a: !<", "> y"), "tag"),
    whole("an anchor as long as the file", _full("x", "a: &", " y"), "alias"),
    whole("a number as long as the file", _full("9", f"{BASE}minutes: "), "wrong-type", 8, 10),
    whole("a number that never ends its exponent", _full("9", f"{BASE}minutes: 1e"), "fraction", 8, 10),
    whole("a number with very many dots", _full("1.", f"{BASE}minutes: ", "x"), "wrong-type", 8, 10),
    whole("an id as long as the file", _full("a", f"{BASE}observers: [", "]"), "bad-form"),
    whole("an id that almost fits, over and over", _full("a-", f"{BASE}observers: [", "_]"), "bad-form"),
    whole("a date as long as the file", _full("2026-", f"{BASE}next: "), "bad-date"),
    whole("a time as long as the file", _full("10:", f'{BASE}start: "', '"'), "bad-form"),
    whole(
        "a text that is too long",
        _full("word ", f"{BASE}actions: [{{id: 1, owner: worker, due: 2026-07-01, what: ", "}]"),
        "no-match",
    ),
    whole("a list of wrong ids", _full("A,", f"{BASE}observers: [", "]")[:60_000] + "A]", "bad-form"),
    whole(
        "wrong actions, a thousand",
        BASE + "actions:\n" + "  - {id: 0, what: {x: y}, owner: A, due: 2026-02-30}\n" * 1000,
        "out-of-range",
    ),
    whole(
        "reviews, some thousand, each without its reason",
        BASE + "reviewed:\n" + "  - {session: s1, action: 1, outcome: dropped}\n" * 3000,
        "missing-key",
    ),
    whole("a folded text of blank lines", _full("x\n\n", "a: >\n  "), "bad-syntax"),
    whole("spaces before a colon, a thousand", f"{BASE}minutes{' ' * 2000}: 60\n", "bad-syntax"),
    added(
        "a block that begins with many blank lines",
        "actions:\n  - what: |\n" + " " * 3000 + "\n      x\n    id: 1",
        "bad-syntax",
    ),
    action("brackets in brackets, deep in a record", "[" * 100, "too-deep"),
    *(
        action(
            f"a text without end, made to keep those busy who look for {name}",
            f'"{part * (100_000 // len(part))}"',
            "no-match",
            11,
        )
        for name, part in (
            ("addresses", "a@"),
            ("addresses of many parts", "a.b@c-d."),
            ("NHS numbers", "9 4 3 4 7 6 "),
            ("telephone numbers", "+44 (0) "),
            ("postcodes", "AA1 "),
            ("birth dates", "1/1/19"),
            ("insurance numbers", "AB 12 34 "),
            ("words", "Mc'O-"),
        )
    ),
    action("a text of 100,000 signs", "a" * 100_000, "no-match", 11),
)
