"""Schemas are input: each hostile one is refused at its place, with its code, and nothing is judged by it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, SchemaError

from supervision_records.schema import Schemas
from supervision_records.schema.faults import faults
from supervision_records.schema.keywords import compiled
from supervision_records.schema.pattern import refusal
from supervision_records.schema.shape import walk
from supervision_records.yamlio import load
from tests.schema_library import SCHEMAS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CLOSED = {"type": "object", "unevaluatedProperties": False}
FAR = "https://example.org/x.json"


def schema(**keywords: Any) -> str:
    """A closed schema with these keywords; one that begins with an underscore is written with a dollar sign."""
    named = {re.sub("^_", "$", keyword): value for keyword, value in keywords.items()}
    return json.dumps({**CLOSED, **named}, indent=1)


def of(inner: Any) -> str:
    """A closed schema whose one property is described so."""
    return schema(properties={"x": inner})


def raw(inner: str) -> str:
    """As ``of``, of a text that JSON's own writer would not write."""
    return '{"type": "object", "unevaluatedProperties": false,\n "properties": {"x": ' + inner + "}}"


def deep(levels: int) -> dict[str, Any]:
    """Schemas inside each other."""
    inner: dict[str, Any] = {"type": "string"}
    for _ in range(levels):
        inner = {"items": inner}
    return inner


def chain(length: int, ways: int) -> str:
    """Definitions each of which refers to the next, in some ways."""
    defs: dict[str, Any] = {f"d{n}": {"anyOf": [{"$ref": f"#/$defs/d{n + 1}"}] * ways} for n in range(length)}
    return schema(_defs={**defs, f"d{length}": True}, properties={"x": {"$ref": "#/$defs/d0"}})


def nested_closed(levels: int) -> dict[str, Any]:
    """Closed branches inside each other: each level doubles the work of finding the keys that nobody knows."""
    inner: dict[str, Any] = {"properties": {"a": True}}
    for _ in range(levels):
        inner = {"anyOf": [inner, {"required": ["b"]}], "unevaluatedProperties": False}
    return inner


# text, code, line (None where the whole file is meant, which is told at line 1)
HOSTILE: list[tuple[str, str | bytes, str, int]] = [
    # Not JSON, or more than JSON
    ("no JSON", "{", "not-json", 1),
    ("empty", "", "not-json", 1),
    ("two values", schema() + "{}", "not-json", 4),
    ("comment", '{"type": "object" // all\n}', "not-json", 1),
    ("trailing comma", raw('{"enum": [1,]}'), "not-json", 2),
    ("not UTF-8", b'{"title": "\xff"}', "not-utf-8", 1),
    ("UTF-16", schema().encode("utf-16"), "not-utf-8", 1),
    ("byte order mark", b"\xef\xbb\xbf" + schema().encode(), "byte-order-mark", 1),
    ("zero byte", b'{"title": "\x00"}', "zero-byte", 1),
    ("too large", schema(description="x" * 300_000), "too-large", 1),
    ("Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "lfs-pointer", 1),
    ("conflict", "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n", "conflict-marker", 1),
    ("text that turns round", raw('{"title": "\u202e"}'), "control-character", 2),
    ("escaped text that turns round", raw('{"title": "\\u202e"}'), "control-character", 1),
    ("lone surrogate", raw('{"title": "\\ud800"}'), "control-character", 1),
    ("duplicate key", '{"type": "object",\n "unevaluatedProperties": false,\n "type": "object"}', "duplicate-key", 3),
    ("duplicate key within", raw('{"minLength": 9,\n "minLength": 0}'), "duplicate-key", 3),
    ("duplicate key by escape", raw('{"minLength": 9,\n "min\\u004cength": 0}'), "duplicate-key", 3),
    ("not a number", raw('{"minimum":\n NaN}'), "bad-number", 3),
    ("infinity", raw('{"maximum":\n Infinity}'), "bad-number", 3),
    ("minus infinity", raw('{"minimum":\n -Infinity}'), "bad-number", 3),
    ("beyond all numbers", raw('{"maximum":\n 1e999}'), "bad-number", 3),
    ("fraction", raw('{"minimum":\n 0.5}'), "bad-number", 3),
    ("huge whole number", raw('{"maximum":\n ' + "9" * 5000 + "}"), "bad-number", 3),
    ("number that readers round", raw('{"maximum":\n 9007199254740993}'), "bad-number", 3),
    ("depth without end", '{"items":' * 20_000, "too-deep", 1),
    ("depth of lists", "[" * 20_000 + "]" * 20_000, "too-deep", 1),
    ("depth in an example", of({"examples": [json.loads("[" * 60 + "]" * 60)]}), "too-deep", 1),
    # Open, or no schema
    ("true", "true", "open-schema", 1),
    ("false", "false", "open-schema", 1),
    ("null", "null", "open-schema", 1),
    ("list", "[]", "open-schema", 1),
    ("empty mapping", "{}", "open-schema", 1),
    ("no type", '{"unevaluatedProperties": false}', "open-schema", 1),
    ("type beside another", '{"type": ["object", "string"], "unevaluatedProperties": false}', "open-schema", 1),
    ("not closed", '{"type": "object"}', "open-schema", 1),
    ("closed in words", '{"type": "object", "unevaluatedProperties": "false"}', "open-schema", 1),
    ("opened", '{"type": "object",\n "unevaluatedProperties": true}', "open-schema", 1),
    ("half open", '{"type": "object", "unevaluatedProperties": {}}', "open-schema", 1),
    # Keywords
    ("misspelt required", schema(requierd=["x"]), "unknown-keyword", 4),
    ("capital", schema(Required=["x"]), "unknown-keyword", 4),
    ("misspelt within", of({"type": "string", "patern": "^a$"}), "unknown-keyword", 7),
    ("pattern of keys", schema(patternProperties={"^a$": True}), "unknown-keyword", 4),
    ("draft 7 definitions", schema(definitions={}), "unknown-keyword", 4),
    ("contains", of({"contains": True}), "unknown-keyword", 6),
    ("items by place", of({"prefixItems": [True]}), "unknown-keyword", 6),
    ("default", of({"default": 1}), "unknown-keyword", 6),
    ("anchor", schema(_anchor="here"), "unknown-keyword", 4),
    ("dynamic reference", of({"$dynamicRef": "#here"}), "unknown-keyword", 6),
    ("dynamic anchor", schema(_dynamicAnchor="here"), "unknown-keyword", 4),
    ("vocabulary", schema(_vocabulary={}), "unknown-keyword", 4),
    ("recursive reference", of({"$recursiveRef": "#"}), "unknown-keyword", 6),
    ("words as a keyword", schema(**{"Somebody said: let it through": True}), "unknown-keyword", 4),
    ("value of a wrong sort", of({"type": "text"}), "bad-schema", 6),
    ("no types", of({"type": []}), "bad-schema", 6),
    ("required in words", schema(required="x"), "bad-schema", 4),
    ("required twice", schema(required=["x", "x"]), "bad-schema", 4),
    ("length below nothing", of({"minLength": -1}), "bad-schema", 6),
    ("length that is true", of({"minLength": True}), "bad-schema", 6),
    ("limit in words", of({"maximum": "10"}), "bad-schema", 6),
    ("empty choice", of({"enum": []}), "bad-schema", 6),
    ("no branches", of({"oneOf": []}), "bad-schema", 6),
    ("schema that is a word", of("string"), "bad-schema", 4),
    ("schema that is nothing", of(None), "bad-schema", 4),
    ("list of schemas", of({"items": [True]}), "bad-schema", 6),
    ("half open within", of({"unevaluatedProperties": {"type": "string"}}), "bad-schema", 6),
    # Who it says it is
    ("another draft", schema(_schema="http://json-schema.org/draft-07/schema#"), "unknown-dialect", 4),
    ("dialect of its own", schema(_schema=FAR), "unknown-dialect", 4),
    ("dialect within", of({"$schema": DIALECT}), "not-allowed-here", 6),
    ("id of a neighbour", schema(_id="common.schema.json"), "wrong-id", 4),
    ("id elsewhere", schema(_id=FAR), "wrong-id", 4),
    ("id within", of({"$id": "common.schema.json"}), "not-allowed-here", 6),
    # References
    ("reference to another host", of({"$ref": FAR}), "bad-reference", 6),
    ("reference to any host", of({"$ref": "//example.org/x.json"}), "bad-reference", 6),
    ("reference to a file", of({"$ref": "file:///etc/hostname"}), "bad-reference", 6),
    ("reference to a folder above", of({"$ref": "../x.schema.json#/$defs/a"}), "bad-reference", 6),
    ("reference to data", of({"$ref": "data:application/json,true"}), "bad-reference", 6),
    ("reference to the library's own", of({"$ref": DIALECT}), "bad-reference", 6),
    ("reference to nothing", of({"$ref": "#/$defs/nothing"}), "bad-reference", 6),
    ("reference to no neighbour", of({"$ref": "b.schema.json#/$defs/a"}), "bad-reference", 6),
    ("reference to an example", schema(examples=[1], properties={"x": {"$ref": "#/examples/0"}}), "bad-reference", 9),
    ("reference by an anchor", of({"$ref": "#here"}), "bad-reference", 6),
    ("reference with signs", of({"$ref": "#/$defs/%61"}), "bad-reference", 6),
    ("reference that is a list", of({"$ref": []}), "bad-schema", 6),
    ("reference to itself", of({"$ref": "#"}), "bad-reference", 6),
    ("reference in a circle", schema(_defs={"a": {"$ref": "#/$defs/a"}}), "endless-reference", 1),
    ("references in a circle", schema(_defs={"a": {"not": {"$ref": "#/$defs/b"}}, "b": {"$ref": "#/$defs/a"}}),
     "endless-reference", 1),
    ("references that unfold", chain(30, 2), "too-large", 1),
    ("references in a long row", chain(300, 1), "too-large", 1),
    ("closed branches that double the work", of(nested_closed(14)), "too-large", 1),
    # Patterns and formats
    ("nested repetition", of({"pattern": "^(a+)+$"}), "bad-pattern", 6),
    ("pattern in the middle", of({"pattern": "a"}), "bad-pattern", 6),
    ("pattern of keys' names", of({"propertyNames": {"pattern": "^(a|a)*$"}}), "bad-pattern", 7),
    ("broken pattern", of({"pattern": "^($"}), "bad-pattern", 6),
    ("format that nobody checks", of({"format": "email"}), "unknown-format", 6),
    ("time", of({"format": "date-time"}), "unknown-format", 6),
]  # fmt: skip


@pytest.mark.parametrize(("content", "code", "line"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_a_hostile_schema_is_refused_at_its_place(tmp_path: Path, content: str | bytes, code: str, line: int) -> None:
    (tmp_path / "a.schema.json").write_bytes(
        content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    )
    started = time.monotonic()
    schemas = Schemas.read(tmp_path)
    assert time.monotonic() - started < 1
    first = schemas.problems[0]
    assert (first.path, first.code, first.line) == ("schemas/a.schema.json", code, line)
    assert first.message.endswith(".")
    assert first.hint.endswith((".", "?"))
    document, _ = load("x.yaml", b"x: 1")
    assert document is not None
    assert [problem.code for problem in schemas.validate("a", document)] == ["no-schema"]


def test_the_table_is_large_and_has_no_doubles() -> None:
    assert len({name for name, *_ in HOSTILE}) == len(HOSTILE) >= 80


def test_every_fault_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.schema.json").write_text(schema(requierd=["x"], properties={"x": {"pattern": "a", "format": "uri"}}))
    (tmp_path / "b.schema.json").write_text("{")
    found = Schemas.read(tmp_path).problems
    assert [(p.path[8:9], p.code) for p in found] == [
        ("a", "unknown-keyword"), ("a", "bad-pattern"), ("a", "unknown-format"), ("b", "not-json"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "A.schema.json",
        "a b.schema.json",
        ".schema.json",
        "a.json",
        "a.schema.JSON",
        "\u0430.schema.json",
        "b/a.schema.json",
    ],
)
def test_a_schema_by_another_name_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(schema())
    assert [problem.code for problem in Schemas.read(tmp_path).problems] == ["bad-name"]


def test_links_folders_and_what_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text(schema())
    folder = tmp_path / "schemas"
    folder.mkdir()
    (folder / "a.schema.json").symlink_to(tmp_path / "elsewhere")
    (folder / "b.schema.json").symlink_to(tmp_path / "nowhere")
    (folder / "c.schema.json").mkdir()
    (folder / "README.md").write_text("Words about schemas.")
    found = Schemas.read(folder)
    assert [(p.path, p.code) for p in found.problems] == [
        ("schemas/a.schema.json", "not-a-file"),
        ("schemas/b.schema.json", "not-a-file"),
    ]
    assert found.kinds == ()


def test_a_folder_that_is_a_link_has_no_schemas(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.schema.json").write_text(schema())
    (tmp_path / "schemas").symlink_to(tmp_path / "real")
    assert Schemas.read(tmp_path / "schemas").kinds == ()


def test_what_refers_to_a_broken_schema_judges_nothing(tmp_path: Path) -> None:
    (tmp_path / "common.schema.json").write_text(json.dumps({"$defs": {"w": {"pattern": "^(a+)+$"}}}))
    (tmp_path / "a.schema.json").write_text(schema(properties={"x": {"$ref": "common.schema.json#/$defs/w"}}))
    (tmp_path / "b.schema.json").write_text(schema(properties={"x": {"type": "string"}}))
    found = Schemas.read(tmp_path)
    assert found.kinds == ("b",)
    assert {problem.code for problem in found.problems} == {"bad-pattern", "bad-reference"}


def test_nothing_of_a_contributor_is_quoted(tmp_path: Path) -> None:
    canary = "Canary was hurt"
    for inner in ({canary: 1}, {"pattern": canary}, {"format": canary}, {"$ref": canary}, {"type": canary}):
        (tmp_path / "a.schema.json").write_text(of(inner))
        for problem in Schemas.read(tmp_path).problems:
            assert "Canary" not in f"{problem.path} {problem.pointer} {problem.message} {problem.hint}"


# What we refuse by our own table is at least what the library's description of schemas refuses.


def changed(value: Any, replacement: Any) -> Iterator[Any]:
    """A schema with each of its values replaced in turn."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        for other in (replacement, *changed(inner, replacement)):
            copied = dict(value) if isinstance(value, dict) else list(value)
            copied[key] = other
            yield copied


@pytest.mark.parametrize("wrong", [None, -1, "words", [], [1], {"x": 1}])
def test_what_is_no_json_schema_is_refused(wrong: Any) -> None:
    tried = 0
    for candidate in changed(SCHEMAS["handovers.schema.json"], wrong):
        try:
            Draft202012Validator.check_schema(candidate)
        except SchemaError:
            tried += 1
            assert list(faults("handovers", candidate)), candidate
    assert tried > 10


# Patterns

QUICK = [
    "^$", "^a$", "^a?b*$", "^[a-z]+$", "^[^\\n]*$", r"^\s*\S[\s\S]*$", "^(a|b)*$", "^(ab|cd)+$", "^[$^]$", "^[-a]$",
    "^[A-Z]{2,6}-[0-9]{1,3}[a-z]?(?!\\n)$", "^(19|20)[0-9]{2}$", "^(?:a|b){2,}$", r"^\.\$\\$", "^[a-z]+(-[a-z]+)*$",
]  # fmt: skip

SLOW = [
    "^(a+)+$", "^(a*)*$", "^(a|a)*$", "^(a|ab)*b*$", "^a*a*$", "^(a+b?)+$", "^([a-z]+ ?)*$", "^(a?){30}a{30}$",
    "^(a|b|ab)*$", "^[a-z]*[a-z0-9]*$", r"^\s*\s*$", "^(a|a|a)(a|a|a)(a|a|a)(a|a|a)$", "^([a-z0-9]+[a-z]+)*$",
    "^(x+x+)+y$",
]  # fmt: skip

FOREIGN = [
    "^.$", r"^\d$", r"^\w+$", r"^\bx$", r"^\p{L}$", r"^\u0041$", r"^\x41$", r"^(a)\1$", "^(?=a)a$", "^(?i)a$",
    "^(?!b)a$",
    "^(?P<n>a)$", "^(?<=a)b$", "^a*?$", "^a*+$", "^a++$", "^a{2}{3}$", "^a{3,2}$", "^a{0}$", "^a{,2}$", "^(a$", "^a)$",
    "^[]$", "^[]a]$", "^[z-a]$", "^[a-\\s]$", "^[[:alpha:]]$", "^[a&&b]$", "^()$", "^(a|)$", "^(|a)$", "^*$", "^a{$",
    "^a]$", "^\u00e9$", "^a\n$", "^" + "(" * 11 + "a" + ")" * 11 + "$", "^[a-b-c]$", "^a^b$", "^a$b$", "^[a$", "^a}$",
]  # fmt: skip

PARTIAL = ["", "a", "^", "$", "^a", "a$", "^a\\$", "^a|b$", "a|^b$", "(^a$)", "^a$ ", "\\Aa\\Z"]


@pytest.mark.parametrize("pattern", QUICK)
def test_a_quick_pattern_is_let_through(pattern: str) -> None:
    assert refusal(pattern) == ""
    compiled(pattern)


@pytest.mark.parametrize("pattern", [*SLOW, *FOREIGN, *PARTIAL, "^" + "a" * 300 + "$"])
def test_any_other_pattern_is_refused(pattern: str) -> None:
    assert refusal(pattern)


def test_the_reasons_are_told_apart() -> None:
    assert {refusal(pattern) for pattern in PARTIAL} == {refusal("a")}
    assert {refusal(pattern) for pattern in SLOW} == {refusal("^(a+)+$")}
    assert len({refusal("a"), refusal("^(a+)+$"), refusal("^.$"), refusal("^" + "a" * 300 + "$")}) == 4


def test_shipped_patterns_are_quick_on_every_text_that_was_tried() -> None:
    patterns = {
        node["pattern"]
        for each in SCHEMAS.values()
        for _, node in walk(each)
        if isinstance(node, dict) and "pattern" in node
    }
    assert len(patterns) >= 8
    for pattern in patterns:
        for sign in "a0-_. /\n":
            started = time.monotonic()
            compiled(pattern).search(sign * 50_000 + "!")
            assert time.monotonic() - started < 1, pattern
