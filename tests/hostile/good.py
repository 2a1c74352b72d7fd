"""Odd but good files: each says one record in its own way, and must be read as just that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.hostile.case import BASE

#: What ``BASE`` says.
RECORD: Mapping[str, Any] = {
    "protocol": "case-management-supervision",
    "team": "north",
    "type": "personal",
    "date": "2026-06-10",
    "status": "held",
    "supervisors": ["boss"],
    "supervisees": ["worker"],
}


class Good(NamedTuple):
    """A file that must be accepted as ``data``, with these warnings and no error."""

    name: str
    raw: bytes
    data: Mapping[str, Any]
    warnings: tuple[str, ...] = ()


def _whole(name: str, text: str, **more: Any) -> Good:
    return Good(name, text.encode(), {**RECORD, **more})


def _added(name: str, text: str, **more: Any) -> Good:
    return _whole(name, f"{BASE}{text}\n", **more)


def _in(name: str, old: str, new: str, **more: Any) -> Good:
    """The record with one part of it put otherwise."""
    assert old in BASE
    return _whole(name, BASE.replace(old, new), **more)


def _what(name: str, text: str, said: str) -> Good:
    """The record with an action: its text as YAML, indented as in a record, and what it says."""
    lines = f"actions:\n  - id: 1\n    what: {text}\n    owner: worker\n    due: 2026-07-01"
    return _added(name, lines, actions=[{"id": 1, "what": said, "owner": "worker", "due": "2026-07-01"}])


def _same(name: str, text: str) -> Good:
    """An action's text that needs no quotes."""
    return _what(name, text, text)


_ACTION = {"id": 1, "what": "Call", "owner": "worker", "due": "2026-07-01"}

_LAYOUT = (
    _whole("as it is mostly written", BASE),
    _whole("with Windows line ends", BASE.replace("\n", "\r\n")),
    _whole("with some Windows line ends", BASE.replace("\n", "\r\n", 3)),
    Good("without the last line end", BASE.rstrip("\n").encode(), RECORD, ("no-line-end",)),
    _whole("with blank lines between", BASE.replace("\n", "\n\n")),
    _whole("with blank lines before and after", f"\n\n\n{BASE}\n\n\n"),
    _whole("with spaces at the ends of lines", BASE.replace("\n", "   \n")),
    _whole("with tabs at the ends of lines", BASE.replace("\n", "\t\n")),
    _whole("with lines of spaces", BASE.replace("\n", "\n     \n")),
    _whole("with the sign of a document", f"---\n{BASE}"),
    _whole("with the sign of a document and a comment", f"--- # a session\n{BASE}"),
    _whole("with the sign of a document's end", f"{BASE}...\n"),
    _whole("with both signs", f"---\n{BASE}...\n"),
    _whole("with a comment before the sign", f"# a session\n---\n{BASE}"),
    _whole("with a comment above", f"# a session\n{BASE}"),
    _whole("with a comment below", f"{BASE}# that is all\n"),
    _whole("with a comment on every line", BASE.replace("\n", "  # so\n")),
    _whole("with a comment between all lines", BASE.replace("\n", "\n# so\n")),
    _whole("with comments that are indented oddly", BASE.replace("\n", "\n      # so\n   # and so\n")),
    _whole(
        "with a comment in other scripts",
        f"# Cyfarfod goruchwylio \u2013 \u65e5\u672c\u8a9e, \u0627\u0631\u062f\u0648\n{BASE}",
    ),
    _whole("with a comment that looks like a key", f"# status: missed\n{BASE}"),
    _whole("with a comment that looks like a conflict", f"# <<<<<<< HEAD\n{BASE}# =======\n"),
    _whole("with a comment that looks like a directive", f"# %YAML 1.1\n{BASE}"),
    _whole("with a ruler of equals signs in a comment", f"# ==========\n{BASE}"),
    _whole("with the whole indented", "  " + BASE.replace("\n", "\n  ").rstrip(" ")),
    _whole("with the whole indented by one", " " + BASE.replace("\n", "\n ").rstrip(" ")),
    _whole("with the keys in the order of the alphabet", "".join(sorted(BASE.splitlines(keepends=True)))),
    _whole("with the keys backwards", "".join(reversed(BASE.splitlines(keepends=True)))),
    _whole("as one line of braces", "{" + BASE.strip().replace("\n", ", ") + "}\n"),
    _whole("in braces, line by line", "{\n" + BASE.strip().replace("\n", ",\n") + ",\n}\n"),
    _whole(
        "as JSON",
        '{"protocol": "case-management-supervision", "team": "north", "type": "personal", "date": "2026-06-10",'
        ' "status": "held", "supervisors": ["boss"], "supervisees": ["worker"]}\n',
    ),
    _whole(
        "as JSON without a space",
        '{"protocol":"case-management-supervision","team":"north","type":"personal","date":"2026-06-10",'
        '"status":"held","supervisors":["boss"],"supervisees":["worker"]}\n',
    ),
    _whole("with more spaces after the colons", BASE.replace(": ", ":      ")),
    _whole("with spaces before the colons", BASE.replace(": ", " : ")),
    _whole("with tabs after the colons", BASE.replace(": ", ":\t")),
    _whole("with the values on lines of their own", BASE.replace(": ", ":\n  ")),
    _whole(
        "with question marks before the keys",
        "".join(f"? {line.replace(': ', chr(10) + ': ')}\n" for line in BASE.splitlines()),
    ),
    _whole(
        "with the keys in double quotes", "".join('"' + line.replace(":", '":', 1) + "\n" for line in BASE.splitlines())
    ),
    _whole(
        "with the keys in single quotes", "".join("'" + line.replace(":", "':", 1) + "\n" for line in BASE.splitlines())
    ),
    _whole("as long as a book, by comments", BASE + "# and so on\n" * 20_000),
)

_LISTS = (
    _in("a list with hyphens", "[boss]", "\n  - boss"),
    _in("a list with hyphens below its key", "[boss]", "\n- boss"),
    _in("a list with hyphens, far in", "[boss]", "\n           - boss"),
    _in("a list with a comma after its last entry", "[boss]", "[boss,]"),
    _in("a list with spaces inside", "[boss]", "[   boss   ]"),
    _in("a list over several lines", "[boss]", "[\n    boss\n  ]"),
    _in("a list with a comment inside", "[boss]", "[  # who led\n    boss  # she did\n  ]"),
    _in("a list's entry in double quotes", "[boss]", '["boss"]'),
    _in("a list's entry in single quotes", "[boss]", "['boss']"),
    _in("a list's entry by its escapes", "[boss]", r'["\x62oss"]'),
    _in("a list's entry after spaces", "[boss]", "\n  -     boss"),
    _in("a list's entry on the line below its hyphen", "[boss]", "\n  -\n    boss"),
    _added("a list that is empty", "observers: []", observers=[]),
    _added(
        "a list of many",
        "observers: [" + ", ".join(f"p{n}" for n in range(200)) + "]",
        observers=[f"p{n}" for n in range(200)],
    ),
    _added("a mapping that is empty", "notes: {}", notes={}),
    _added(
        "a mapping in braces", "gap: {from: 2026-05-05, to: 2026-05-26}", gap={"from": "2026-05-05", "to": "2026-05-26"}
    ),
    _added(
        "a mapping by lines",
        "gap:\n  from: 2026-05-05\n  to: 2026-05-26",
        gap={"from": "2026-05-05", "to": "2026-05-26"},
    ),
    _added(
        "a mapping by lines, far in",
        "gap:\n         from: 2026-05-05\n         to: 2026-05-26",
        gap={"from": "2026-05-05", "to": "2026-05-26"},
    ),
    _added(
        "braces over several lines",
        "gap: {\n  from: 2026-05-05,\n  to: 2026-05-26,\n}",
        gap={"from": "2026-05-05", "to": "2026-05-26"},
    ),
    _added(
        "actions by lines",
        "actions:\n  - id: 1\n    what: Call\n    owner: worker\n    due: 2026-07-01",
        actions=[_ACTION],
    ),
    _added(
        "actions below their key",
        "actions:\n- id: 1\n  what: Call\n  owner: worker\n  due: 2026-07-01",
        actions=[_ACTION],
    ),
    _added(
        "actions with the hyphen on its own line",
        "actions:\n  -\n    id: 1\n    what: Call\n    owner: worker\n    due: 2026-07-01",
        actions=[_ACTION],
    ),
    _added("actions in braces", "actions: [{id: 1, what: Call, owner: worker, due: 2026-07-01}]", actions=[_ACTION]),
    _added(
        "actions in braces on lines",
        "actions:\n  - {id: 1, what: Call, owner: worker, due: 2026-07-01}",
        actions=[_ACTION],
    ),
    _added(
        "actions with blank lines inside",
        "actions:\n\n  - id: 1\n\n    what: Call\n    owner: worker\n    due: 2026-07-01",
        actions=[_ACTION],
    ),
    _added(
        "actions with a comment inside",
        "actions:\n  # agreed\n  - id: 1\n    # first\n    what: Call\n    owner: worker\n    due: 2026-07-01",
        actions=[_ACTION],
    ),
)

_VALUES = (
    _added("a whole number", "minutes: 60", minutes=60),
    _added("nothing as a number", "minutes: 0", minutes=0),
    _added("the largest number of minutes", "minutes: 1440", minutes=1440),
    _added("a number with a comment", "minutes: 60 # an hour", minutes=60),
    _added("a number on the next line", "minutes:\n  60", minutes=60),
    _added("a boolean", "prepared: {family_told: true}", prepared={"family_told": True}),
    _added("a boolean that is false", "prepared: {family_told: false}", prepared={"family_told": False}),
    _added("a time in double quotes", 'start: "10:30"', start="10:30"),
    _added("a time in single quotes", "start: '10:30'", start="10:30"),
    _added("a time without quotes", "start: 10:30", start="10:30"),
    _added("a time that other readers take for a number", "start: 22:22", start="22:22"),
    _added("midnight", 'start: "00:00"', start="00:00"),
    _in("a date in double quotes", "2026-06-10", '"2026-06-10"'),
    _in("a date in single quotes", "2026-06-10", "'2026-06-10'"),
    _in("a date on the next line", "2026-06-10", "\n  2026-06-10"),
    _added("the 29th of February of a leap year", "next: 2028-02-29", next="2028-02-29"),
    _added("the first day that may be", "next: 1900-01-01", next="1900-01-01"),
    _added("the last day that may be", "next: 2199-12-31", next="2199-12-31"),
    _added("an id like a boolean", "observers: [no, yes, off, null-1]", observers=["no", "yes", "off", "null-1"]),
    _added(
        "an id like a boolean, in quotes", "observers: ['true', \"false\", 'null']", observers=["true", "false", "null"]
    ),
    _added("an id like an octal number", "observers: [012, 0o7]", observers=["012", "0o7"]),
    _added("an id like a hexadecimal number", "observers: [0x1f]", observers=["0x1f"]),
    _added("an id like a date", "observers: [2026-06-10]", observers=["2026-06-10"]),
    _added("an id of digits in quotes", "observers: ['12']", observers=["12"]),
    _added("an id of two signs", "observers: [ab]", observers=["ab"]),
    _added("an id of 64 signs", f"observers: [{'a' * 64}]", observers=["a" * 64]),
    _added("an id that begins with a digit", "observers: [1-a]", observers=["1-a"]),
    _added("an id that ends with a hyphen", "observers: [a-]", observers=["a-"]),
    _added("an id with two hyphens", "observers: [a--b]", observers=["a--b"]),
    _added("an id like an exponent", "observers: ['1e3']", observers=["1e3"]),
    _added(
        "notes that are held elsewhere",
        "notes: {wellbeing: {held: worker-file}}",
        notes={"wellbeing": {"held": "worker-file"}},
    ),
)

_TEXTS = (
    _same("plain", "Ask the school for the figures"),
    _same("with a comma", "Call, then write"),
    _same("with a colon but no space", "See note:3"),
    _same("with a hash in a word", "Use form c#4"),
    _same("with an apostrophe", "Read the worker's notes"),
    _same("with double quotes inside", 'Ask "who is at home"'),
    _same("with curly quotation marks", "Ask \u2018who\u2019 and \u201cwhy\u201d"),
    _same("with a dash of each length", "Now - then \u2013 or \u2014 never"),
    _same("with brackets inside", "Call (twice) [if need be] {or not}"),
    _same("with an ampersand and an at sign inside", "A & B @ noon"),
    _same("with a percent sign inside", "Reach 100 % of visits"),
    _same("with a star and an exclamation mark inside", "Go now! *soon*"),
    _same("with a pipe and an angle inside", "a | b > c < d"),
    _same("with a backslash", r"Folder a\b"),
    _same("with a question mark first", "?What is next"),
    _same("with a hyphen first, but no space", "-first"),
    _same("with a colon first, but no space", ":first"),
    _same("no", "no"),
    _same("a year and a half", "1.5 years"),
    _same("like an octal number", "012"),
    _same("like a time", "12:30"),
    _same("like a date", "2026-06-10"),
    _same("like a version", "1.2.3"),
    _same("the word null among others", "null and void"),
    _same("in Welsh", "Ffoniwch y t\u0177, gofynnwch i'r \u0175yr a'r llys\u0175r"),
    _same("in Polish", "Za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144"),
    _same("in Vietnamese", "G\u1ecdi cho tr\u01b0\u1eddng"),
    _same("in Vietnamese, its accents apart", "Go\u0323i tru\u031bo\u031b\u0300ng"),
    _same("in Turkish", "\u0130stanbul \u0131\u015f\u0131k"),
    _same("in Greek", "\u039a\u03ac\u03bb\u03b5\u03c3\u03b5"),
    _same("in Ukrainian", "\u0417\u0430\u0442\u0435\u043b\u0435\u0444\u043e\u043d\u0443\u0439"),
    _same("in Arabic", "\u0627\u062a\u0635\u0644 \u0628\u0627\u0644\u0645\u062f\u0631\u0633\u0629"),
    _same("in Urdu", "\u0627\u0633\u06a9\u0648\u0644 \u06a9\u0648 \u0641\u0648\u0646 \u06a9\u0631\u06cc\u06ba"),
    _same("in Persian, with its non-joiner", "\u0645\u06cc\u200c\u0631\u0648\u0645"),
    _same("in Sinhala, with its joiner", "\u0dc1\u0dca\u200d\u0dbb\u0dd3"),
    _same("in Hindi, with its joiner", "\u0915\u094d\u200d\u0937"),
    _same("in Bengali", "\u09ab\u09cb\u09a8 \u0995\u09b0\u09c1\u09a8"),
    _same("in Punjabi", "\u0a2b\u0a3c\u0a4b\u0a28 \u0a15\u0a30\u0a4b"),
    _same("in Tamil", "\u0b85\u0bb4\u0bc8"),
    _same("in Chinese", "\u8054\u7cfb\u5b66\u6821"),
    _same("in Japanese, with its wide space inside", "\u5b66\u6821\u306b\u3000\u96fb\u8a71"),
    _same("in Korean", "\ud559\uad50\uc5d0 \uc804\ud654"),
    _same("in Amharic", "\u12f0\u12cd\u120d"),
    _same("with a picture", "Done \U0001f600"),
    _same("with a picture of more than one part", "Family \U0001f468\u200d\U0001f469\u200d\U0001f467"),
    _same("with a picture and its look", "Take care \u26a0\ufe0f please"),
    _same("with a picture, its look and a part", "Rainbow \U0001f3f3\ufe0f\u200d\U0001f308"),
    _same("with a picture in a tone", "Well done \U0001f44d\U0001f3fd"),
    _same("with a tick and its look", "\u2714\ufe0f done"),
    _same("with an odd space inside", "10\u00a0minutes"),
    _same("with an ellipsis", "And so on\u2026"),
    _same("with a pound and a euro sign", "\u00a35 or \u20ac6"),
    _same("with a superscript and a fraction", "m\u00b2 and \u00bd"),
    _same("with a tab inside", "a\tb"),
    _what("in double quotes", '"Call: now"', "Call: now"),
    _what("in single quotes", "'Call: now'", "Call: now"),
    _what("with an apostrophe, written twice", "'the worker''s file'", "the worker's file"),
    _what("with an escaped quotation mark", r'"say \"no\""', 'say "no"'),
    _what("with an escaped backslash", r'"a\\b"', "a\\b"),
    _what("with an escaped accent", r'"caf\u00e9"', "caf\u00e9"),
    _what("with an escaped picture", r'"\U0001f600"', "\U0001f600"),
    _what("with an escaped slash", r'"a\/b"', "a/b"),
    _what("with an escaped line end", r'"a\nb"', "a\nb"),
    _what("with an escaped odd space", r'"10\_minutes"', "10\u00a0minutes"),
    _what("in quotes over two lines", '"one\n      two"', "one two"),
    _what("in quotes with a blank line", '"one\n\n      two"', "one\ntwo"),
    _what("in quotes with a line that goes on", '"one \\\n      two"', "one two"),
    _what("over two lines without quotes", "one\n      two", "one two"),
    _what("in a block", "|\n      one\n      two", "one\ntwo\n"),
    _what("in a block without its last line end", "|-\n      one\n      two", "one\ntwo"),
    _what("in a block with blank lines kept", "|+\n      one\n", "one\n\n"),
    _what("in a block with a comment after its sign", "| # words\n      one", "one\n"),
    _what("in a block with a number", "|2\n      one", "one\n"),
    _what(
        "in a block that is indented further inside", "|\n      one\n        two\n      three", "one\n  two\nthree\n"
    ),
    _what("in a block with a blank line", "|\n      one\n\n      two", "one\n\ntwo\n"),
    _what("in a block with colons, hashes and hyphens", "|\n      a: b # c\n      - d", "a: b # c\n- d\n"),
    _what("in a block with the sign of a document", "|\n      ---\n      ...", "---\n...\n"),
    _what("in a block with a heading underlined", "|\n      Summary\n      =======", "Summary\n=======\n"),
    _what("in a block with arrows", "|\n      << see above\n      >> and below", "<< see above\n>> and below\n"),
    _what("in a block with arrows inside the line", "|\n      look <<<<<<< here", "look <<<<<<< here\n"),
    _what("in a block with a tab inside the line", "|\n      a\tb", "a\tb\n"),
    _what("folded", ">\n      one\n      two", "one two\n"),
    _what("folded without its last line end", ">-\n      one\n      two", "one two"),
    _what("folded with a blank line", ">\n      one\n\n      two", "one\ntwo\n"),
    _what("as long as it may be", "x" * 500, "x" * 500),
)

GOOD: tuple[Good, ...] = (*_LAYOUT, *_LISTS, *_VALUES, *_TEXTS)
