"""The README and the guide for contributors: what they link to and the commands they show exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import dev
from supervision_records.cli import main

each = pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])


def commands(text: str) -> list[list[str]]:
    """The command lines of the fenced blocks, as words."""
    blocks = re.findall(r"^ *```\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


@each
def test_links_lead_somewhere(root: Path, name: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", (root / name).read_text(encoding="utf-8"))
    assert [target for target in targets if "://" not in target and not (root / target).exists()] == []


@each
def test_commands_exist(root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for words in commands((root / name).read_text(encoding="utf-8")):
        if words[:2] == ["python3", "scripts/dev.py"]:
            dev.command_line().parse_args(words[2:])
        elif words[0] == ".venv/bin/supervision":
            with pytest.raises(SystemExit) as ended:
                main([*words[1:], "--help"])
            assert ended.value.code == 0, capsys.readouterr().err
        else:
            assert words[0] in {f".venv/bin/{tool}" for tool in ("pytest", "ruff", "mypy", "mkdocs")}


def test_every_verb_is_in_the_readme(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = set(re.findall(r"^    ?([a-z]+)\b", capsys.readouterr().out, re.MULTILINE))
    told = set(re.findall(r"^\| `supervision ([a-z]+)", (root / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert shown == told


def test_the_verdict_that_the_readme_explains_is_in_the_sample(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if "\nsample:" not in (root / "supervision.yaml").read_text(encoding="utf-8"):
        pytest.skip("the sample has been removed for a real start")
    told = commands((root / "README.md").read_text(encoding="utf-8"))
    (words,) = [words[1:] for words in told if words[1:2] == ["explain"]]
    assert main(["--root", str(root), *words]) == 0
    assert "No finding" not in capsys.readouterr().out
