"""What is said of a document that its schema refuses: code, place, sentence, hint; never what was written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from supervision_records.model import Problem
from supervision_records.schema import Schemas
from supervision_records.schema.keywords import compiled, is_date
from supervision_records.schema.messages import MAX_PROBLEMS
from supervision_records.yamlio import load, locate

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "examples"
EXPECT = re.compile(r"# expect: ([a-z-]+) ?(/.*)?\n")

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "things.schema.json",
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"$ref": "common.schema.json#/$defs/word"},
        "status": {"enum": ["held", "cancelled", "missed"]},
        "level": {"enum": [1, 2, "n/a", True]},
        "form": {"const": "paper"},
        "on": {"type": "string", "format": "date", "pattern": "^[0-9-]+$"},
        "label": {"type": ["string", "integer"]},
        "flag": {"type": "boolean"},
        "count": {"type": "integer", "minimum": 1, "maximum": 9},
        "share": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 10},
        "words": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 3, "uniqueItems": True},
        "any_words": {"type": "array", "uniqueItems": False},
        "title": {"type": "string", "minLength": 1, "maxLength": 5},
        "code": {"type": "string", "minLength": 3, "pattern": "^[a-z]+$", "x-hint": "Look it up on the card."},
        "plain": {"type": "string", "pattern": "^x[a-z]*$"},
        "pair": {"type": "object", "minProperties": 2, "maxProperties": 2, "propertyNames": {"pattern": "^[a-z]$"}},
        "bag": {"type": "object", "additionalProperties": {"type": "integer"}},
        "closed": {"type": "object", "properties": {"a": True}, "additionalProperties": False},
        "dated": {
            "type": "object",
            "properties": {"from": True},
            "if": {"required": ["from"]},
            "then": {"properties": {"to": True}},
            "unevaluatedProperties": False,
        },
        "narrative": {
            "oneOf": [
                {
                    "title": "Held",
                    "description": "It is elsewhere.",
                    "type": "object",
                    "required": ["held"],
                    "properties": {"held": {"enum": ["lcs", "rio"]}},
                    "unevaluatedProperties": False,
                },
                {
                    "title": "Sealed",
                    "description": "It is encrypted.",
                    "type": "object",
                    "required": ["sealed"],
                    "properties": {"sealed": {"type": "string"}},
                    "unevaluatedProperties": False,
                },
                {"title": "Text", "type": "string", "minLength": 1},
            ]
        },
        "untitled": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        "twice": {"oneOf": [{"type": "string"}, {"minLength": 1}]},
        "never": {"not": {}},
    },
    "allOf": [
        {
            "if": {"properties": {"status": {"enum": ["cancelled", "missed"]}}, "required": ["status"]},
            "then": {"required": ["reason"], "properties": {"reason": {"title": "Why", "enum": ["ill", "away"]}}},
            "else": {"properties": {"minutes": {"type": "integer"}}},
        },
        {"anyOf": [{"properties": {"extra": {"type": "integer"}}}, {"properties": {"other": {"type": "integer"}}}]},
    ],
    "unevaluatedProperties": False,
}
PARTS = {
    "$id": "common.schema.json",
    "$defs": {
        "word": {
            "description": "Small letters only.",
            "type": "string",
            "pattern": "^[a-z]+$",
            "examples": ["north"],
        }
    },
}

Judge = Callable[[str], tuple[Problem, ...]]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """YAML to problems, by the schema above."""
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "things.schema.json").write_text(json.dumps(SCHEMA))
    (folder / "common.schema.json").write_text(json.dumps(PARTS))
    schemas = Schemas.read(folder)
    assert schemas.problems == ()
    assert schemas.kinds == ("things",)

    def judged(text: str) -> tuple[Problem, ...]:
        document, problems = load("a.yaml", text.encode())
        assert document is not None, problems
        return schemas.validate("things", document)

    return judged


FINE = [
    "name: north",
    "name: north\nstatus: held\nminutes: 60",
    "name: north\nstatus: missed\nreason: ill",
    "name: north\non: 2024-02-29",
    "name: north\nlevel: 1",
    "name: north\nlevel: true",
    "name: north\nwords: [a, b]\nany_words: [a, a]",
    "name: north\npair: {a: 1, b: 2}\nbag: {x: 1}\nclosed: {a: 1}",
    "name: north\ndated: {from: 1, to: 2}",
    "name: north\nnarrative: {held: lcs}",
    "name: north\nnarrative: words",
    "name: north\nuntitled: 3",
    "name: north\nextra: 3",
    "name: north\nother: 3\nextra: 3",
]

# text, code, pointer, (line, column), words of (the message, the hint)
REFUSED = [
    ("flag: true\n", "missing-key", "", (1, 1), ("`name` is missing", "`name: …`")),
    ("name: north\nstatus: missed", "missing-key", "", (1, 1), ("`reason` (Why) is missing", "reason")),
    ("name: North", "bad-form", "/name", (1, 7), ("`name` is not written", "Small letters only. For example: north.")),
    ("name: ' '", "too-short", "/name", (1, 7), ("`name` is empty", "leave the key out")),
    ("name: 'north\n\n'", "bad-form", "/name", (1, 7), ("`name`", "north")),
    ("name: north\nstatus: hold", "not-allowed-value", "/status", (2, 9), ("held, cancelled, missed", "`held`")),
    ("name: north\nstatus: zzzz", "not-allowed-value", "/status", (2, 9), ("one of", "Choose one")),
    ("name: north\nlevel: 5", "not-allowed-value", "/level", (2, 8), ("1, 2, n/a, true", "Choose")),
    ("name: north\nform: web", "not-allowed-value", "/form", (2, 7), ("must be paper", "Write paper.")),
    ("name: north\non: 2026-02-29", "bad-date", "/on", (2, 5), ("day of the calendar", "2026-07-15")),
    ("name: north\non: 20260228", "wrong-type", "/on", (2, 5), ("`on` must be text", "double quotes")),
    ("name: north\non: soon", "bad-date", "/on", (2, 5), ("day of the calendar", "2026-07-15")),
    ("name: north\non: 2026-1-1", "bad-date", "/on", (2, 5), ("day", "2026-07-15")),
    ("name: north\nlabel: []", "wrong-type", "/label", (2, 8), ("text or a whole number", "double quotes")),
    ("name: north\nflag: yes", "wrong-type", "/flag", (2, 7), ("true or false", "small letters")),
    ("name: north\nflag: 1", "wrong-type", "/flag", (2, 7), ("true or false", "small letters")),
    ("name: north\ncount: ten", "wrong-type", "/count", (2, 8), ("a whole number", "digits only")),
    ("name: north\ncount: true", "wrong-type", "/count", (2, 8), ("a whole number", "digits only")),
    ("name: north\ncount: 0", "out-of-range", "/count", (2, 8), ("at least 1", "Check the number")),
    ("name: north\ncount: 10", "out-of-range", "/count", (2, 8), ("at most 9", "Check")),
    ("name: north\nshare: 0", "out-of-range", "/share", (2, 8), ("more than 0", "Check")),
    ("name: north\nshare: 10", "out-of-range", "/share", (2, 8), ("less than 10", "Check")),
    ("name: north\nwords: []", "too-few", "/words", (2, 8), ("at least one entry", "Add")),
    ("name: north\nwords: [a, b, c, d]", "too-many", "/words", (2, 8), ("at most 3 entries", "Delete")),
    ("name: north\nwords: [a, b, a]", "duplicate-item", "/words/2", (2, 15), ("Entry 3 of `words`", "Delete one")),
    ("name: north\nwords:\n  - a\n  - 1", "wrong-type", "/words/1", (4, 5), ("Entry 2 of `words`", "quotes")),
    ("name: north\nwords: a", "wrong-type", "/words", (2, 8), ("a list", "hyphen")),
    ("name: north\ntitle: ''", "too-short", "/title", (2, 8), ("`title` is empty", "leave the key out")),
    ("name: north\ntitle: abcdef", "too-long", "/title", (2, 8), ("at most 5 characters", "Shorten")),
    ("name: north\ncode: ab", "too-short", "/code", (2, 7), ("at least 3 characters", "Look it up on the card.")),
    ("name: north\ncode: ABC", "bad-form", "/code", (2, 7), ("`code` is not written", "Look it up on the card.")),
    ("name: north\nplain: a", "bad-form", "/plain", (2, 8), ("`plain`", "Compare it with")),
    ("name: north\npair: {a: 1}", "too-few", "/pair", (2, 7), ("at least 2 entries", "Add")),
    ("name: north\npair: {a: 1, b: 1, c: 1}", "too-many", "/pair", (2, 7), ("at most 2 entries", "Delete")),
    ("name: north\nbag: {x: y}", "wrong-type", "/bag/x", (2, 10), ("The key here must be a whole number", "digits")),
    (
        "name: north\nclosed: {b: 1}",
        "unknown-key",
        "/closed/b",
        (2, 10),
        ("The key here is not known", "may stand here: a."),
    ),
    ("name: north\ndated: {form: 1}", "unknown-key", "/dated/form", (2, 9), ("The key here", "`from`?")),
    ("name: north\ndated: {to: 1}", "not-allowed-here", "/dated/to", (2, 9), ("`to` does not go with", "depends on")),
    ("name: north\nreason: ill", "not-allowed-here", "/reason", (2, 1), ("`reason` does not go with", "Delete it")),
    ("name: north\nnever: 1", "not-allowed-here", "/never", (2, 1), ("`never`", "Delete it")),
    (
        "name: north\nstaus: held",
        "unknown-key",
        "/staus",
        (2, 1),
        ("The key here is not known", "Did you mean `status`?"),
    ),
    (
        "name: north\nZoe said: x",
        "unknown-key",
        "",
        (2, 1),
        ("The key here", "may stand here: any_words"),
    ),
    ("name: north\nnarrative: {held: lsc}", "not-allowed-value", "/narrative/held", (2, 19), ("lcs, rio", "`lcs`")),
    ("name: north\nnarrative: {sealed: 1}", "wrong-type", "/narrative/sealed", (2, 21), ("text", "quotes")),
    (
        "name: north\nnarrative: {x: 1}",
        "no-match",
        "/narrative",
        (2, 12),
        ("held, sealed or text", "Held: It"),
    ),
    ("name: north\nnarrative: {}", "no-match", "/narrative", (2, 12), ("held, sealed or text", "Sealed: It is")),
    ("name: north\nnarrative: [a]", "no-match", "/narrative", (2, 12), ("none of its forms", "Held")),
    ("name: north\nuntitled: []", "no-match", "/untitled", (2, 11), ("any of the ways", "Compare")),
    ("name: north\ntwice: ab", "no-match", "/twice", (2, 8), ("any of the ways", "Compare")),
    ("- a", "wrong-type", "", (1, 1), ("The record must be a group of keys", "key: value")),
]


@pytest.mark.parametrize("text", FINE)
def test_fine(judge: Judge, text: str) -> None:
    assert judge(text) == ()


@pytest.mark.parametrize(("text", "code", "pointer", "place", "words"), REFUSED)
def test_refused(
    judge: Judge, text: str, code: str, pointer: str, place: tuple[int, int], words: tuple[str, str]
) -> None:
    (problem,) = judge(text)
    assert (problem.code, problem.pointer, problem.line, problem.column) == (code, pointer, *place)
    assert words[0] in problem.message
    assert words[1] in problem.hint


def test_all_problems_in_the_order_of_the_file(judge: Judge) -> None:
    problems = judge("count: x\nstatus: hold\nwords: [1, 2]\nnme: x\n")
    assert [(problem.line, problem.code) for problem in problems] == [
        (1, "missing-key"),
        (1, "wrong-type"),
        (2, "not-allowed-value"),
        (3, "wrong-type"),
        (3, "wrong-type"),
        (4, "unknown-key"),
    ]


def test_a_branch_that_failed_does_not_make_its_keys_unknown(judge: Judge) -> None:
    assert [problem.code for problem in judge("name: north\nstatus: missed\nreason: other")] == ["not-allowed-value"]
    assert [problem.code for problem in judge("name: north\nminutes: long")] == ["wrong-type"]


def test_a_value_has_one_complaint(judge: Judge) -> None:
    assert [problem.code for problem in judge("name: north\ncode: A")] == ["too-short"]
    assert [problem.code for problem in judge("name: north\non: 2026-02-30x")] == ["bad-date"]


def test_no_more_problems_than_anybody_reads(judge: Judge) -> None:
    problems = judge("name: north\nbag: {" + ", ".join(f"k{n}: x" for n in range(300)) + "}")
    assert [problem.code for problem in problems[MAX_PROBLEMS:]] == ["too-many-problems"]


def test_nothing_that_was_written_is_in_a_message(judge: Judge) -> None:
    """A canary at every place where a schema can complain."""
    canary = "Canary Ann was hit"
    places = [*SCHEMA["properties"], "unknown", "Canary Ann was hit"]
    for place in places:
        for value in (canary, f"[{canary}]", f"{{{canary}: {canary}}}", f"{{held: {canary}}}", f'"{canary}\\n"'):
            for problem in judge(f"{place}: {value}"):
                assert "Canary" not in f"{problem.pointer} {problem.message} {problem.hint}"


# The schemas that ship


@pytest.fixture(scope="module")
def shipped() -> Schemas:
    return Schemas.read(ROOT / "schemas")


def test_the_shipped_schemas_work(shipped: Schemas) -> None:
    assert shipped.problems == ()


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda path: "/".join(path.parts[-3:]))
def test_example(shipped: Schemas, path: Path) -> None:
    raw = path.read_bytes()
    document, problems = load(path.name, raw)
    if document is not None:
        problems = shipped.validate(path.parts[-3], document)
    expected = EXPECT.match(raw.decode())
    assert [(problem.code, problem.pointer) for problem in problems] == (
        [(expected[1], expected[2] or "")] if expected else []
    )
    if document is not None:
        for problem in problems:
            at_key = problem.code in ("unknown-key", "not-allowed-here")
            assert (problem.line, problem.column) == locate(document.marks, problem.pointer, key=at_key)


# Schemas that refer


def verdicts(folder: Path, *texts: str) -> list[list[str]]:
    schemas = Schemas.read(folder)
    assert schemas.problems == ()
    documents = [load("a.yaml", text.encode())[0] for text in texts]
    return [[problem.code for problem in schemas.validate("a", each)] for each in documents if each is not None]


def test_a_branch_that_is_open_opens_the_whole(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "anyOf": [True, {"required": ["x"], "additionalProperties": True}],
        "unevaluatedProperties": False,
    }
    (tmp_path / "a.schema.json").write_text(json.dumps(schema))
    assert verdicts(tmp_path, "x: 1\ny: 2", "y: 2") == [[], ["not-allowed-here"]]


def test_what_stands_beside_a_reference_does_not_reach_into_it(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "$defs": {"closed": {"properties": {"x": True}, "unevaluatedProperties": False}},
        "$ref": "#/$defs/closed",
        "properties": {"y": True},
        "allOf": [{"type": "object"}],
        "unevaluatedProperties": False,
    }
    (tmp_path / "a.schema.json").write_text(json.dumps(schema))
    assert verdicts(tmp_path, "x: 1", "y: 1") == [[], ["unknown-key"]]


def test_a_reference_to_a_schema_of_one_word(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "$defs": {"all": True},
        "properties": {"x": {"$ref": "#/$defs/all"}},
        "unevaluatedProperties": False,
    }
    (tmp_path / "a.schema.json").write_text(json.dumps(schema))
    assert verdicts(tmp_path, "x: 1") == [[]]


def test_keys_that_are_named_like_keywords(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "properties": {"$ref": {"type": "string"}, "$defs": {"type": "integer"}, "title": {"const": "a"}},
        "unevaluatedProperties": False,
    }
    (tmp_path / "a.schema.json").write_text(json.dumps(schema))
    assert verdicts(tmp_path, '{$ref: "#/x", $defs: 1, title: a}', "{$ref: 1}") == [[], ["wrong-type"]]


def test_patterns_mean_what_json_schema_says() -> None:
    assert compiled("^a$").search("a")
    assert not compiled("^a$").search("a\n")
    assert not compiled(r"^\d$").search("٣")
    assert compiled(r"^[$]\$$").search("$$")
    assert compiled("^a(?!\\n)$").search("a")


def test_dates() -> None:
    assert is_date("2026-07-15")
    assert is_date(7)
    assert not is_date("2026-7-15")
    assert not is_date("2026-07-15\n")
    assert not is_date("٢٠٢٦-07-15")
    with pytest.raises(ValueError, match="day"):
        is_date("2026-06-31")
