"""Repositories in which something is wrong with files and folders, not only with a text.

Each begins as the tiny repository of ``tests/mini``, in which nothing is wrong, and is spoiled by a function. ``told``
is every error that ``check`` must name, by path and code, but for those of the code ``follows`` that come of it in
other files. ``extra`` says that something was only added, so that the verdicts on all else must be what they were.
"""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.hostile.case import CANARY

PERSON = "posts:\n  - team: north\n    role: social-worker\n    from: 2026-04-01\n"
PEOPLE = "records/people"
SESSIONS = "records/sessions/north/2026"
SECRET = f"# {CANARY}\n{PERSON}"

Spoil = Callable[[Path], None]


class Scenario(NamedTuple):
    """A spoiled repository, what ``check`` must say of it, and the statuses of ``check`` and of ``compliance``."""

    name: str
    spoil: Spoil
    told: frozenset[tuple[str, str]]
    check: int = 1
    compliance: int = 1
    extra: bool = True
    follows: str = ""


def _write(root: Path, path: str, text: str | bytes) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def _files(name: str, code: str, *paths: str, text: str | bytes = SECRET, shown: str | None = None) -> Scenario:
    """Files that must not be there, each told with the code."""

    def spoil(root: Path) -> None:
        for path in paths:
            _write(root, path, text)

    return Scenario(name, spoil, frozenset((shown or path, code) for path in paths))


def _record(name: str, code: str, text: str | bytes) -> Scenario:
    """A person's file that must be refused for what it holds."""
    return _files(name, code, f"{PEOPLE}/odd.yaml", text=text)


def _linked(name: str, path: str, target: str) -> Scenario:
    """A link among the records."""

    def spoil(root: Path) -> None:
        _write(root.parent, "outside/secret.yaml", SECRET)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return Scenario(name, spoil, frozenset({(path, "not-a-file")}))


def _moved(name: str, folder: str, told: frozenset[tuple[str, str]]) -> Scenario:
    """A folder that was taken away, with a link to it in its place."""

    def spoil(root: Path) -> None:
        (root / folder).rename(root / "elsewhere")
        (root / folder).symlink_to(root / "elsewhere")

    return Scenario(name, spoil, told, extra=False, follows="unknown-reference")


def _inner_repository(root: Path) -> None:
    _write(root, f"{PEOPLE}/inner/.git/config", "[core]\n\tfsmonitor = touch pwned\n")
    _write(root, f"{PEOPLE}/inner/ash.yaml", SECRET)


def _pipe(root: Path) -> None:
    os.mkfifo(root / f"{PEOPLE}/odd.yaml")


def _socket(root: Path) -> None:
    here = Path.cwd()
    os.chdir(root / PEOPLE)  # the path of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("odd.yaml")
    finally:
        os.chdir(here)


def _sparse(root: Path) -> None:
    os.truncate(_write(root, f"{PEOPLE}/odd.yaml", b""), 1 << 40)


def _bytes_in_a_name(root: Path) -> None:
    Path(os.fsdecode(os.fsencode(root / PEOPLE) + b"/\xff\xfe.yaml")).write_bytes(SECRET.encode())


def _deep(root: Path) -> None:
    _write(root, "records/" + "d/" * 120 + "odd.yaml", SECRET)


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "init.defaultBranch=main", *arguments], cwd=root, check=True, capture_output=True)


def _ignored(where: str, pattern: str) -> Spoil:
    def spoil(root: Path) -> None:
        _git(root, "init")
        _write(root, where, f"{pattern}\n")
        _write(root, f"{PEOPLE}/odd.yaml", SECRET)

    return spoil


def _ignored_from_outside(root: Path) -> None:
    """The repository lies in a folder of a larger one, and that one ignores."""
    _git(root.parent, "init")
    _write(root.parent, ".gitignore", "odd.yaml\n")
    _write(root, f"{PEOPLE}/odd.yaml", SECRET)


def _many(root: Path) -> None:
    for number in range(300):
        _write(root, f"{PEOPLE}/p-{number:03}.yaml", f"{CANARY}: [\n")


def _each_its_own(root: Path) -> None:
    for number, text in enumerate(
        (b"", b"\xff", b"a: [", b"a: 1.5", b"\0" * 9, b"posts: []\nposts: []\n", b"<<<<<<< x")
    ):
        _write(root, f"{PEOPLE}/p-{number}.yaml", text)


_EACH = ("empty-file", "not-utf-8", "bad-syntax", "fraction", "zero-byte", "duplicate-key", "conflict-marker")


def _replaced(path: str, text: str | bytes) -> Spoil:
    def spoil(root: Path) -> None:
        _write(root, path, text)

    return spoil


def _cut(path: str, size: int) -> Spoil:
    def spoil(root: Path) -> None:
        os.truncate(root / path, size)

    return spoil


def _accents(root: Path) -> None:
    for name in ("jos\u00e9", "jose\u0301"):
        _write(root, f"{PEOPLE}/{name}.yaml", SECRET)


def _twice(root: Path) -> None:
    _write(root, f"{SESSIONS[:-4]}2025/s-june.yaml", (root / SESSIONS / "s-june.yaml").read_bytes())


def _emptied(root: Path) -> None:
    for file in (root / "records").rglob("*.yaml"):
        file.write_bytes(b"")


_MINI = (
    "absences/2026/away-1",
    "cases/c-aaaa1111",
    "people/boss",
    "people/manager",
    "people/worker",
    "sessions/north/2026/s-april",
    "sessions/north/2026/s-june",
    "teams/north",
)


def _is(*told: tuple[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset(told)


_ODD = f"{PEOPLE}/odd.yaml"

LINKS = (
    _linked("a link to a file outside", _ODD, "../../../outside/secret.yaml"),
    _linked("a link to a record", f"{PEOPLE}/twin.yaml", "boss.yaml"),
    _linked("a link to nothing", _ODD, "nowhere.yaml"),
    _linked("a link to itself", _ODD, "odd.yaml"),
    _linked("a link to a folder outside", "records/people/inner", "../../../outside"),
    _linked("a link to the records themselves", "records/people/loop", ".."),
    _linked("a link to a device without end", _ODD, "/dev/zero"),
    _linked("a link to what is typed", _ODD, "/dev/stdin"),
    _linked("a link to the passwords", _ODD, "/etc/passwd"),
    _linked("a link for a kind's folder", "records/handovers", "../../outside"),
    _linked("a link with the name of a note", "records/notes.txt", "../../outside/secret.yaml"),
    _moved("a kind's folder that became a link", "records/people", _is(("records/people", "not-a-file"))),
    _moved(
        "a team's folder that became a link", "records/sessions/north", _is(("records/sessions/north", "not-a-file"))
    ),
    _moved("the records' folder that became a link", "records", _is(("records", "no-records"))),
)
NO_FILES = (
    Scenario("a pipe that nobody writes to", _pipe, _is((_ODD, "not-a-file"))),
    Scenario("a socket", _socket, _is((_ODD, "not-a-file"))),
    Scenario("a file of a terabyte of nothing", _sparse, _is((_ODD, "too-large"))),
    Scenario("a repository within the records", _inner_repository, _is((f"{PEOPLE}/inner", "not-a-file"))),
    _files("a submodule", "not-a-file", f"{PEOPLE}/inner/.git", text="gitdir: ../x\n", shown=f"{PEOPLE}/inner"),
    _files(
        "a submodule with a capital", "not-a-file", f"{PEOPLE}/inner/.GIT", text="gitdir: x\n", shown=f"{PEOPLE}/inner"
    ),
    Scenario("folders 120 deep", _deep, _is(("records/" + "d/" * 120 + "odd.yaml", "unknown-kind"))),
)
NAMES = (
    _files(
        "other extensions",
        "bad-extension",
        *(f"{PEOPLE}/odd{end}" for end in (".yml", ".YAML", ".yaml.txt", ".json", "")),
    ),
    _files(
        "copies that editors leave",
        "bad-extension",
        *(f"{PEOPLE}/boss.yaml{end}" for end in ("~", ".orig", ".bak", ".swp")),
    ),
    _files("a copy that a browser numbered", "bad-name", f"{PEOPLE}/boss (1).yaml"),
    _files(
        "hidden files", "hidden-file", *(f"{PEOPLE}/{name}" for name in (".boss.yaml.swp", ".DS_Store", ".odd.yaml"))
    ),
    _files("a hidden folder", "hidden-file", "records/.people/odd.yaml"),
    _files("a setting for Git among the records", "hidden-file", "records/.gitignore", text="*.yaml\n"),
    _files(
        "attributes for Git among the records", "hidden-file", f"{PEOPLE}/.gitattributes", text="*.yaml filter=lfs\n"
    ),
    _files(
        "names of devices of Windows",
        "reserved-name",
        *(f"{PEOPLE}/{name}.yaml" for name in ("con", "aux", "nul", "com1", "lpt9")),
    ),
    _files(
        "a name with a line end, as a workflow's command",
        "bad-name",
        f"{PEOPLE}/x\n::error::done.yaml",
        shown=f"{PEOPLE}/x?::error::done.yaml",
    ),
    _files("a name that colours a terminal", "bad-name", f"{PEOPLE}/x\x1b[31m.yaml", shown=f"{PEOPLE}/x?[31m.yaml"),
    _files(
        "a name that turns the direction of writing",
        "bad-name",
        f"{PEOPLE}/x\u202ely.yaml",
        shown=f"{PEOPLE}/x?ly.yaml",
    ),
    _files("a name that is markup", "bad-name", f"{PEOPLE}/<img src=x onerror=done>.yaml"),
    _files("a name that is a formula", "bad-name", f"{PEOPLE}/=cmd.yaml"),
    _files("a name that is an option", "bad-name", f"{PEOPLE}/--help.yaml"),
    Scenario("a name that is no text", _bytes_in_a_name, _is((f"{PEOPLE}/??.yaml", "bad-name"))),
    _files("a name of 255 signs", "bad-name", f"{PEOPLE}/{'b' * 250}.yaml"),
    _files(
        "names in letters that only look Latin", "bad-name", f"{PEOPLE}/b\u043ess.yaml", f"{PEOPLE}/\uff42\uff4f.yaml"
    ),
    _files("a space after a name", "bad-name", f"{PEOPLE}/odd .yaml"),
    _files(
        "kinds that there are not",
        "unknown-kind",
        "records/persons/odd.yaml",
        "records/odd.yaml",
        "records/People/odd.yaml",
    ),
    Scenario(
        "names that differ by a capital only",
        _replaced(f"{PEOPLE}/Boss.yaml", SECRET),
        _is(
            (f"{PEOPLE}/Boss.yaml", "bad-name"),
            (f"{PEOPLE}/Boss.yaml", "case-collision"),
            (f"{PEOPLE}/boss.yaml", "case-collision"),
        ),
    ),
    Scenario(
        "a dot after a name",
        _replaced(f"{PEOPLE}/boss.yaml.", SECRET),
        _is(
            (f"{PEOPLE}/boss.yaml.", "bad-extension"),
            (f"{PEOPLE}/boss.yaml.", "case-collision"),
            (f"{PEOPLE}/boss.yaml", "case-collision"),
        ),
    ),
    Scenario(
        "names that differ by how an accent is made up",
        _accents,
        frozenset(
            (f"{PEOPLE}/{name}.yaml", code)
            for name in ("jos\u00e9", "jose\u0301")
            for code in ("bad-name", "case-collision")
        ),
    ),
    Scenario(
        "an id taken twice",
        _twice,
        _is(
            (f"{SESSIONS}/s-june.yaml", "duplicate-id"),
            ("records/sessions/north/2025/s-june.yaml", "duplicate-id"),
            ("records/sessions/north/2025/s-june.yaml", "wrong-folder"),
        ),
    ),
)
IGNORED = (
    Scenario(
        "a record that the repository's .gitignore matches",
        _ignored(".gitignore", "odd.*"),
        _is((_ODD, "ignored-file")),
    ),
    Scenario(
        "a record that only this clone ignores",
        _ignored(".git/info/exclude", "records/people/odd.yaml"),
        _is((_ODD, "ignored-file")),
    ),
    Scenario("a record that a larger repository ignores", _ignored_from_outside, _is((_ODD, "ignored-file"))),
)
CONTENTS = (
    _record("an empty file", "empty-file", b""),
    _record("a file filled with zero bytes", "zero-byte", bytes(4096)),
    _record("a file cut in the middle", "bad-syntax", PERSON[:30]),
    _record("a file cut at the end of a line", "missing-key", PERSON[:23]),
    _record("a Git LFS pointer", "lfs-pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
    _record("a conflict", "conflict-marker", f"<<<<<<< HEAD\n{PERSON}=======\n{SECRET}>>>>>>> other\n"),
    _record("a conflict, indented", "conflict-marker", f"posts:\n  <<<<<<< HEAD\n  # {CANARY}\n  =======\n"),
    _record("a text that a message might repeat", "unknown-key", f"{PERSON}{CANARY} said that: she went\n"),
    _record("a billion laughs", "alias", "a: &a [x]\n" + "b: &b [*a, *a, *a]\n" * 99),
    _record("a program's object", "tag", f"{PERSON}name: !!python/object/apply:os.system [touch {CANARY}]\n"),
    _record("brackets in brackets", "too-deep", "[" * 200_000),
    Scenario(
        "three hundred broken files", _many, frozenset((f"{PEOPLE}/p-{n:03}.yaml", "bad-syntax") for n in range(300))
    ),
    Scenario(
        "seven files, each broken in its own way",
        _each_its_own,
        frozenset((f"{PEOPLE}/p-{n}.yaml", code) for n, code in enumerate(_EACH)),
    ),
    Scenario(
        "every file emptied, as a full disk leaves them",
        _emptied,
        frozenset((f"records/{path}.yaml", "empty-file") for path in _MINI),
        extra=False,
    ),
    Scenario(
        "a session's file cut in the middle",
        _cut(f"{SESSIONS}/s-june.yaml", 60),
        _is((f"{SESSIONS}/s-june.yaml", "missing-key")),
        extra=False,
    ),
)
