"""Everything that a person or a CI does with this repository, with nothing but Python 3.11 and Git on the machine.

``python3 scripts/dev.py serve``  check the records, judge them, build the site and serve it on this machine
``python3 scripts/dev.py test``   every check of the product: lint, types, tests with a browser, the strict site build
``python3 scripts/dev.py setup``  only make the environment (``.venv``) that the other commands make when it is missing
``python3 scripts/dev.py lock``   make the lock file anew after a change of the dependencies in pyproject.toml

Works on Linux, macOS and Windows, and writes only inside the project's folder.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dev_editor import ensure_language_server
from dev_machine import (
    MachineError,
    ensure_age,
    ensure_chromium,
    ensure_office,
    executable,
    install_debian,
    make_venv,
    say,
)
from dev_server import open_server
from dev_site import build_folder, put_in_place, write_whole

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Project:
    """Where things are in one checkout of the repository."""

    root: Path

    @property
    def venv(self) -> Path:
        """The local environment; made by these commands, safe to delete."""
        return self.root / ".venv"

    @property
    def cache(self) -> Path:
        """Downloads and an empty home folder for the tests; safe to delete."""
        return self.root / ".cache"

    @property
    def lock(self) -> Path:
        """Every package with its version and hashes."""
        return self.root / "requirements.lock"

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "site"

    def tool(self, name: str) -> str:
        """The path of an installed command of the environment, ``python`` among them."""
        return str(executable(self.venv, name))


# ---- the environment


def ensure_environment(project: Project) -> None:
    """Make ``.venv`` from the lock file, unless the one that is there was made from the same files."""
    stamp = project.venv / "made-from"
    wanted = fingerprint(project)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    say("Installing the packages of requirements.lock into .venv (about a minute) ...")
    make_venv(project.venv)
    pip = [project.tool("python"), "-m", "pip", "install", "--quiet"]
    for arguments in (
        ["--require-hashes", "--requirement", str(project.lock)],
        ["--no-deps", "--no-build-isolation", "--editable", str(project.root)],
    ):
        if run([*pip, *arguments], project, quiet_environment(project)) != 0:
            message = (
                "The packages could not be installed (see above): check the network, then run the same command again."
            )
            raise MachineError(message)
    write_whole(stamp, wanted.encode())


def fingerprint(project: Project) -> str:
    """What the environment depends on: the lock, pyproject.toml, this Python and the folder; any change remakes it."""
    parts = (project.lock.read_bytes(), (project.root / "pyproject.toml").read_bytes())
    digests = [hashlib.sha256(part).hexdigest() for part in parts]
    return "\n".join([*digests, sys.version, str(project.root)])


def quiet_environment(project: Project) -> dict[str, str]:
    """The variables for every command that is started: nothing of another Python, no cache outside the project."""
    foreign = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return {
        **kept,
        "PYTHONUTF8": "1",
        "PIP_CACHE_DIR": str(project.cache / "pip"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "NO_MKDOCS_2_WARNING": "1",
    }


def test_environment(project: Project, chromium: str | None) -> dict[str, str]:
    """As ``quiet_environment``, with an empty home folder (no settings of the person's get in) and the browser."""
    home = project.cache / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    kept = {name: value for name, value in quiet_environment(project).items() if not name.startswith(("XDG_", "GIT_"))}
    return {**kept, "HOME": str(home), "USERPROFILE": str(home), "SUPERVISION_CHROMIUM": chromium or ""}


# ---- running commands


def run(command: Sequence[str], project: Project, environment: Mapping[str, str] | None = None) -> int:
    """Start a command in the project's folder, with no standard input; its exit status."""
    variables = quiet_environment(project) if environment is None else environment
    return subprocess.run(command, cwd=project.root, env=variables, stdin=subprocess.DEVNULL, check=False).returncode


def output(command: Sequence[str], project: Project) -> tuple[int, str]:
    """As ``run``, with what the command printed."""
    done = subprocess.run(
        command,
        cwd=project.root,
        env=quiet_environment(project),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def site_command(project: Project, folder: Path) -> list[str]:
    """The command that builds the site; any warning fails it (not with ``--quiet``, under which warnings pass)."""
    return [project.tool("python"), "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]


def build_site(project: Project) -> int:
    """Build the site beside the old one, and let it take its place if it is whole; the exit status."""
    folder = build_folder(project.cache, project.site)
    try:
        status = run(site_command(project, folder), project)
        if status == 0:
            put_in_place(folder, project.site)
    finally:
        shutil.rmtree(folder.parent, ignore_errors=True)
    return status


# ---- serve


def serve(project: Project, port: int | None, *, once: bool) -> int:
    """Check, judge, build, and serve until the person stops it; ``once`` ends after the build."""
    ensure_environment(project)
    say("Checking the records ...")
    checked = run([project.tool("supervision"), "check"], project)
    say("Judging compliance ...")
    judged = judge(project)
    say("Building the site ...")
    built = build_site(project)
    if built != 0:
        say("The site could not be built (see above).")
        return 1
    if once:
        say(f"The site is in {project.site}.")
        return 1 if checked or judged else 0
    if checked or judged:
        say("The records have problems (see above); the site shows those that could be judged.")
    return serve_folder(project.site, port)


def judge(project: Project) -> int:
    """Judge compliance and say its totals in one line; the exit status, not 0 only if something cannot be judged."""
    command = [project.tool("supervision"), "compliance", "--format", "json", "--fail-on", "never"]
    status, text = output(command, project)
    if text:
        result = json.loads(text)
        words = {"met": "met", "due": "due", "breach": "in breach", "excused": "excused", "unknown": "unknown"}
        counts = ", ".join(f"{result['totals'][key]} {word}" for key, word in words.items())
        say(f"As of {result['as_of']}: {counts}. (supervision compliance shows which.)")
    return status


def serve_folder(folder: Path, port: int | None) -> int:
    """Serve a folder on this machine alone, on the wanted port or a free one."""
    with open_server(folder, port) as server:
        say(f"The site is at http://127.0.0.1:{server.server_port}/ (stop with Ctrl-C)")
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    say("Stopped.")
    return 0


# ---- test


@dataclass(frozen=True)
class Outcome:
    """How one step of the tests went."""

    name: str
    verdict: str  # "ok", "FAILED" or "NOT RUN"
    seconds: float


def test_steps(project: Project, chromium: str | None, *, coverage: bool) -> list[tuple[str, Callable[[], int]]]:
    """The steps of ``test`` in order, each with what runs it.

    ``coverage`` also says what no test reaches, and fails under the bound in pyproject.toml; it doubles the time.
    """
    python = [project.tool("python"), "-m"]
    pytest = [*python, "pytest", "--numprocesses=auto", "--dist=loadfile"]
    chosen = [] if chromium else ["-m", "not browser"]
    chosen += ["--cov", "--cov-report=term"] if coverage else []
    return [
        ("ruff check", lambda: run([*python, "ruff", "check", "--quiet", "."], project)),
        ("ruff format --check", lambda: run([*python, "ruff", "format", "--check", "--quiet", "."], project)),
        ("mypy --strict", lambda: run([*python, "mypy", "--no-error-summary"], project)),
        ("pytest", lambda: run([*pytest, *chosen], project, test_environment(project, chromium))),
        ("mkdocs build --strict", lambda: build_site(project)),
    ]


def timed(name: str, step: Callable[[], int]) -> Outcome:
    """Run one step, with a line before it."""
    say(f"== {name}")
    start = time.monotonic()
    verdict = "ok" if step() == 0 else "FAILED"
    return Outcome(name, verdict, time.monotonic() - start)


def ensure_browser(project: Project) -> str | None:
    """A browser that the tests can drive; None, with a line said, where there is none or its driver does not start."""
    chromium = ensure_chromium()
    driver = [project.tool("playwright"), "--version"]
    if chromium is None or output(driver, project)[0] == 0:
        return chromium
    try:
        install_debian("libatomic1", "The driver of the browser tests does not start: install libatomic (libatomic1).")
    except MachineError as lack:
        say(str(lack))
        return None
    return chromium if output(driver, project)[0] == 0 else None


def test(project: Project, *, coverage: bool) -> int:
    """Run every step, even after one has failed; one line for each at the end."""
    ensure_environment(project)
    ensure_age()
    chromium = ensure_browser(project)
    office = ensure_office()
    ensure_language_server(project.root, project.tool("python"), quiet_environment(project))
    outcomes = [timed(name, step) for name, step in test_steps(project, chromium, coverage=coverage)]
    outcomes.append(Outcome("browser tests (part of pytest)", outcomes[3].verdict if chromium else "NOT RUN", 0.0))
    extra = Outcome("Excel files in LibreOffice (part of pytest)", outcomes[3].verdict if office else "NOT RUN", 0.0)
    say("")
    for outcome in (*outcomes, extra):
        say(f"{outcome.verdict:8} {outcome.seconds:6.1f} s  {outcome.name}")
    if not chromium:
        say("The browser tests could not run: what to install is said above.")
    return 0 if all(outcome.verdict == "ok" for outcome in outcomes) else 1


# ---- lock


def lock(project: Project, *, upgrade: bool) -> int:
    """Write the lock file anew for every operating system and Python; ``upgrade`` takes the newest versions."""
    folder = project.cache / "lock"
    make_venv(folder)
    python = str(executable(folder, "python"))
    if run([python, "-m", "pip", "install", "--quiet", "uv"], project) != 0:
        raise MachineError("The tool that makes the lock could not be installed: check the network.")
    environment = {name: value for name, value in quiet_environment(project).items() if not name.startswith("UV_")}
    command = [str(executable(folder, "uv")), "pip", "compile", "--quiet", "--no-config", "--universal"]
    command += ["--python-version", "3.11", "--extra", "dev", "--generate-hashes", "pyproject.toml"]
    made = folder / project.lock.name  # It starts from the versions that are locked now.
    shutil.copyfile(project.lock, made)
    command += ["--cache-dir", str(project.cache / "uv"), "--output-file", str(made)]
    command += ["--custom-compile-command", "python3 scripts/dev.py lock", *(["--upgrade"] if upgrade else [])]
    status = run(command, project, environment)
    if status == 0:
        write_whole(project.lock, made.read_bytes())
    return status


# ---- the command line


def command_line() -> argparse.ArgumentParser:
    """The verbs and their options."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Set-up, site and tests of this repository.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="serve | test | setup | lock")
    serving = verbs.add_parser("serve", help="check the records, judge them, build the site and serve it here")
    serving.add_argument("--port", type=int, help="the port to serve on (default: 8000, or a free one)")
    serving.add_argument("--once", action="store_true", help="build the site and end, without serving it")
    testing = verbs.add_parser("test", help="lint, types, tests with a browser, strict site build")
    testing.add_argument("--coverage", action="store_true", help="also say which lines no test reaches (slow)")
    verbs.add_parser("setup", help="only make the environment in .venv")
    locking = verbs.add_parser("lock", help="make the lock file anew")
    locking.add_argument("--upgrade", action="store_true", help="take the newest versions")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, call, and turn what the machine lacks or refuses into one line; the exit status."""
    given = command_line().parse_args(arguments)
    try:
        return started(given, Project(ROOT))
    except MachineError as lack:
        print(lack, file=sys.stderr)
    except OSError as error:
        print(f"The operating system refused: {error}. Mend that, then run the same command again.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 1


def started(given: argparse.Namespace, project: Project) -> int:
    """Call what the verb stands for; the exit status."""
    if given.verb == "serve":
        return serve(project, given.port, once=given.once)
    if given.verb == "test":
        return test(project, coverage=given.coverage)
    if given.verb == "lock":
        return lock(project, upgrade=given.upgrade)
    ensure_environment(project)
    return 0


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036  (said to a person whose Python is older, not to a package installer)
        sys.exit("Python 3.11 or later is needed.")
    sys.exit(main())
