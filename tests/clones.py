"""Clones that tests write into, on days that they name."""

from __future__ import annotations

import subprocess
from pathlib import Path


class Clone:
    """A clone that a test writes into: a commit a call. Paths are below ``root``, which may lie below the top."""

    def __init__(self, root: Path, environment: dict[str, str], prefix: str = "") -> None:
        self.top, self.root, self._environment = root, root / prefix, environment
        self.root.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, at: str = "2026-03-01T12:00:00+00:00") -> str:
        when = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        command = ["git", "-C", str(self.top), *arguments]
        done = subprocess.run(command, env={**self._environment, **when}, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self, at: str, files: dict[str, str | None]) -> str:
        for path, text in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink(missing_ok=True)
            if text is not None:
                file.write_text(text)
        self.git("add", "--all")
        self.git("commit", "-q", "-m", "A change", at=at)
        return self.git("rev-parse", "HEAD")
