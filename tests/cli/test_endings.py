"""How a run of the command line ends when something is wrong with the machine or with the tool itself."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from supervision_records.cli import fault, main
from supervision_records.cli.guard import guarded
from supervision_records.clock import ClockError, believable
from supervision_records.writing import CannotWriteError

MINI = Path(__file__).parents[1] / "mini" / "repository"
SCRIPTS = Path(__file__).parents[2] / "scripts"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(SCRIPTS)}
COMMAND = [sys.executable, "-m", "supervision_records"]
JUDGE = [*COMMAND, "--root", str(MINI), "compliance", "--as-of", "2026-06-30", "--format", "json"]
NEVER = [*JUDGE, "--fail-on", "never"]

#: Stands for a record's text, which no message may show.
SECRET = "kestrel-harbour"  # noqa: S105  (no password)


def raising(error: BaseException) -> Callable[[], int]:
    def run() -> int:
        raise error

    return run


class TestFaultOfTheTool:
    @pytest.mark.parametrize(
        "error", [KeyError(SECRET), RecursionError(SECRET), ValueError(SECRET), AssertionError(SECRET)]
    )
    def test_it_is_told_as_one_and_shows_no_text(self, capsys: pytest.CaptureFixture[str], error: Exception) -> None:
        assert guarded(raising(error)) == 3
        out, err = capsys.readouterr()
        assert "fault of the tool, not of your records" in err
        assert type(error).__name__ in err
        assert "Traceback" not in err
        assert SECRET not in out + err

    def test_it_names_the_line_of_ours_where_it_arose(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_: object, **__: object) -> None:
            raise KeyError(SECRET)

        monkeypatch.setattr("supervision_records.cli.shared.read_repository", fails)
        assert main(["--root", str(MINI), "compliance"]) == 3
        err = capsys.readouterr().err
        assert "KeyError at supervision_records/cli/shared.py:" in err
        assert SECRET not in err

    def test_developers_can_ask_for_the_trace(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(fault.TRACE, "1")
        assert guarded(raising(KeyError(SECRET))) == 3
        assert f"KeyError: '{SECRET}'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (CannotWriteError("x cannot be written: the disk is full."), 3, "the disk is full"),
        (CannotWriteError("x exists already.", call=True), 2, "exists already"),
        (KeyboardInterrupt(), 130, "Stopped."),
        (MemoryError(SECRET), 3, "more memory than there is"),
        (PermissionError(13, SECRET, SECRET), 3, "EACCES"),
        (ClockError("This machine's clock says 1970-01-01."), 3, "clock says"),
    ],
)
def test_each_ending_has_its_status_and_a_sentence(
    capsys: pytest.CaptureFixture[str], error: BaseException, status: int, words: str
) -> None:
    assert guarded(raising(error)) == status
    out, err = capsys.readouterr()
    assert words in err
    assert SECRET not in out + err
    assert "Traceback" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
class TestFullOutput:
    @pytest.mark.parametrize("call", [JUDGE, NEVER, [*COMMAND, "--help"], [*COMMAND, "check", "-h"]])
    def test_it_is_said_and_never_status_0(self, call: list[str]) -> None:
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(call, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 3
        assert done.stderr == (
            "supervision: The output could not be written to its end: the disk is full. "
            "What is there of it is not the whole.\n"
        )

    def test_it_holds_where_nothing_can_be_said_either(self) -> None:
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(NEVER, env=ENVIRONMENT, stdout=full, stderr=full, check=False)
        assert done.returncode == 3


@pytest.mark.skipif(os.name == "nt", reason="POSIX: descriptors and signals")
class TestOtherStreams:
    def test_a_reader_that_has_gone_is_no_verdict_and_no_traceback(self) -> None:
        process = subprocess.Popen(NEVER, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.close()
        process.stdout = None
        assert process.communicate()[1] == b""
        assert process.returncode == 141

    def test_a_closed_output_is_no_verdict(self) -> None:
        done = subprocess.run(
            ["sh", "-c", 'exec "$@" >&-', "sh", *JUDGE], env=ENVIRONMENT, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout) == (3, "")
        assert "could not be written" in done.stderr

    def test_ctrl_c_ends_a_run_without_a_traceback(self, tmp_path: Path) -> None:
        """While it waits for a settings file that never comes to its end."""
        (tmp_path / "records").mkdir()
        program = (
            "import os, signal, time, supervision_records.cli.shared as s\n"
            "s.read_repository = lambda *_, **__: (os.kill(os.getpid(), signal.SIGINT), time.sleep(60))\n"
            "from supervision_records.cli import main; raise SystemExit(main())"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, "--root", str(tmp_path), "compliance"],
            env=ENVIRONMENT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr) == (130, "", "supervision: Stopped.\n")
        assert done.returncode == 128 + signal.SIGINT


@pytest.fixture
def without_date(tmp_path: Path) -> Path:
    """The tiny repository without settings, so that it is judged for the day that the clock says."""
    shutil.copytree(MINI, tmp_path / "repository")
    (tmp_path / "repository" / "supervision.yaml").unlink()
    return tmp_path / "repository"


class TestClock:
    @pytest.mark.parametrize("day", ["1970-01-01", "2025-12-31", "2200-01-01", "9999-12-31"])
    def test_an_absurd_clock_is_no_day_to_judge_for(
        self, without_date: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, day: str
    ) -> None:
        class Clock(date):
            @classmethod
            def today(cls) -> Clock:
                return cls.fromisoformat(day)

        monkeypatch.setattr("supervision_records.clock.date", Clock)
        assert main(["--root", str(without_date), "compliance"]) == 3
        out, err = capsys.readouterr()
        assert out == ""
        assert f"clock says {day}" in err
        assert "--as-of" in err

    def test_a_day_that_can_be_is_taken(self) -> None:
        for day in ("2026-01-01", "2199-12-31"):
            assert believable(date.fromisoformat(day)).isoformat() == day

    def test_evidence_from_after_today_is_named(
        self, without_date: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("supervision_records.cli.shared.today", lambda: date(2026, 1, 2))
        main(["--root", str(without_date), "compliance"])
        err = capsys.readouterr().err
        assert "Dated after today, which is 2026-01-02 by this machine's clock" in err
        assert "the latest is records/" in err
        main(["--root", str(without_date), "compliance", "--as-of", "2026-01-02"])
        assert capsys.readouterr().err == ""
