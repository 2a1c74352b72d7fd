"""The walls of the package: imports run one way, two libraries have one door each, and what judges stays pure.

The order is the one that a reader of the package meets in CONTRIBUTING.md. A new module has to be given its place in
``LAYERS`` before it passes.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "supervision_records"

#: Top to bottom. A module imports only from layers above its own; a package may import within itself.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("refusal",),
    ("model", "calendar", "writing", "encode", "armour", "plain"),
    ("files", "clock", "ledger", "processes", "shelf"),
    ("yamlio",),
    ("schema", "written"),
    ("settings", "local_names"),
    ("narrative",),
    ("store",),
    ("protocol_checks", "protocol_files"),
    ("form_checks", "questions"),
    ("protocol",),
    ("weaker",),
    ("repository",),
    ("codeowners",),
    ("facts", "claims", "signatures"),
    ("privacy",),
    ("consistency",),
    ("traces",),
    ("survey",),
    ("holds",),
    ("retention", "about"),
    ("history",),
    ("sealing",),
    ("rules",),
    ("assess",),
    ("explain",),
    ("summary", "suppress"),
    ("quality",),
    ("since",),
    ("demands", "lists", "actions"),
    ("versions",),
    ("draft", "ahead", "sampling", "drift"),
    ("announced",),
    ("tracker", "review"),
    ("exports",),
    ("report",),
    ("pages",),
    ("bundle",),
    ("demo",),
    ("cli",),
    ("__main__",),
)

#: Libraries that one part of the package alone may import.
DOORS: Mapping[str, str] = {
    "yaml": "yamlio",
    "git": "history",
    "pyrage": "sealing",
    "pyarrow": "exports",
    "duckdb": "exports",
}

#: Parts that compute the same from the same: no disk, clock, network, chance or other program.
PURE = (
    "model",
    "calendar",
    "ledger",
    "encode",
    "armour",
    "narrative",
    "holds",
    "retention",
    "about",
    "weaker",
    "facts",
    "claims",
    "signatures",
    "rules",
    "assess",
    "summary",
    "suppress",
    "sampling",
    "versions",
    "drift",
    "quality",
    "questions",
    "bundle",
    "pages",
    "plain",
    "report",
    "review",
)
#: Modules of these parts that write what the pure ones give; only the command line may import them.
WRITERS: Mapping[str, str] = {f"{PACKAGE}.pages.tree": "writes the folder of pages for another builder"}
IMPURE_IMPORTS = {"asyncio", "http", "os", "random", "secrets", "shutil", "socket", "subprocess", "tempfile", "time"}
IMPURE_IMPORTS |= {"glob", "io.open", "pathlib.Path", "sqlite3", "urllib", "uuid"}
IMPURE_IMPORTS |= {f"{PACKAGE}.writing", f"{PACKAGE}.clock"}
IMPURE_METHODS = {"now", "today", "utcnow", "read_text", "write_text", "read_bytes", "write_bytes", "iterdir", "rglob"}
#: What changes a disk; a folder may be made by others, too, in one that ``writing`` puts in place.
WRITING_METHODS = {"write_text", "write_bytes", "touch", "unlink", "rmdir", "rename", "renames", "symlink_to", "rmtree"}
IMPURE_CALLS = {"open", "input", "print", "__import__"}


def imports_of(tree: ast.AST, module: str, *, is_package: bool) -> set[str]:
    """Every dotted name that a module imports, anywhere in it: relative ones, in functions, under TYPE_CHECKING."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module.split(".")[: len(module.split(".")) - node.level + is_package] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            names.update(f"{source}.{alias.name}" for alias in node.names)
    return names


def part(dotted: str) -> str | None:
    """The part of our package that a dotted name belongs to (``supervision_records.rules.cadence`` is ``rules``)."""
    head, _, rest = dotted.partition(".")
    return rest.partition(".")[0] if head == PACKAGE and rest else None


def upward(module: str, imports: set[str]) -> Iterator[str]:
    """What a module imports from its own layer or a lower one, or from outside the table."""
    places = {name: index for index, layer in enumerate(LAYERS) for name in layer}
    here = part(module)
    if here is None:
        return
    if here not in places:
        yield f"{module} has no place in LAYERS"
        return
    for name in sorted(imports):
        there = part(name)
        if there is not None and there in places and there != here and places[there] >= places[here]:
            yield f"{module} imports {name}"


def wrong_doors(module: str, imports: set[str]) -> Iterator[str]:
    """Libraries that a module imports although another part is their only door."""
    for name in sorted(imports):
        door = DOORS.get(name.partition(".")[0])
        if door is not None and part(module) != door:
            yield f"{module} imports {name}"


def impurities(module: str, tree: ast.AST, imports: set[str]) -> Iterator[str]:
    """What a pure part imports or calls that depends on more than its arguments."""
    if part(module) not in PURE or module in WRITERS:
        return
    for name in sorted(imports):
        if any(name == banned or name.startswith(f"{banned}.") for banned in IMPURE_IMPORTS | WRITERS.keys()):
            yield f"{module} imports {name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Attribute) and called.attr in IMPURE_METHODS:
                yield f"{module}:{node.lineno} calls .{called.attr}()"
            if isinstance(called, ast.Name) and called.id in IMPURE_CALLS:
                yield f"{module}:{node.lineno} calls {called.id}()"
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "pathlib.Path":
            yield f"{module}:{node.lineno} uses pathlib.Path"


def faults(module: str, source: str, *, is_package: bool = False) -> list[str]:
    """Everything that is wrong with one module's text."""
    tree = ast.parse(source)
    imports = imports_of(tree, module, is_package=is_package)
    return [*upward(module, imports), *wrong_doors(module, imports), *impurities(module, tree, imports)]


def modules(root: Path) -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    scripts = root / "scripts"
    found: dict[str, Path] = {}
    for path in sorted((scripts / PACKAGE).rglob("*.py")):
        names = path.relative_to(scripts).with_suffix("").parts
        found[".".join(names[:-1] if names[-1] == "__init__" else names)] = path
    return found


def test_every_module_keeps_the_walls(root: Path) -> None:
    found = modules(root)
    assert f"{PACKAGE}.model" in found
    wrong = [
        fault
        for module, path in found.items()
        for fault in faults(module, path.read_text(encoding="utf-8"), is_package=path.name == "__init__.py")
    ]
    assert wrong == []


def writes(module: str, tree: ast.AST) -> Iterator[str]:
    """Calls by which a module would write past ``writing``, which alone writes whole or not at all."""
    if part(module) == "writing":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, modes = node.func.attr, [a.value for a in node.args if isinstance(a, ast.Constant)]
            opened = name == "open" and any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)
            if name in WRITING_METHODS or opened:
                yield f"{module}:{node.lineno} calls .{name}()"


def test_nothing_is_written_past_the_one_door(root: Path) -> None:
    found = modules(root)
    assert list(writes("demo.write", ast.parse("path.write_text('x')\npath.open('w')"))) == [
        "demo.write:1 calls .write_text()",
        "demo.write:2 calls .open()",
    ]
    assert [w for name, path in found.items() for w in writes(name, ast.parse(path.read_text(encoding="utf-8")))] == []


def test_no_modules_import_each_other_in_a_circle(root: Path) -> None:
    found = modules(root)
    graph: dict[str, set[str]] = {}
    for module, path in found.items():
        is_package = path.name == "__init__.py"
        names = imports_of(ast.parse(path.read_text(encoding="utf-8")), module, is_package=is_package)
        targets = {name if name in found else name.rpartition(".")[0] for name in names}
        graph[module] = {target for target in targets if target in found and target != module}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(f"modules import each other: {' <- '.join(circle.args[1])}")


def test_the_set_up_script_needs_the_standard_library_alone(root: Path) -> None:
    ours = {"dev_editor", "dev_machine", "dev_server", "dev_site"}
    for path in (root / "scripts").glob("dev*.py"):
        imports = imports_of(ast.parse(path.read_text(encoding="utf-8")), path.stem, is_package=False)
        assert {name.partition(".")[0] for name in imports} <= sys.stdlib_module_names | ours


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        ("store", "from supervision_records.rules import cadence", "imports supervision_records.rules.cadence"),
        ("store", "from supervision_records import cli", "imports supervision_records.cli"),
        ("store", "import supervision_records.assess", "imports supervision_records.assess"),
        ("model", "from .calendar import Span", "imports supervision_records.calendar.Span"),
        ("facts", "def f():\n    from . import assess", "imports supervision_records.assess"),
        ("facts", "if TYPE_CHECKING:\n    from .cli import main", "imports supervision_records.cli.main"),
        ("rules.cadence", "from ..pages import home", "imports supervision_records.pages.home"),
        ("brand_new", "", "has no place in LAYERS"),
        ("store", "import yaml", "imports yaml"),
        ("pages.home", "from git import Repo", "imports git.Repo"),
        ("rules.cadence", "import os.path", "imports os.path"),
        ("assess", "def f():\n    import random", "imports random"),
        ("report.text", "from pathlib import Path", "imports pathlib.Path"),
        ("report.text", "import pathlib\npathlib.Path('x')", "uses pathlib.Path"),
        ("assess", "from datetime import date\ndate.today()", "calls .today()"),
        ("summary", "open('x')", "calls open()"),
        ("report.text", "from supervision_records.clock import today", "imports supervision_records.clock.today"),
        ("pages", "from .tree import write_tree", "imports supervision_records.pages.tree.write_tree"),
    ],
)
def test_a_made_fault_is_found(module: str, source: str, expected: str) -> None:
    assert any(expected in fault for fault in faults(f"{PACKAGE}.{module}", source, is_package=module == "pages"))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("rules.cadence", "from supervision_records.model import Finding\nfrom .common import window"),
        ("rules", "from . import cadence"),
        ("yamlio.loader", "import yaml"),
        ("pages.home", "from pathlib import PurePosixPath"),
        ("cli", "from datetime import date\ndate.today()"),
    ],
)
def test_what_is_allowed_passes(module: str, source: str) -> None:
    assert faults(f"{PACKAGE}.{module}", source, is_package=module == "rules") == []
