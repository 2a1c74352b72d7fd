"""Front matter is input: whatever is wrong in it is refused at its line, and nothing of the page is then judged."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from supervision_records.model import Problem
from supervision_records.protocol import all_rules, build_protocols, read_protocols
from supervision_records.schema import Schemas
from supervision_records.yamlio import load

ROOT = Path(__file__).parents[1]

CASES = ROOT / "tests" / "cases" / "front-matter"
PAGE = (CASES / "page.md").read_text(encoding="utf-8")


def wrong_rules() -> list[tuple[str, str, str]]:
    """A rule, and the code and pointer (below the rule) of what is wrong with it."""
    document, problems = load("wrong.yaml", (CASES / "wrong.yaml").read_bytes())
    assert document is not None, problems
    return [(entry["rule"], entry["code"], entry["at"]) for entry in document.data["wrong"]]


@cache
def schemas() -> Schemas:
    return Schemas.read(ROOT / "schemas")


def problems_of(rule: str) -> list[Problem]:
    """The problems of the page with one more rule, which stands at line 22."""
    text = PAGE.replace("RULE", f"  - {rule}" if rule else "  # no more")
    protocols, problems = build_protocols([("docs/protocols/foster.md", text.encode())], schemas())
    assert bool(problems) is not bool(protocols)
    return list(problems)


def test_the_page_itself_is_right() -> None:
    assert problems_of("") == []


@pytest.mark.parametrize(("rule", "code", "pointer"), wrong_rules())
def test_what_is_wrong_is_refused_at_its_line(rule: str, code: str, pointer: str) -> None:
    found = problems_of(rule)
    assert (code, f"/rules/4{pointer}") in {(p.code, p.pointer) for p in found}, found
    assert {p.line for p in found} == {22}
    assert all(p.path == "docs/protocols/foster.md" and p.message and p.hint for p in found)


def test_a_rule_id_of_another_protocol_is_refused() -> None:
    text = PAGE.replace("RULE", "  # no more").encode()
    _, problems = build_protocols([("docs/protocols/a.md", text), ("docs/protocols/b.md", text)], schemas())
    assert {(p.code, p.path) for p in problems} == {("duplicate-rule", "docs/protocols/b.md")}


def test_a_page_that_cannot_be_read_does_not_hide_the_others() -> None:
    good = PAGE.replace("RULE", "  # no more").encode()
    protocols, problems = build_protocols(
        [("docs/protocols/a.md", b"---\nx: [\n---\n"), ("docs/protocols/b.md", good)], schemas()
    )
    assert list(protocols) == ["b"]
    assert {p.path for p in problems} == {"docs/protocols/a.md"}


@pytest.mark.parametrize("key", ["sections", "agenda", "assurance"])
def test_an_entry_that_stands_twice_is_refused(key: str) -> None:
    lines = PAGE.replace("RULE", "  # no more").splitlines(keepends=True)
    at = lines.index(f"{key}:\n") + 1
    text = "".join([*lines[:at], lines[at], *lines[at:]])
    _, problems = build_protocols([("docs/protocols/foster.md", text.encode())], schemas())
    assert [(p.code, p.pointer) for p in problems] == [("duplicate-item", f"/{key}/1/id")]


def test_without_any_page_there_is_nothing_to_judge_by() -> None:
    _, problems = build_protocols([], schemas())
    assert [p.code for p in problems] == ["no-protocols"]


def test_the_five_protocols_are_right_and_have_every_form() -> None:
    protocols, problems = read_protocols(ROOT, schemas())
    assert not problems
    assert len(protocols) == len({"JNT", "STK", "WTW", "ISL", "TEL"})
    forms = {"cadence", "deadline", "completeness", "precondition", "count", "review"}
    assert {rule.form for rule in all_rules(protocols)} == forms


def test_no_rule_id_stands_in_the_code() -> None:
    protocols, _ = read_protocols(ROOT, schemas())
    ids = {rule.id for rule in all_rules(protocols)}
    code = [p for p in (ROOT / "scripts" / "supervision_records").rglob("*.py") if "demo" not in p.parts]
    assert len(code) > 20
    for path in code:
        lines = path.read_text(encoding="utf-8").splitlines()
        named = [line for line in lines if any(f'"{i}"' in line or f"'{i}'" in line for i in ids)]
        assert not named, (path, named)
