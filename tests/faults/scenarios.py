"""Every write path of the product, small: what lies in a folder before, what is run there, what has to be after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from supervision_records.cli import main
from supervision_records.cli.guard import guarded
from supervision_records.pages.tree import write_tree
from supervision_records.repository import Repository, read_repository
from supervision_records.settings import read_settings
from supervision_records.writing import new_folder, put, settle, write_file, write_files
from tests.faults import editing

MINI = Path(__file__).parents[1] / "mini" / "repository"

State = Mapping[str, bytes]


@dataclass(frozen=True)
class Scenario:
    """One write path. ``again`` is the status of a second run where the first one has done all.

    ``never`` is what no file holds and nothing prints at any time.
    ``at_once``: a fault leaves the old state or the new one there and then; otherwise after the next start, ``read``.
    """

    name: str
    old: State
    new: State
    run: Callable[[Path], int]
    again: int = 0
    at_once: bool = True
    read: Callable[[Path], int] = lambda _: 0
    stubs: Callable[[], Any] | None = None
    never: bytes = b""

    @contextmanager
    def set_up(self) -> Iterator[None]:
        """Put in place what makes the run small and quick."""
        with ExitStack() as stack:
            stack.enter_context(patch("argparse._", str))  # It looks for translations in many places, every time.
            if self.stubs:
                stack.enter_context(self.stubs())
            yield


def _done(write: Callable[[Path], object]) -> Callable[[Path], int]:
    """A write function as a verb would call it."""

    def run(folder: Path) -> int:
        def call() -> int:
            write(folder)
            return 0

        return guarded(call)

    return run


# ---- the functions for writing themselves

LONG = b"a line of the new text\n" * 50


def _fill(folder: Path) -> None:
    with new_folder(folder / "build/out") as out:
        (out / "sub").mkdir()
        put(out / "a", LONG)
        put(out / "sub/b", LONG)


CHANGED: Mapping[str, bytes | None] = {"a": LONG, "sub/gone": None, "sub/deep/gone": None, "new/b": LONG, "c": b""}

FUNCTIONS = (
    Scenario(
        "write_file, new", {"x": b"x"}, {"x": b"x", "a": LONG},
        _done(lambda folder: write_file(folder / "a", LONG, replace=False)), again=2,
    ),
    Scenario(
        "write_file, in place of another", {"a": b"old"}, {"a": LONG},
        _done(lambda folder: write_file(folder / "a", LONG, replace=True)),
    ),
    Scenario(
        "new_folder", {"x": b"x"}, {"x": b"x", "build/out/a": LONG, "build/out/sub/b": LONG},
        _done(_fill), again=2,
    ),
    Scenario(
        "write_files, in place of others and removing",
        {"a": b"old", "sub/gone": b"1", "sub/deep/gone": b"2", "sub/stays": b"3"},
        {"a": LONG, "sub/stays": b"3", "new/b": LONG, "c": b""},
        _done(lambda folder: write_files(folder, CHANGED, replace=True)),
        at_once=False, read=_done(settle),
    ),
    Scenario(
        "write_files, new ones only", {"x": b"x"}, {"x": b"x", "a": LONG, "sub/b": LONG},
        _done(lambda folder: write_files(folder, {"a": LONG, "sub/b": LONG}, replace=False)),
        again=2, at_once=False, read=_done(settle),
    ),
)  # fmt: skip


# ---- the verbs

SAMPLE = {
    "records/people/one.yaml": "roles: []\n",
    "records/teams/north.yaml": "name: North\n",
    "supervision.yaml": "as_of: 2026-07-15\nsample:\n  people: 30\n  months: 12\n  seed: 1\n",
}
SAMPLE_BYTES = {path: text.encode() for path, text in SAMPLE.items()}
OWN_RECORD = {"records/people/mine.yaml": b"roles: [mine]\n"}
PAGES = {"index.md": "# Home\n", "compliance/index.md": "# Compliance\n", "protocols/one.md": "# One\n"}
WRITTEN = {"docs/about.md": b"# About\n", "docs/assets/site.css": b"a {}\n", "docs/protocols/one.md": b"---\n---\n"}


def _few_files() -> Any:
    """A demo of three files; what they say is no matter here."""
    return patch("supervision_records.cli.demo.demo_files", lambda *_: iter(SAMPLE.items()))


def _quick_start() -> Any:
    """The same three as the sample that is to be removed, in a repository whose rules are read once."""
    stack = ExitStack()
    stack.enter_context(patch("supervision_records.demo.start.demo_files", lambda *_: iter(SAMPLE.items())))
    stack.enter_context(patch("supervision_records.cli.start.repository_of", _reader()))
    return stack


def _quick_pages() -> Any:
    """Three pages of a site; judging it is no matter here."""
    stack = ExitStack()
    stack.enter_context(patch("supervision_records.pages.tree.has_stories", lambda _: False))
    stack.enter_context(patch("supervision_records.pages.tree.site_pages", lambda _: iter(PAGES.items())))
    stack.enter_context(patch("supervision_records.pages.tree.site_files", lambda _: iter(())))
    return stack


#: What the stub for the pages never looks at.
A_SITE: Any = None


def _reader() -> Callable[[Any], Repository]:
    """What reads a repository: the settings each time, everything else once, from the tiny one of the tests."""
    template = replace(read_repository(MINI), fatal=())

    def read(options: Any) -> Repository:
        settle(options.root)
        settings, problems = read_settings(options.root, template.schemas)
        return replace(template, root=options.root, settings=settings, fatal=problems)

    return read


VERBS = (
    Scenario(
        "supervision demo, into a new folder", {"x": b"x"},
        {"x": b"x", **{f"demo/{path}": data for path, data in SAMPLE_BYTES.items()}},
        lambda folder: main(["demo", str(folder / "demo")]), again=2, stubs=_few_files,
    ),
    Scenario(
        "supervision demo, into an empty folder", {}, SAMPLE_BYTES,
        lambda folder: main(["demo", str(folder)]), again=2, at_once=False, read=_done(settle), stubs=_few_files,
    ),
    Scenario(
        "supervision start", {**SAMPLE_BYTES, **OWN_RECORD},
        {**OWN_RECORD, "records/.gitkeep": b"", "supervision.yaml": b"{}\n"},
        lambda folder: main(["--root", str(folder), "start", "--yes"]),
        again=2, at_once=False, read=_done(settle), stubs=_quick_start,
    ),
    Scenario(
        "supervision pages", WRITTEN,
        {
            **WRITTEN,
            **{f"out/{path.removeprefix('docs/')}": data for path, data in WRITTEN.items()},
            **{f"out/{path}": text.encode() for path, text in PAGES.items()},
        },
        _done(lambda folder: write_tree(A_SITE, folder / "docs", folder / "out")),
        again=2, stubs=_quick_pages,
    ),
)  # fmt: skip


# ---- editing sealed text

SEALED = (
    Scenario(
        "supervision edit", editing.before(), editing.after(), editing.run, stubs=editing.stubs, at_once=False,
        read=_done(lambda folder: settle(folder / editing.OFFICE)), never=editing.WORDS,
    ),
)  # fmt: skip


# ---- writers that are wrong, each in its own way: the harness has to find them out


def _in_place(folder: Path) -> None:
    (folder / "a").write_bytes(LONG)


def _not_excluded(folder: Path) -> None:
    put(folder / "new.tmp", LONG)
    (folder / "new.tmp").replace(folder / "a")


def _one_by_one(folder: Path) -> None:
    write_file(folder / "a", LONG, replace=True)
    write_file(folder / "b", LONG, replace=True)


def _swallowed(folder: Path) -> int:
    try:
        write_file(folder / "a", LONG, replace=True)
    except Exception:  # noqa: BLE001  (this is the fault)
        return 0
    return 0


def _unguarded(folder: Path) -> int:
    _in_place(folder)
    return 0


WRONG = (
    Scenario("in place", {"a": b"old"}, {"a": LONG}, _done(_in_place)),
    Scenario("without cleaning up", {"a": b"old"}, {"a": LONG}, _done(_not_excluded)),
    Scenario("one by one", {"a": b"old", "b": b"old"}, {"a": LONG, "b": LONG}, _done(_one_by_one)),
    Scenario("errors swallowed", {"a": b"old"}, {"a": LONG}, _swallowed),
    Scenario("errors not caught", {}, {"a": LONG}, _unguarded),
)

ALL = {scenario.name: scenario for scenario in (*FUNCTIONS, *VERBS, *SEALED, *WRONG)}
#: Two of them hardly differ from another one, and are left out where time is short.
TWINS = ("write_files, new ones only", "supervision demo, into an empty folder")
RIGHT = tuple(scenario.name for scenario in (*FUNCTIONS, *VERBS))
