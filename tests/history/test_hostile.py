"""Repositories made by somebody hostile: nothing of theirs is run, nothing falls over, and no date is wrong."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from supervision_records.cli import main
from supervision_records.history import stream
from supervision_records.history.blobs import Blobs
from supervision_records.history.changes import changes_of
from supervision_records.history.clock import doubts
from supervision_records.history.command import GitError, resolve
from supervision_records.history.reading import Contents, read_history
from supervision_records.history.stream import PIECE, streamed
from supervision_records.history.values import History
from supervision_records.store import Name

NOON = int(datetime(2026, 3, 2, 12, tzinfo=UTC).timestamp())
DAY = 86400
CASE = "records/cases/c-1a2b3c4d.yaml"
NAME = Name("cases", "c-1a2b3c4d")


def git(root: Path, *arguments: str, given: bytes | None = None) -> bytes:
    return subprocess.run(["git", "-C", str(root), *arguments], input=given, check=True, capture_output=True).stdout


def commit(number: int, files: dict[bytes, bytes], about: str = "x") -> bytes:
    """A commit on day ``number`` for ``git fast-import``."""
    who = f"A Tester <tester@example.org> {NOON + number * DAY} +0000"
    changes = b"".join(b"M 100644 inline %b\ndata %d\n%b\n" % (p, len(t), t) for p, t in files.items())
    head = f"commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata {len(about)}\n{about}\n"
    return head.encode() + changes + b"\n"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with three commits: a case, another record, a change of the case."""
    root = tmp_path / "clone"
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    stream = [
        commit(0, {CASE.encode(): b"opened: 2026-03-02\n"}),
        commit(1, {b"records/teams/north.yaml": b"name: North\n"}),
        commit(2, {CASE.encode(): b"opened: 2026-03-01\n"}),
    ]
    git(root, "fast-import", "--quiet", given=b"".join(stream))
    git(root, "reset", "-q", "--hard", "main")
    return root


def days(history: History) -> list[date | None]:
    return [version.commit.on for version in history.records[NAME]]


def rewrite(root: Path, change: Callable[[bytes], bytes]) -> str:
    """A commit over the tip, as no honest Git would write it."""
    tip = git(root, "rev-parse", "main").strip()
    tree = git(root, "rev-parse", "main^{tree}").strip()
    stamp = b"A Tester <tester@example.org> %d +0000" % (NOON + 3 * DAY)
    text = b"tree %b\nparent %b\nauthor %b\ncommitter %b\n\nx\n" % (tree, tip, stamp, stamp)
    made = git(root, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=change(text)).decode().strip()
    git(root, "update-ref", "refs/heads/main", made)
    return made


def test_the_history_of_a_quiet_repository(clone: Path) -> None:
    assert days(read_history(clone)) == [date(2026, 3, 2), date(2026, 3, 4)]


@pytest.mark.parametrize(
    "lines",
    [
        "[core]\n\tfsmonitor = {program}\n\tpager = {program}\n\teditor = {program}\n\tsshCommand = {program}",
        "[core]\n\thooksPath = {folder}\n\tattributesFile = {folder}/attributes",
        "[core]\n\tworktree = {folder}",
        "[core]\n\tworktree = {parent}",
        "[core]\n\tbare = true",
        '[alias]\n\tlog = "!{program}"\n\trev-parse = "!{program}"',
        "[include]\n\tpath = {folder}/included",
        '[diff]\n\texternal = {program}\n\trenames = copies\n\torderFile = {pipe}\n[diff "x"]\n\ttextconv = {program}',
        '[filter "x"]\n\tclean = {program}\n\tsmudge = {program}\n\tprocess = {program}\n\trequired = true',
        '[merge "x"]\n\tdriver = {program}',
        "[gpg]\n\tprogram = {program}\n[log]\n\tshowSignature = true",
        "[log]\n\tshowRoot = false\n\tfollow = true\n\tdiffMerges = off\n\tdate = relative\n\tdecorate = full",
        "[mailmap]\n\tfile = {pipe}\n\tblob = main:records\n[log]\n\tmailmap = true",
        "[i18n]\n\tlogOutputEncoding = UTF-16\n\tcommitEncoding = nonsense",
        '[remote "origin"]\n\turl = ext::{program}\n\tpromisor = true\n\tpartialclonefilter = blob:none',
        "[format]\n\tpretty = fuller\n\tnotes = *\n[notes]\n\tdisplayRef = *\n[color]\n\tui = always",
        "[core]\n\tquotePath = true\n\tprecomposeUnicode = true\n\tignoreCase = true\n[diff]\n\tignoreSubmodules = all",
    ],
)  # fmt: skip
def test_no_configuration_runs_anything_or_changes_the_dates(clone: Path, tmp_path: Path, lines: str) -> None:
    canary, program, pipe = tmp_path / "canary", tmp_path / "program", tmp_path / "pipe"
    program.write_text(f"#!/bin/sh\ntouch {canary}\n")
    program.chmod(0o755)
    for hook in ("post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        (tmp_path / hook).write_bytes(program.read_bytes())
        (tmp_path / hook).chmod(0o755)
    (tmp_path / "attributes").write_text("* diff=x filter=x merge=x\n")
    (tmp_path / "included").write_text(f"[core]\n\tfsmonitor = {program}\n")
    (clone / ".gitattributes").write_text("* diff=x filter=x merge=x\n")
    os.mkfifo(pipe)
    with (clone / ".git" / "config").open("a") as config:
        config.write(lines.format(program=program, folder=tmp_path, parent=tmp_path, pipe=pipe) + "\n")
    history = read_history(clone)
    assert days(history) == [date(2026, 3, 2), date(2026, 3, 4)]
    assert [version.author.email for version in history.records[NAME]] == ["tester@example.org"] * 2
    with Blobs(clone) as blobs:
        last = history.records[NAME][-1]
        assert Contents(blobs)(last.path, last.blob) == {"opened": "2026-03-01"}
    assert not canary.exists()


def test_neither_replaced_commits_nor_grafts_change_a_date(clone: Path) -> None:
    first, tip = (git(clone, "rev-parse", name).decode().strip() for name in ("main~2", "main"))
    later = git(clone, "cat-file", "commit", first).replace(b"%d" % NOON, b"%d" % (NOON + DAY))
    other = git(clone, "hash-object", "-t", "commit", "-w", "--stdin", given=later).decode().strip()
    git(clone, "replace", first, other)
    (clone / ".git" / "info").mkdir(exist_ok=True)
    (clone / ".git" / "info" / "grafts").write_text(f"{tip} {first}\n")
    history = read_history(clone)
    assert days(history) == [date(2026, 3, 2), date(2026, 3, 4)]
    assert len(history.commits) == 3


def test_a_forged_commit_graph_changes_nothing(clone: Path) -> None:
    """Git takes parents and dates from this file without a look at the commits."""
    git(clone, "commit-graph", "write", "--reachable")
    file = clone / ".git" / "objects" / "info" / "commit-graph"
    file.chmod(0o644)
    raw = bytearray(file.read_bytes())
    ids = sorted(git(clone, "rev-list", "main").decode().split())
    tip, first = (ids.index(git(clone, "rev-parse", name).decode().strip()) for name in ("main", "main~2"))
    table = [raw[at : at + 12] for at in range(8, 8 + 12 * raw[6], 12)]  # a name and a place for each chunk
    data = next(struct.unpack(">Q", entry[4:])[0] for entry in table if entry[:4] == b"CDAT")
    parent = data + 36 * tip + 20  # behind the tree's id
    raw[parent : parent + 4] = struct.pack(">I", first)
    file.write_bytes(raw)
    assert git(clone, "rev-list", "--count", "main").strip() == b"2"  # Git is taken in
    assert len(read_history(clone).commits) == 3


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GIT_DIR", "/nowhere"), ("GIT_WORK_TREE", "/"), ("GIT_NAMESPACE", "x"), ("GIT_SHALLOW_FILE", "/dev/null"),
        ("GIT_CONFIG_PARAMETERS", "'log.showroot=false'"), ("GIT_EXTERNAL_DIFF", "false"),
        ("GIT_COMMON_DIR", "/nowhere"),
    ],
)  # fmt: skip
def test_the_environment_points_nowhere_else(
    clone: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert days(read_history(clone)) == [date(2026, 3, 2), date(2026, 3, 4)]
    assert os.environ[variable] == value


@pytest.mark.parametrize(
    "odd", ["-1 +0000", "0 +0000", "16725225600 +0000", "99999999999999999999999 +0000", "soon +0000", "", "1e9 +0000"]
)
def test_a_date_that_is_none_is_no_date(clone: Path, odd: str) -> None:
    stamp = b"%d +0000" % (NOON + 3 * DAY)
    made = rewrite(clone, lambda text: text.replace(stamp, odd.encode()))
    history = read_history(clone)
    assert history.commits[-1].id == made
    assert history.commits[-1].on is None
    assert doubts(history.commits, NOON + 9 * DAY) == {made: "no-date"}


def test_a_page_that_was_changed_at_no_time_has_no_list_of_changes(clone: Path) -> None:
    page = b"docs/protocols/a.md"
    odd = commit(4, {page: b"y"}).replace(b"%d +0000" % (NOON + 4 * DAY), b"99999999999999 +0000")
    stream = [commit(3, {page: b"x"}), odd, commit(5, {page: b"z"})]
    git(clone, "fast-import", "--quiet", "--force", "--date-format=raw-permissive", given=b"".join(stream))
    found = changes_of(clone, "docs/protocols")
    assert found.entries == ()
    assert "no date" in found.why


@pytest.mark.parametrize("offset", ["+1400", "-1200", "+9959", "-9959", "+0000"])
def test_the_offset_that_somebody_chooses_moves_no_day(clone: Path, offset: str) -> None:
    rewrite(clone, lambda text: text.replace(b" +0000", b" " + offset.encode()))
    assert read_history(clone).commits[-1].on == date(2026, 3, 5)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"A Tester", b"A\x1b[31m\rTester\x00more"),
        lambda text: text.replace(b"A Tester", b"\xff\xfe\x80"),
        lambda text: text.replace(b"A Tester <tester@example.org>", b"A <<<<>> B <a> <b>"),
        lambda text: text.replace(b"A Tester <tester@example.org>", b"<>"),
        lambda text: text.replace(b"\n\nx", b"\nencoding nonsense\n\n\xff\xfe"),
        lambda text: text.replace(b"\n\nx", b"\nencoding UTF-16\ngpgsig x\n y\n\nx"),
        lambda text: text.replace(b"\n\nx", b"\n\n" + b"x" * 10_000_000),
        lambda text: text.replace(b"\n\nx", b"\n\n" + b"\0:100644 100644 a b A\0records/cases/c-forged00.yaml\0"),
        lambda text: text.replace(b"\n\nx", b""),
    ],
    ids=["escapes", "bytes", "brackets", "nobody", "encoding", "utf-16", "long", "forged", "no message"],
)
def test_an_odd_commit_is_read_like_any_other(clone: Path, change: Callable[[bytes], bytes]) -> None:
    made = rewrite(clone, change)
    history = read_history(clone)
    assert [commit.id for commit in history.commits][-1] == made
    assert days(history) == [date(2026, 3, 2), date(2026, 3, 4)]
    assert set(history.records) == {NAME, Name("teams", "north")}


def test_odd_paths_are_no_records_or_those_that_they_name(clone: Path) -> None:
    paths = [
        b"records/cases/caf\xe9.yaml", b'"records/cases/c\\nl.yaml"', b"records/cases/C-UPPER.yaml", b"records/x",
        b'"records/sessions/\\033[31m/2026/odd-folder.yaml"', b"records/sessions/\xff/2026/no-text.yaml",
        b"records/cases/sub/deep.yaml",
    ]  # fmt: skip
    more = commit(3, dict.fromkeys(paths, b"opened: 2026-03-02\n"))
    git(clone, "fast-import", "--quiet", given=more.replace(b"\nM ", b"\nfrom refs/heads/main^0\nM ", 1))
    names = set(read_history(clone).records)
    assert {name.id for name in names} == {"c-1a2b3c4d", "north", "odd-folder", "no-text", "deep"}


def test_objects_elsewhere_that_are_not_there(clone: Path) -> None:
    (clone / ".git" / "objects" / "info" / "alternates").write_text("/nowhere\n/dev/null\n")
    assert days(read_history(clone)) == [date(2026, 3, 2), date(2026, 3, 4)]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (("--depth", "1"), "git fetch --unshallow"),
        (("--shallow-since=2026-03-04T00:00:00Z",), "fetch-depth: 0"),
        (("--filter=tree:0", "--no-checkout"), "partial clone"),
    ],
)
def test_a_clone_without_all_of_it_gives_no_dates(
    clone: Path, tmp_path: Path, how: tuple[str, ...], words: str
) -> None:
    git(clone, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", *how, clone.as_uri(), "part")
    with pytest.raises(GitError, match=words):
        read_history(tmp_path / "part")


def test_a_clone_without_contents_has_dates_and_says_that_it_lacks_the_rest(clone: Path, tmp_path: Path) -> None:
    git(clone, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", "--no-checkout", clone.as_uri(), "part")
    history = read_history(tmp_path / "part")
    assert days(history) == [date(2026, 3, 2), date(2026, 3, 4)]
    with Blobs(tmp_path / "part") as blobs, pytest.raises(GitError, match="partial clone"):
        Contents(blobs).fetch_all(history)


def test_no_clone_no_commits_no_revision(clone: Path, tmp_path: Path) -> None:
    with pytest.raises(GitError, match="no clone"):
        read_history(tmp_path)
    git(tmp_path, "init", "-q", "empty")
    with pytest.raises(GitError, match="no commits"):
        read_history(tmp_path / "empty")
    for name in ("nothing", "--all", "", "main:records"):
        with pytest.raises(GitError, match="revision"):
            read_history(clone, name)


def test_a_folder_of_somebody_else(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(GitError, match="another user"):
        read_history(clone)


def test_a_repository_below_the_top_of_its_clone(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "clone")
    root = tmp_path / "clone" / "inner"
    stream = commit(0, {b"inner/" + CASE.encode(): b"opened: 2026-03-02\n"})
    git(tmp_path / "clone", "fast-import", "--quiet", given=stream)
    root.mkdir()
    assert list(read_history(root).records) == [NAME]
    (tmp_path / "clone" / "inner" / ".git").mkdir()  # not a repository: Git goes on to the next folder above
    assert list(read_history(root).records) == [NAME]


def test_a_work_tree_beside_its_clone(clone: Path, tmp_path: Path) -> None:
    git(clone, "worktree", "add", "-q", str(tmp_path / "beside"), "main~1", "--detach")
    assert days(read_history(tmp_path / "beside")) == [date(2026, 3, 2)]


def bomb(clone: Path, levels: int = 5) -> bytes:
    """A tree of a few hundred bytes that lists ten files to the power of the levels as records."""
    blob = git(clone, "hash-object", "-w", "--stdin", given=b"x").decode().strip()
    tree = git(clone, "mktree", given=b"".join(b"100644 blob %b\tf-%d.yaml\n" % (blob.encode(), n) for n in range(10)))
    for _ in range(levels - 1):
        name = tree.strip()
        tree = git(clone, "mktree", given=b"".join(b"040000 tree %b\td-%d\n" % (name, n) for n in range(10)))
    return git(clone, "mktree", given=b"040000 tree %b\trecords\n" % tree.strip()).strip()


@pytest.mark.parametrize("bound", ["LONGEST", "MEMORY"])
def test_a_few_bytes_that_list_more_files_than_there_are_are_not_read_to_the_end(
    clone: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    """Here a hundred thousand files, and bounds to match."""
    if bound == "MEMORY" and sys.platform != "linux":
        pytest.skip("only Linux can bound the memory of a running program")
    top = bomb(clone)
    rewrite(clone, lambda text: b"tree %b" % top + text[text.index(b"\n") :])
    assert len(read_history(clone).commits) == 4
    monkeypatch.setattr(stream, bound, 1 << 22)
    with pytest.raises(GitError):
        read_history(clone)


def merged(clone: Path) -> None:
    """A branch with another team comes in by a merge."""
    git(clone, "checkout", "-q", "-b", "side", "main~1")
    (clone / "records" / "teams" / "south.yaml").write_text("name: South\n")
    git(clone, "add", "--all")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    git(clone, *identity, "commit", "-q", "-m", "x")
    git(clone, "checkout", "-q", "main")
    git(clone, *identity, "merge", "-q", "--no-ff", "-m", "x", "side")


@pytest.mark.parametrize("word", ["off", "none", "combined", "dense-combined", "remerge", "first-parent"])
def test_no_configuration_hides_what_came_by_a_merge(clone: Path, word: str) -> None:
    merged(clone)
    honest = read_history(clone)
    git(clone, "config", "log.diffMerges", word)
    assert read_history(clone) == honest
    assert len(honest.records[Name("teams", "south")]) == 1
    assert changes_of(clone, "records/teams").entries[0].path == "records/teams/south.yaml"


def test_a_name_of_a_tag_and_a_branch_is_no_revision(clone: Path) -> None:
    git(clone, "tag", "both", "main~1")
    git(clone, "branch", "both", "main")
    with pytest.raises(GitError, match="more than one"):
        resolve(clone, "both")
    assert resolve(clone, "main") == git(clone, "rev-parse", "main").decode().strip()
    assert resolve(clone, "refs/tags/both") == git(clone, "rev-parse", "main~1").decode().strip()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can bound the memory of a running program")
@pytest.mark.parametrize("on_a_branch", [False, True])
def test_a_commit_that_lists_more_than_there_is_room_for_is_named_though_the_next_takes_it_away(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], on_a_branch: bool
) -> None:
    def made(tree: str, *parents: str) -> str:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        named = [word for parent in parents for word in ("-p", parent)]
        return git(clone, *identity, "commit-tree", tree, *named, "-m", "x").decode().strip()

    tip = git(clone, "rev-parse", "main").decode().strip()
    end = made(f"{tip}^{{tree}}", made(bomb(clone, 11).decode(), tip))
    if on_a_branch:
        end = made(f"{tip}^{{tree}}", tip, end)
    git(clone, "update-ref", "refs/heads/main", end)
    monkeypatch.setattr(stream, "MEMORY", 1 << 26)
    assert main(["--root", str(clone), "history"]) == 3
    said = capsys.readouterr().err
    assert "More files come or go" in said
    assert tip[:12] in said


def test_what_is_read_without_branches_has_the_same_days(clone: Path) -> None:
    merged(clone)
    whole, quick = read_history(clone), read_history(clone, branches=False)
    assert whole.records[Name("teams", "south")][0].author.email == "a@example.org"
    assert quick.commits == whole.commits
    assert quick.merges == ()
    assert {name: [(v.commit, v.path, v.blob) for v in versions] for name, versions in quick.records.items()} == {
        name: [(v.commit, v.path, v.blob) for v in versions] for name, versions in whole.records.items()
    }


def test_a_long_answer_that_nobody_hears_to_its_end_leaves_no_program(clone: Path) -> None:
    blob = git(clone, "hash-object", "-w", "--stdin", given=b"x" * (4 * PIECE)).decode().strip()
    pieces = streamed(clone, "cat-file", "blob", blob)
    assert len(next(pieces)) == PIECE
    pieces.close()  # type: ignore[attr-defined]
    assert list(pieces) == []
    with pytest.raises(GitError):
        list(streamed(clone, "cat-file", "blob", "nothing"))
