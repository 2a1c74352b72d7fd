"""The written pages say what is so: commands that can be called, examples that are valid, formats that are real."""

from __future__ import annotations

import argparse
import json
import re
import shlex
from pathlib import Path

import pytest

from supervision_records.cli import main
from supervision_records.cli.parser import build
from supervision_records.schema import Schemas
from supervision_records.yamlio import load

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "protocols" not in path.relative_to(DOCS).parts)
BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def calls() -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        for _, block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                words = line.strip().removeprefix(".venv/bin/")
                if words.startswith("supervision "):
                    found.append((page.relative_to(DOCS).as_posix(), words))
    return found


def test_there_are_commands_to_look_at() -> None:
    assert len(calls()) > 10


@pytest.mark.parametrize(("page", "call"), calls())
def test_every_command_on_a_page_can_be_called(page: str, call: str) -> None:
    words = call.replace("RULE KIND/ID", "ISL-1 person/sw-ash").partition(" < ")[0].partition(" > ")[0]
    assert build().parse_args(shlex.split(words)[1:]).verb


def test_every_command_and_option_is_on_the_page_of_commands(root: Path) -> None:
    text = (root / "docs/reference/commands.md").read_text(encoding="utf-8")
    verbs = next(action for action in build()._actions if isinstance(action, argparse._SubParsersAction))
    for verb, parser in verbs.choices.items():
        assert f"## supervision {verb}\n" in text
        for option in parser._option_string_actions:
            assert option in text or option in {"-h", "--help"}, (verb, option)


def test_the_example_of_a_session_is_a_valid_record(root: Path) -> None:
    text = (root / "docs/submit/index.md").read_text(encoding="utf-8")
    [example] = [block for language, block in BLOCK.findall(text) if language == "yaml"]
    document, problems = load("records/sessions/north/2026/2026-06-10-ash.yaml", example.encode())
    assert problems == ()
    assert document
    assert Schemas.read(root / "schemas").validate("sessions", document) == ()


@pytest.mark.parametrize(("index", "verb"), [(0, "check"), (1, "compliance")])
def test_the_json_on_the_page_has_the_keys_of_the_real_one(
    root: Path, capsys: pytest.CaptureFixture[str], index: int, verb: str
) -> None:
    text = (root / "docs/reference/formats.md").read_text(encoding="utf-8")
    whole = [block for language, block in BLOCK.findall(text) if language == "json" and block.startswith("{")]
    shown = json.loads(whole[index])
    main(["--root", str(root / "tests/mini/repository"), verb, "--format", "json"])
    real = json.loads(capsys.readouterr().out)
    assert list(shown) == list(real)
    kind = "problems" if verb == "check" else "findings"
    assert list(shown[kind][0]) == list(real[kind][0])
