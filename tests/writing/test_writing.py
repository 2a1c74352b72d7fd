"""Writing, whole or not at all: what is there afterwards, what an error says, what a dead or a second run leaves."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from supervision_records.writing import (
    BusyError,
    CannotWriteError,
    checked,
    new_folder,
    put,
    settle,
    with_digest,
    write_file,
    write_files,
)
from supervision_records.writing.changes import CHANGE
from supervision_records.writing.stage import make

SCRIPTS = Path(__file__).parents[2] / "scripts"


def everything(folder: Path) -> dict[str, bytes | None]:
    """Every file below a folder with its bytes; folders, with None, only where they are empty or ours."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
        if path.is_file() or path.name.startswith(".supervision-") or not any(path.iterdir())
    }


@pytest.fixture
def kill() -> Iterator[Callable[[str, Path], subprocess.Popen[str]]]:
    """Start a program with the package at hand in a folder, give it when it has printed a line; it dies at the end."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str, folder: Path) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": str(SCRIPTS)}
        command = [
            sys.executable,
            "-c",
            f"from supervision_records.writing import *\nfrom pathlib import Path\n{program}",
        ]
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


class TestOneFile:
    def test_it_is_written_and_nothing_else_is_there(self, tmp_path: Path) -> None:
        write_file(tmp_path / "a.txt", b"new", replace=False)
        assert everything(tmp_path) == {"a.txt": b"new"}

    def test_it_is_never_written_over_another_unless_asked(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(b"old")
        with pytest.raises(CannotWriteError, match="something of that name already") as caught:
            write_file(tmp_path / "a.txt", b"new", replace=False)
        assert caught.value.call
        assert everything(tmp_path) == {"a.txt": b"old"}

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
    def test_it_keeps_the_mode_of_the_one_it_replaces(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(b"old")
        (tmp_path / "a.txt").chmod(0o640)
        write_file(tmp_path / "a.txt", b"new", replace=True)
        assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640
        assert everything(tmp_path) == {"a.txt": b"new"}

    @pytest.mark.parametrize("replace", [True, False])
    def test_a_link_is_not_followed(self, tmp_path: Path, replace: bool) -> None:
        (tmp_path / "elsewhere").write_bytes(b"old")
        (tmp_path / "a.txt").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(CannotWriteError, match="a link in the way"):
            write_file(tmp_path / "a.txt", b"new", replace=replace)
        assert (tmp_path / "elsewhere").read_bytes() == b"old"

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("folder", "a folder of that name"),
            ("file/x", "is no folder"),
            ("no/x", "is not there"),
            ("x" * 300, "long"),
        ],
    )
    def test_a_wrong_place_is_said_in_a_sentence(self, tmp_path: Path, name: str, words: str) -> None:
        (tmp_path / "folder").mkdir()
        (tmp_path / "file").touch()
        with pytest.raises(CannotWriteError, match=words) as caught:
            write_file(tmp_path / name, b"new", replace=True)
        assert caught.value.call
        assert everything(tmp_path) == {"folder": None, "file": b""}


class TestFolder:
    def test_it_appears_with_all_that_is_in_it(self, tmp_path: Path) -> None:
        with new_folder(tmp_path / "out") as folder:
            put(folder / "a", b"1")
            assert not (tmp_path / "out").exists()
        assert everything(tmp_path) == {"out/a": b"1"}

    def test_the_folders_above_are_made(self, tmp_path: Path) -> None:
        with new_folder(tmp_path / "build/now/out") as folder:
            put(folder / "a", b"1")
            assert not (tmp_path / "build/now/out").exists()
        assert everything(tmp_path) == {"build/now/out/a": b"1"}

    def test_it_does_not_appear_after_an_error(self, tmp_path: Path) -> None:
        def fill(folder: Path) -> None:
            put(folder / "a", b"1")
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError), new_folder(tmp_path / "build/now/out") as folder:
            fill(folder)
        assert everything(tmp_path) == {}

    def test_what_is_there_stays(self, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        with pytest.raises(CannotWriteError, match="already"), new_folder(tmp_path / "out"):
            pass
        assert everything(tmp_path) == {"out": None}

    def test_what_came_in_the_meantime_stays(self, tmp_path: Path) -> None:
        with pytest.raises(CannotWriteError, match="already"), new_folder(tmp_path / "out"):
            (tmp_path / "out").mkdir()
        assert everything(tmp_path) == {"out": None}


class TestSeveralFiles:
    def test_they_are_written_replaced_and_removed(self, tmp_path: Path) -> None:
        write_files(tmp_path, {"a/b/one": b"1", "two": b"2", "c/three": b"3"}, replace=False)
        write_files(tmp_path, {"a/b/one": None, "two": b"22", "d/four": b"4"}, replace=True)
        assert everything(tmp_path) == {"two": b"22", "c/three": b"3", "d/four": b"4"}
        assert not (tmp_path / "a").exists()

    def test_one_that_is_there_keeps_all_from_being_written(self, tmp_path: Path) -> None:
        write_files(tmp_path, {"a": b"1"}, replace=False)
        with pytest.raises(CannotWriteError, match="exists already"):
            write_files(tmp_path, {"b": b"2", "a": b"3"}, replace=False)
        assert everything(tmp_path) == {"a": b"1"}

    @pytest.mark.parametrize("path", ["/abs", "../out", "a/../../out", ""])
    def test_nothing_is_written_outside(self, tmp_path: Path, path: str) -> None:
        root = tmp_path / "root"
        root.mkdir()
        with pytest.raises(CannotWriteError):
            write_files(root, {path: b"x"}, replace=True)
        assert everything(tmp_path) == {"root": None}

    def test_a_link_on_the_way_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        root = tmp_path / "root"
        root.mkdir()
        (root / "records").symlink_to(tmp_path / "elsewhere")
        for files in ({"records/a": b"x"}, {"records/a": None}):
            with pytest.raises(CannotWriteError, match="a link in the way"):
                write_files(root, files, replace=True)
        assert list((tmp_path / "elsewhere").iterdir()) == []

    @pytest.mark.parametrize("decided", [True, False])
    def test_a_plan_that_came_with_a_clone_is_not_carried_out(self, tmp_path: Path, decided: bool) -> None:
        """As a pull request could bring one in, to put a schema in place of another while it is checked."""
        (tmp_path / "schema").write_bytes(b"strict")
        claim = make(tmp_path / CHANGE)
        assert claim is not None
        found = os.fstat(claim.handle)
        plan = {"owner": [found.st_ino, found.st_mtime_ns], "replace": True, "write": ["schema"], "remove": []}
        (claim.folder / "plan.json").write_text(json.dumps(plan))
        (claim.work / "w0").write_bytes(b"true")
        os.close(claim.handle)
        if decided:
            settle(tmp_path)
            assert everything(tmp_path) == {"schema": b"true"}
            return
        shutil.copytree(claim.folder, tmp_path / "copy")
        shutil.rmtree(claim.folder)
        (tmp_path / "copy").rename(claim.folder)
        with pytest.raises(CannotWriteError, match="not left by a run on this disk"):
            settle(tmp_path)
        with pytest.raises(CannotWriteError, match="not left by a run on this disk"):
            write_files(tmp_path, {"a": b"1"}, replace=True)
        assert (tmp_path / "schema").read_bytes() == b"strict"


@pytest.mark.skipif(os.name == "nt", reason="a process is killed otherwise there")
class TestOtherRuns:
    def test_what_a_killed_run_left_is_gone_after_the_next(
        self, tmp_path: Path, kill: Callable[[str, Path], subprocess.Popen[str]]
    ) -> None:
        waits = "put(folder / 'a', b'1'); print('here', flush=True); __import__('time').sleep(60)"
        process = kill(f"with new_folder(Path('out')) as folder: {waits}", tmp_path)
        write_file(tmp_path / "other", b"x", replace=True)
        assert sum(name.endswith("/tree/a") for name in everything(tmp_path)) == 1, "a living run's work was swept"
        process.kill()
        process.wait()
        write_file(tmp_path / "other", b"x", replace=True)
        assert everything(tmp_path) == {"other": b"x"}

    def test_of_two_changes_at_once_the_second_is_told_to_wait(
        self, tmp_path: Path, kill: Callable[[str, Path], subprocess.Popen[str]]
    ) -> None:
        program = (
            "from supervision_records.writing.stage import make\n"
            "claim = make(Path('.supervision-change')); print('here', flush=True); __import__('time').sleep(60)"
        )
        process = kill(program, tmp_path)
        with pytest.raises(BusyError, match="Another run is writing"):
            write_files(tmp_path, {"a": b"1"}, replace=False)
        settle(tmp_path)  # Nothing is decided yet, so whoever only reads may.
        process.kill()
        process.wait()
        write_files(tmp_path, {"a": b"1"}, replace=False)
        assert everything(tmp_path) == {"a": b"1"}

    def test_many_at_once_on_the_same_files_leave_one_state(self, tmp_path: Path) -> None:
        program = (
            "import sys\nfrom pathlib import Path\nfrom supervision_records.writing import *\n"
            "me = sys.argv[1].encode() * 1000\ndone = 0\n"
            "for _ in range(30):\n"
            "    try:\n        write_files(Path(), {'a': me, 'b/c': me}, replace=True); done += 1\n"
            "    except BusyError: pass\n"
            "    write_file(Path('single'), me, replace=True)\n"
            "print(done)"
        )
        environment = {**os.environ, "PYTHONPATH": str(SCRIPTS)}
        runs = [
            subprocess.Popen(
                [sys.executable, "-c", program, name],
                cwd=tmp_path,
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in "pqr"
        ]
        deadline = time.monotonic() + 60
        while any(run.poll() is None for run in runs):
            assert time.monotonic() < deadline
            for path in (tmp_path / "a", tmp_path / "b/c", tmp_path / "single"):
                assert not path.exists() or len(set(path.read_bytes())) == 1
        done = [int(run.communicate()[0]) for run in runs]
        assert [run.returncode for run in runs] == [0, 0, 0]
        assert sum(done) >= 3
        left = everything(tmp_path)
        assert left.keys() == {"a", "b/c", "single"}
        assert left["a"] == left["b/c"]

    def test_of_many_that_make_the_same_new_file_one_does(self, tmp_path: Path) -> None:
        program = (
            "import sys\nfrom pathlib import Path\nfrom supervision_records.writing import *\n"
            "try: write_file(Path('a'), sys.argv[1].encode(), replace=False)\n"
            "except CannotWriteError as e: print(e); sys.exit(3)"
        )
        environment = {**os.environ, "PYTHONPATH": str(SCRIPTS)}
        command = [sys.executable, "-c", program]
        runs = [subprocess.Popen([*command, n], cwd=tmp_path, env=environment, stdout=subprocess.PIPE) for n in "pqrs"]
        told = [run.communicate(timeout=60)[0] for run in runs]
        statuses = [run.returncode for run in runs]
        assert sorted(statuses) == [0, 3, 3, 3], told
        assert everything(tmp_path) == {"a": b"pqrs"[statuses.index(0)].to_bytes()}


class TestDigest:
    def test_whole_data_comes_back(self) -> None:
        for data in (b"", b"x", b"one\ntwo\n"):
            assert checked(with_digest(data)) == data

    def test_any_damage_makes_it_count_for_nothing(self) -> None:
        whole = with_digest(b"verdicts of yesterday\n")
        for place in range(len(whole)):
            assert checked(whole[:place]) is None
            assert checked(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]) is None
        assert checked(whole + b"\n") is None
        assert checked(b"") is None
