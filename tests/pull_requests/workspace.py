"""A pull request on a real repository, judged by the very commands of the workflow.

The folder looks as the workflow's checkouts leave it: ``base`` is the branch that the change is for, ``change`` is what
merging would make of it, with its whole history. ``base/.venv`` has the program as it is installed from the base.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from supervision_records.cli import main

ROOT = Path(__file__).parents[2]
MINI = ROOT / "tests" / "mini" / "repository"
WORKFLOW = ROOT / ".github" / "workflows" / "pull-request.yml"

SESSION = """\
protocol: case-management-supervision
team: north
type: case
date: {date}
status: held
supervisors: [boss]
supervisees: [worker]
cases: []
"""
SIGNED = (
    SESSION.format(date="2026-05-20") + "signed:\n  - {by: boss, on: 2026-05-21}\n  - {by: worker, on: 2026-05-22}\n"
)
SETTINGS = """\
as_of: 2026-06-30
organisation: Mini borough (fictitious)
working_days: {removed: [2026-12-24]}
forge: {owner: example-org}
"""
#: What a program of the change would do if anybody ran it.
PLANT = "from pathlib import Path\nPath({marker!r}).write_text('ran')\n"

#: Programs of the product that the base has too, so that a change can touch them.
PRODUCT = (
    "scripts/dev.py", "scripts/mkdocs_hook.py", "scripts/supervision_records/__init__.py",
    "scripts/supervision_records/cli/check.py", "pyproject.toml", "requirements.lock", "mkdocs.yml", ".gitattributes",
    ".github/workflows/pull-request.yml", "docs/glossary.md", "docs/protocols/case-management-supervision.md",
)  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """How a step of the workflow ended, and what it said."""

    status: int
    said: str

    @property
    def codes(self) -> set[str]:
        """The codes of the errors that were annotated."""
        return set(re.findall(r"^::error [^:]*title=([a-z-]+)", self.said, re.MULTILINE))


@dataclass(frozen=True)
class Workspace:
    """The folder in which the workflow runs."""

    root: Path
    environment: Mapping[str, str]

    @property
    def change(self) -> Path:
        """The checkout of the change."""
        return self.root / "change"

    @property
    def marker(self) -> Path:
        """A file that is only there if something of the change was run."""
        return self.root / "marker"

    def git(self, *arguments: str, text: bytes | None = None) -> str:
        """A command of Git in the change."""
        return git(self.change, self.environment, *arguments, text=text)

    def write(self, path: str, text: str | bytes) -> None:
        """A file of the change."""
        target = self.change / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def replace(self, path: str, old: str, new: str) -> None:
        """A file of the change with one thing in another's place; that it is there is made sure of."""
        text = (self.change / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def plant(self, path: str) -> None:
        """A program that shows if it is run."""
        self.write(path, PLANT.format(marker=str(self.marker)))

    def commit(self, message: str = "A change") -> None:
        """What lies in the checkout, as a commit."""
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)

    def propose(self, make: Callable[[Workspace], None]) -> None:
        """A branch with the change, merged as the forge would do it."""
        self.git("checkout", "--quiet", "-b", "proposed")
        make(self)
        if self.git("status", "--porcelain"):
            self.commit()
        self.git("checkout", "--quiet", "--force", "main")
        self.git("merge", "--quiet", "--no-ff", "--allow-unrelated-histories", "-m", "Merge", "proposed")


def git(root: Path, environment: Mapping[str, str], *arguments: str, text: bytes | None = None) -> str:
    """A command of Git."""
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], env=environment, input=text, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8", "replace").strip()


def build_base(root: Path, environment: Mapping[str, str]) -> Path:
    """The repository that changes are proposed to."""
    shutil.copytree(MINI, root)
    (root / "records/sessions/north/2026/s-broken.yaml").unlink()
    (root / "records/sessions/north/2026/s-signed.yaml").write_text(SIGNED, encoding="utf-8")
    (root / "supervision.yaml").write_text(SETTINGS, encoding="utf-8")
    shutil.copytree(ROOT / "schemas", root / "schemas")
    for path in PRODUCT:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, root / path)
    assert main(["--root", str(root), "codeowners"]) == 0
    git(root, environment, "init", "--quiet", "-b", "main")
    git(root, environment, "add", "--all")
    git(root, environment, "commit", "--quiet", "-m", "Begin")
    return root


def open_workspace(folder: Path, base: Path, environment: Mapping[str, str]) -> Workspace:
    """The two checkouts, and the program."""
    for name in ("base", "change"):
        git(base, environment, "clone", "--quiet", str(base), str(folder / name))
    program = folder / "base" / ".venv" / "bin" / "supervision"
    program.parent.mkdir(parents=True)
    start = f"import sys\nsys.path.insert(0, {str(ROOT / 'scripts')!r})\n"
    start += "from supervision_records.cli import main\nsys.exit(main())\n"
    program.write_text(f"#!{sys.executable}\n{start}", encoding="utf-8")
    program.chmod(0o755)
    kept = {name: value for name, value in environment.items() if not name.startswith(("PYTHON", "COVERAGE", "COV_"))}
    return Workspace(folder, kept)


def step(name: str) -> str:
    """The script of a step of the workflow."""
    steps = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["records"]["steps"]
    (found,) = [each["run"] for each in steps if name in each["name"]]
    assert isinstance(found, str)
    return found


CHECK, COMPLIANCE, SUMMARY = step("well-formed"), step("breaches"), step("Summary")


def run(workspace: Workspace, script: str, *, agreed: bool = False) -> Verdict:
    """A step as the workflow runs it: a shell, the folder, the variables."""
    environment = {
        **workspace.environment,
        "BASE": git(workspace.root / "base", workspace.environment, "rev-parse", "HEAD"),
        "AGREED": "yes" if agreed else "",
        "GITHUB_SERVER_URL": "https://git.example.org",
        "GITHUB_REPOSITORY": "north/records",
        "GITHUB_SHA": "0123abc",
        "GITHUB_STEP_SUMMARY": str(workspace.root / "summary.md"),
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=workspace.root, env=environment, capture_output=True, check=False,
    )  # fmt: skip
    return Verdict(done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"))


def run_here(workspace: Workspace, script: str, capsys: pytest.CaptureFixture[str], *, agreed: bool = False) -> Verdict:
    """The same words given to the program in this process, which is much quicker."""
    commit = git(workspace.root / "base", workspace.environment, "rev-parse", "HEAD")
    script = script.replace("$BASE", commit).replace("${AGREED:+--allow-rule-changes}", "--allow-rule-changes" * agreed)
    before = Path.cwd()
    os.chdir(workspace.root)
    try:
        status = main(shlex.split(script)[1:])
    finally:
        os.chdir(before)
    said = capsys.readouterr()
    return Verdict(status, said.out + said.err)
