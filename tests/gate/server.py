"""A Git server in a folder, with the gate as its hook, and clones that really push to it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.pull_requests.workspace import ROOT, git

HOOK = ROOT / "scripts" / "pre_receive.py"


@dataclass(frozen=True)
class Push:
    """How a push ended, and all that its person was told."""

    status: int
    said: str

    @property
    def came_in(self) -> bool:
        """Did the server take it?"""
        return self.status == 0


@dataclass(frozen=True)
class Server:
    """A bare repository whose hook hands each push to the gate."""

    root: Path
    environment: Mapping[str, str]

    def git(self, *arguments: str) -> str:
        """A command of Git on the server."""
        return git(self.root, self.environment, *arguments)

    def set(self, key: str, value: str) -> None:
        """One more line of the server's own configuration."""
        self.git("config", "--add", f"supervision.{key}", value)

    def clone(self, folder: Path, *options: str) -> Clone:
        """Somebody's clone."""
        git(self.root, self.environment, "clone", "--quiet", *options, self.root.as_uri(), str(folder))
        return Clone(folder, self.environment)

    def tip(self, ref: str = "refs/heads/main") -> str:
        """What a ref stands for; "" where there is none."""
        return self.git("for-each-ref", "--format=%(objectname)", ref)


@dataclass(frozen=True)
class Clone:
    """Somebody's clone of the server's repository."""

    root: Path
    environment: Mapping[str, str]

    def git(self, *arguments: str) -> str:
        """A command of Git in the clone."""
        return git(self.root, self.environment, *arguments)

    def write(self, path: str, text: str) -> None:
        """A file."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def commit(self, message: str = "A change") -> None:
        """What lies in the clone, as a commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)

    def tree(self, folders: Mapping[str, str]) -> str:
        """A tree that holds other trees under some names; its id."""
        entries = "".join(f"040000 tree {tree}\t{name}\n" for name, tree in sorted(folders.items()))
        done = subprocess.run(
            ["git", "-C", str(self.root), "mktree"], input=entries, env=dict(self.environment), capture_output=True,
            check=True, text=True,
        )  # fmt: skip
        return done.stdout.strip()

    def push(self, *words: str, user: str = "", remote: str = "origin") -> Push:
        """Push, as the person that the server knows by its variable."""
        done = subprocess.run(
            ["git", "-C", str(self.root), "push", *filter(None, [remote]), *(words or ("HEAD:main",))],
            env={**self.environment, "REMOTE_USER": user}, capture_output=True, check=False,
        )  # fmt: skip
        return Push(done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"))


def build_server(root: Path, environment: Mapping[str, str]) -> Server:
    """An empty repository with the hook, set up as the guide says."""
    git(root.parent, environment, "init", "--quiet", "--bare", "-b", "main", str(root))
    program = root.parent / "supervision"
    start = f"import sys\nsys.path.insert(0, {str(ROOT / 'scripts')!r})\n"
    start += "from supervision_records.cli import main\nsys.exit(main())\n"
    program.write_text(f"#!{sys.executable}\n{start}", encoding="utf-8")
    program.chmod(0o755)
    shutil.copy(HOOK, root / "hooks" / "pre-receive")
    (root / "hooks" / "pre-receive").chmod(0o755)
    server = Server(root, environment)
    server.set("program", str(program))
    return server
