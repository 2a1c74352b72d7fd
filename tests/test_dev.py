"""The set-up script: what it starts, in which order, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import dev
import dev_machine
import dev_site


@dataclass
class Started:
    """Commands that would have been started, and the words whose commands are to fail."""

    commands: list[list[str]] = field(default_factory=list)
    failing: frozenset[str] = frozenset()

    def run(self, command: Sequence[str], project: dev.Project, environment: Mapping[str, str] | None = None) -> int:
        """Stand in for ``dev.run``."""
        self.commands.append([Path(command[0]).stem, *command[1:]])
        return 1 if self.failing & set(command) else 0

    def output(self, command: Sequence[str], project: dev.Project) -> tuple[int, str]:
        """Stand in for ``dev.output``."""
        totals = {"met": 5, "due": 1, "breach": 2, "excused": 0, "unknown": 0}
        return self.run(command, project), json.dumps({"as_of": "2026-07-15", "totals": totals})

    def words(self) -> list[str]:
        """The telling word of each command."""
        return [command[2] if command[0] == "python" else command[1] for command in self.commands]


@pytest.fixture
def project(tmp_path: Path) -> dev.Project:
    """A checkout with nothing but the two files that the environment is made from."""
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / "requirements.lock").write_text("", encoding="utf-8")
    return dev.Project(tmp_path)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """Nothing is really started; the environment is made by an empty folder."""
    recorded = Started()
    monkeypatch.setattr(dev, "run", recorded.run)
    monkeypatch.setattr(dev, "output", recorded.output)
    monkeypatch.setattr(dev, "make_venv", lambda folder: folder.mkdir(exist_ok=True, parents=True))
    monkeypatch.setattr(dev, "ensure_language_server", lambda *_: None)
    monkeypatch.setattr(dev, "ensure_office", lambda: True)
    monkeypatch.setattr(dev, "ensure_age", lambda: None)
    return recorded


# ---- the environment


def test_the_environment_is_made_once_from_hashes(project: dev.Project, started: Started) -> None:
    dev.ensure_environment(project)
    first, second = started.commands
    assert first[-3:] == ["--require-hashes", "--requirement", str(project.lock)]
    assert second[-4:] == ["--no-deps", "--no-build-isolation", "--editable", str(project.root)]
    dev.ensure_environment(project)
    assert len(started.commands) == 2


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock"])
def test_the_environment_is_made_anew_after_a_change(project: dev.Project, started: Started, name: str) -> None:
    dev.ensure_environment(project)
    (project.root / name).write_text("# changed\n", encoding="utf-8")
    dev.ensure_environment(project)
    assert len(started.commands) == 4


def test_an_environment_that_failed_half_way_is_not_taken_for_whole(project: dev.Project, started: Started) -> None:
    started.failing = frozenset({"--editable"})
    with pytest.raises(dev_machine.MachineError, match="check the network"):
        dev.ensure_environment(project)
    started.failing = frozenset()
    dev.ensure_environment(project)
    assert len(started.commands) == 4


def test_started_commands_see_nothing_of_another_python(project: dev.Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    environment = dev.quiet_environment(project)
    assert "PYTHONPATH" not in environment
    assert environment["PIP_CACHE_DIR"].startswith(str(project.root))


def test_tests_run_in_an_empty_home(project: dev.Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "somebody")
    monkeypatch.setenv("XDG_CONFIG_HOME", "elsewhere")
    environment = dev.test_environment(project, "/a/chromium")
    assert list(Path(environment["HOME"]).iterdir()) == []
    assert environment["HOME"].startswith(str(project.root))
    assert environment["SUPERVISION_CHROMIUM"] == "/a/chromium"
    assert not {"GIT_AUTHOR_NAME", "XDG_CONFIG_HOME"} & environment.keys()


# ---- test


@pytest.fixture
def with_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has a browser."""
    monkeypatch.setattr(dev, "ensure_browser", lambda project: "/a/chromium")


def test_every_step_runs_and_is_summed_up(
    project: dev.Project, started: Started, with_browser: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.test(project, coverage=False) == 0
    assert started.words()[2:] == ["ruff", "ruff", "mypy", "pytest", "mkdocs"]
    summary = capsys.readouterr().out.splitlines()[-6:]
    assert [line.split()[0] for line in summary] == ["ok"] * 6


@pytest.mark.parametrize("tool", ["ruff", "mypy", "pytest", "mkdocs"])
def test_one_failure_fails_all_and_stops_nothing(
    project: dev.Project, started: Started, with_browser: None, capsys: pytest.CaptureFixture[str], tool: str
) -> None:
    started.failing = frozenset({tool})
    assert dev.test(project, coverage=False) == 1
    assert started.words()[2:] == ["ruff", "ruff", "mypy", "pytest", "mkdocs"]
    assert "FAILED" in capsys.readouterr().out


def test_without_a_browser_the_rest_runs_and_the_command_fails(
    project: dev.Project, started: Started, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "ensure_browser", lambda project: None)
    assert dev.test(project, coverage=False) == 1
    pytests = next(command for command in started.commands if "pytest" in command)
    assert pytests[-2:] == ["-m", "not browser"]
    assert "NOT RUN" in capsys.readouterr().out


@pytest.mark.parametrize("installed", [True, False])
def test_a_driver_that_does_not_start_is_mended_or_the_tests_do_not_run(
    project: dev.Project,
    started: Started,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    installed: bool,
) -> None:
    def install(package: str, otherwise: str) -> None:
        if not installed:
            raise dev_machine.MachineError(otherwise)
        started.failing = frozenset()

    monkeypatch.setattr(dev, "ensure_chromium", lambda: "/a/chromium")
    monkeypatch.setattr(dev, "install_debian", install)
    started.failing = frozenset({"--version"})
    assert dev.ensure_browser(project) == ("/a/chromium" if installed else None)
    assert ("libatomic" in capsys.readouterr().out) is not installed


def test_the_strict_build_is_not_quiet(project: dev.Project) -> None:
    command = dev.site_command(project, project.site)
    assert "--strict" in command
    assert not {"-q", "--quiet"} & set(command)


# ---- serve


def test_serve_checks_judges_and_builds(
    project: dev.Project, started: Started, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.serve(project, None, once=True) == 0
    assert "As of 2026-07-15: 5 met, 1 due, 2 in breach, 0 excused, 0 unknown." in capsys.readouterr().out
    assert started.words()[2:] == ["check", "compliance", "mkdocs"]


def test_bad_records_still_make_a_site_but_not_a_good_exit(project: dev.Project, started: Started) -> None:
    started.failing = frozenset({"check"})
    assert dev.serve(project, None, once=True) == 1
    assert started.words()[-1] == "mkdocs"


def test_a_site_that_cannot_be_built_is_not_served(project: dev.Project, started: Started) -> None:
    started.failing = frozenset({"mkdocs"})
    assert dev.serve(project, None, once=False) == 1


def building(monkeypatch: pytest.MonkeyPatch, number: int, status: int = 0) -> None:
    """Let a build write a page with a number, and end with a status."""

    def run(command: Sequence[str], project: dev.Project, environment: Mapping[str, str] | None = None) -> int:
        folder = Path(command[command.index("--site-dir") + 1])
        (folder / f"page-{number}").write_text(f"{number}", encoding="utf-8")
        return status

    monkeypatch.setattr(dev, "run", run)


def test_a_new_site_takes_the_place_of_the_old_one_as_a_whole(
    project: dev.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        building(monkeypatch, number)
        assert dev.build_site(project) == 0
        assert [path.name for path in project.site.iterdir()] == [f"page-{number}"]
    assert list(project.cache.iterdir()) == []


def test_a_build_that_fails_leaves_the_old_site(project: dev.Project, monkeypatch: pytest.MonkeyPatch) -> None:
    building(monkeypatch, 1)
    dev.build_site(project)
    building(monkeypatch, 2, status=1)
    assert dev.build_site(project) == 1
    assert [path.name for path in project.site.iterdir()] == ["page-1"]
    assert list(project.cache.iterdir()) == []


def test_a_site_that_cannot_be_put_in_place_is_told_and_leaves_the_old_one(
    project: dev.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    building(monkeypatch, 1)
    dev.build_site(project)
    real = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == dev_site.NEW:
            raise OSError(5, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    building(monkeypatch, 2)
    with pytest.raises(dev_machine.MachineError, match="could not be put"):
        dev.build_site(project)
    assert [path.name for path in project.site.iterdir()] == ["page-1"]


@pytest.mark.skipif(os.name == "nt", reason="whether a process lives is not asked there")
def test_what_a_killed_build_left_is_cleaned_up_and_the_old_site_is_back(
    project: dev.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = project.cache / f"site-{dead.pid}-x"
    (left / dev_site.NEW).mkdir(parents=True)
    (left / dev_site.OLD).mkdir()
    (left / dev_site.OLD / "page-1").touch()
    living = project.cache / f"site-{os.getppid()}-x"
    living.mkdir()
    building(monkeypatch, 2, status=1)
    assert dev.build_site(project) == 1
    assert [path.name for path in project.site.iterdir()] == ["page-1"]
    assert list(project.cache.iterdir()) == [living]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev_site.write_whole(tmp_path / "a", b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        dev_site.write_whole(tmp_path / "a", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


# ---- the command line


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [(OSError(28, "No space left on device"), 1, "No space left"), (KeyboardInterrupt(), 130, "Stopped.")],
)
def test_what_ends_a_run_is_one_line_and_a_bad_exit(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    words: str,
) -> None:
    def failing(project: dev.Project) -> None:
        raise error

    monkeypatch.setattr(dev, "ensure_environment", failing)
    assert dev.main(["setup"]) == status
    assert words in capsys.readouterr().err


def test_what_the_machine_lacks_is_one_line_and_a_bad_exit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lacking(project: dev.Project) -> None:
        raise dev_machine.MachineError("Install it.")

    monkeypatch.setattr(dev, "ensure_environment", lacking)
    assert dev.main(["setup"]) == 1
    assert capsys.readouterr().err == "Install it.\n"


def test_readme_and_ci_name_the_same_command(root: Path) -> None:
    command = "python3 scripts/dev.py test"
    assert command in (root / "README.md").read_text(encoding="utf-8")
    assert f"\n{command} </dev/null\n" in (root / ".ci" / "run").read_text(encoding="utf-8")


def test_without_libreoffice_it_is_said_and_fails_nothing(
    project: dev.Project,
    started: Started,
    with_browser: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(dev, "ensure_office", lambda: False)
    assert dev.test(project, coverage=False) == 0
    assert re.search(r"^NOT RUN .*Excel files in LibreOffice", capsys.readouterr().out, re.MULTILINE)
