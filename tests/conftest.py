"""What tests of several folders share; anything else lives beside the tests that use it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dev_machine import find_office

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository that these tests belong to; never written to by a test."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium, given by ``dev.py test``; a test that asks for it carries the mark ``browser``."""
    path = os.environ.get("SUPERVISION_CHROMIUM")
    if not path:
        pytest.skip("no Chromium: set SUPERVISION_CHROMIUM, or run python3 scripts/dev.py test")
    return path


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice's program; ``dev.py test`` installs it where it may, and says so where it is not there."""
    path = find_office()
    if not path:
        pytest.skip("no LibreOffice: install it (Debian, Ubuntu: libreoffice-calc-nogui)")
    return path


@pytest.fixture
def git_environment(tmp_path: Path) -> dict[str, str]:
    """The environment for a Git command of a test: its own identity and dates, nothing from the machine's settings."""
    return {
        **os.environ,
        "HOME": str(tmp_path),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A Tester",
        "GIT_AUTHOR_EMAIL": "tester@example.org",
        "GIT_COMMITTER_NAME": "A Tester",
        "GIT_COMMITTER_EMAIL": "tester@example.org",
    }
