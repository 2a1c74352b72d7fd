"""What a call loads before it does anything: nothing that its verb does not use.

The sets are written out, so that a new import at the top of some module, which every call would pay for, has to be
looked at. Modules of the standard library are named where they take long to load.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

MINI = Path(__file__).parents[1] / "mini" / "repository"
SCRIPTS = Path(__file__).parents[2] / "scripts"
PACKAGE = "supervision_records"

#: Calls ``main`` and prints, last, what it has loaded.
PROBE = f"""
import sys
before = set(sys.modules)
from {PACKAGE}.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("\\n" + " ".join(sorted(set(sys.modules) - before)))
"""

#: All of ours that ``--help`` may load, beside the modules of the verbs' words (``cli.parser_…``).
HELP = {"", ".cli", ".cli.guard", ".cli.options", ".cli.parser", ".refusal"}
#: Of the standard library, what takes a millisecond or more and neither ``--help`` nor a wrong call needs.
SLOW = {"asyncio", "csv", "dataclasses", "datetime", "inspect", "json", "logging", "pathlib", "subprocess", "traceback"}
#: Our parts that ``check`` of the whole may load.
CHECK = {
    "", "armour", "calendar", "cli", "clock", "codeowners", "consistency", "encode", "files", "form_checks",
    "history", "local_names", "model", "narrative", "plain", "privacy", "processes", "protocol", "protocol_checks",
    "protocol_files", "questions", "refusal", "report", "repository", "schema", "settings", "signatures", "since",
    "store", "summary", "survey", "traces", "writing", "written", "yamlio",
}  # fmt: skip
#: Libraries that ``check`` uses, and what they need in turn.
LIBRARIES = {
    "attr", "attrs", "idna", "jsonschema", "jsonschema_rs", "jsonschema_specifications", "referencing", "rpds",
    "typing_extensions", "yaml",
}  # fmt: skip


def loaded(*arguments: str) -> set[str]:
    """The modules that a call loads, in a Python of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], env={**os.environ, "PYTHONPATH": str(SCRIPTS)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.rsplit("\n", 2)[-2].split())


def ours(modules: set[str]) -> set[str]:
    return {name.removeprefix(PACKAGE) for name in modules if name.partition(".")[0] == PACKAGE}


def foreign(modules: set[str]) -> set[str]:
    """What is neither ours nor Python's; compiled packages bring a helper each, named by its builder."""
    heads = {name.partition(".")[0] for name in modules} - sys.stdlib_module_names - {PACKAGE}
    return {name for name in heads if not name.startswith(("_", "cython_runtime"))}


@pytest.mark.parametrize("call", [["--help"], ["--version"], ["check", "--help"], ["compliance", "--help"], []])
def test_help_loads_the_words_of_the_command_line_alone(call: Sequence[str]) -> None:
    modules = loaded(*call)
    assert {name for name in ours(modules) if not name.startswith(".cli.parser_")} == HELP
    assert foreign(modules) == set()
    assert modules & SLOW == set()


def test_check_loads_what_it_uses() -> None:
    modules = loaded("--root", str(MINI), "check")
    assert {name.removeprefix(".").partition(".")[0] for name in ours(modules)} <= CHECK
    assert foreign(modules) <= LIBRARIES
    of_history = {name for name in ours(modules) if name.startswith(".history")}
    assert of_history == {".history", ".history.command", ".history.ignored"}  # one short question to Git
    assert not {name for name in ours(modules) if name.startswith(".since")} - {".since", ".since.told"}


def test_a_verdict_of_today_loads_no_git_library_and_nothing_of_changes() -> None:
    modules = loaded("--root", str(MINI), "compliance", "--as-of", "2026-06-30", "--fail-on", "never")
    assert not foreign(modules) & {"git", "mkdocs", "openpyxl", "icalendar", "jinja2"}
    assert not ours(modules) & {".since.change", ".history.stream", ".history.log", ".pages", ".demo", ".weaker"}
