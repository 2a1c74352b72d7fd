"""Well-formed YAML that is no record: other shapes, unknown keys, names of things in programs, paths, addresses."""

from __future__ import annotations

from tests.hostile.case import BASE, CANARY, Hostile, action, added, whole


def _without(key: str) -> str:
    return "".join(line for line in BASE.splitlines(keepends=True) if not line.startswith(f"{key}:"))


def _observer(name: str, text: str) -> Hostile:
    return added(name, f"observers: [{text}]", "bad-form", 1, 13)


FILES: tuple[Hostile, ...] = (
    whole("a list", f"- {BASE.splitlines()[0]}\n", "wrong-type", 1, 1),
    whole("a text", f"{CANARY}\n", "wrong-type", 1, 1),
    whole("a number", "12\n", "wrong-type", 1, 1),
    whole("a boolean", "true\n", "wrong-type", 1, 1),
    whole("an empty list", "[]\n", "wrong-type", 1, 1),
    whole("an empty mapping", "{}\n", "missing-key", 1, 1),
    whole("an empty text", '""\n', "wrong-type", 1, 1),
    whole("the record within a list", "- " + BASE.replace("\n", "\n  ").rstrip(" "), "wrong-type", 1, 1),
    whole("the record within a key", "record:\n  " + BASE.replace("\n", "\n  ").rstrip(" "), "missing-key"),
    *(
        whole(f"without its {key}", _without(key), "missing-key", 1, 1)
        for key in ("protocol", "team", "date", "supervisors")
    ),
    added("an unknown key", f"remarks: {CANARY}", "unknown-key", 1, 1),
    added("a key with a capital letter", "Minutes: 60", "unknown-key", 1, 1),
    added("a key with a space after it", '"minutes ": 60', "unknown-key", 1, 1),
    added("a key with a line end in it", r'"minutes\n": 60', "unknown-key", 1, 1),
    added("a key of JavaScript", "__proto__: {status: held}", "unknown-key", 1, 1),
    added("another key of JavaScript", "constructor: {prototype: {}}", "unknown-key", 1, 1),
    added("a key of Python", "__class__: x", "unknown-key", 1, 1),
    added("a key of JSON Schema", "$ref: https://example.org/x", "unknown-key", 1, 1),
    added("a key that names its own schema", "$schema: https://example.org/x", "unknown-key", 1, 1),
    added("a key that would switch a check off", "nocheck: true", "unknown-key", 1, 1),
    added("the kind repeated inside", "kind: sessions", "unknown-key", 1, 1),
    added("the id repeated inside", "id: s1", "unknown-key", 1, 1),
    added("a key that is a path", "../minutes: 60", "unknown-key", 1, 1),
    added("a key that is a sentence", f"{CANARY} said: she would", "unknown-key", 1, 1),
    added("a key that is a number of ten digits", "9434765919: x", "unknown-key", 1, 1),
    added("a key that is a pattern", ".*: 60", "unknown-key", 1, 1),
    _observer("an id with a capital letter", "Boss"),
    _observer("an id with a space", "bo ss"),
    _observer("an id with a line end", r'"boss\n"'),
    _observer("an id with a dot", "boss.yaml"),
    _observer("an id that is a path upwards", "../boss"),
    _observer("an id that is a path", "people/boss"),
    _observer("an id that is a path of Windows", r"people\boss"),
    _observer("an id that begins with a hyphen", "'-boss'"),
    _observer("an id with an underscore", "boss_1"),
    _observer("an id of one letter", "b"),
    _observer("an id of 65 letters", "b" * 65),
    added("an id that is empty", "observers: ['']", "too-short", 1, 13),
    _observer("an id that is an address", "https://example.org"),
    _observer("an id that is an e-mail address", "boss@example.org"),
    _observer("an id that is markup", "'<b>boss</b>'"),
    _observer("an id that is a program's command", "'$(boss)'"),
    _observer("an id that is a formula", "'=1+1'"),
    _observer("an id that is a workflow command", "'::error::boss'"),
    _observer("an id with digits of another script", "boss\u0663"),
    added("a number for an id", "observers: [12]", "wrong-type", 1, 13),
    added("a boolean for an id", "observers: [true]", "wrong-type", 1, 13),
    added("one id for a list", "observers: boss", "wrong-type", 1, 12),
    added("a mapping for a list", "observers: {boss: 1}", "wrong-type", 1, 12),
    added("a list in a list", "observers: [[boss]]", "wrong-type", 1, 13),
    added("a word that is not one of the list", "mode: telepathy", "not-allowed-value"),
    added("a word of the list with a capital letter", "mode: Video", "not-allowed-value"),
    added("a word of the list with a space after it", "mode: 'video '", "not-allowed-value"),
    added("a personal session with a case", "cases: [{case: c-abcd1234}]", "not-allowed-here"),
    added("a narrative of two kinds at once", "notes: {plan: {held: lcs, sealed: x}}", "no-match"),
    added("a narrative of no kind", "notes: {plan: {}}", "no-match"),
    added("a narrative in a system that there is not", "notes: {plan: {held: notepad}}", "not-allowed-value"),
    added("a narrative that is blank", "notes: {plan: '  '}", "no-match"),
    action("a text that is empty", '""', "no-match", 11),
    action("a text that is a list", "[a, b]", "no-match"),
    action("a text that is a number", "12", "no-match", 11),
    action("a text that is a boolean", "true", "no-match", 11),
    added("an action without an owner", "actions: [{id: 1, what: x, due: 2026-07-01}]", "missing-key"),
    added("an action numbered nothing", "actions: [{id: 0, what: x, owner: worker, due: 2026-07-01}]", "out-of-range"),
    added("a signature without a date", "signed: [{by: boss}]", "missing-key"),
    added("a signature with more than it may say", "signed: [{by: boss, on: 2026-06-10, for: worker}]", "unknown-key"),
)
