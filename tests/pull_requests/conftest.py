"""The repository that changes are proposed to, made once, and a fresh workspace for each change."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.pull_requests.workspace import Workspace, build_base, open_workspace


@pytest.fixture(scope="session")
def variables(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of all commands: nothing of the machine's own settings."""
    who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in
           (("NAME", "A Tester"), ("EMAIL", "tester@example.org"), ("DATE", "2026-06-30T12:00:00+00:00"))}  # fmt: skip
    home = tmp_path_factory.mktemp("home")
    return {**os.environ, **who, "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory, variables: Mapping[str, str]) -> Path:
    return build_base(tmp_path_factory.mktemp("base") / "repository", variables)


@pytest.fixture
def workspace(tmp_path: Path, base: Path, variables: Mapping[str, str]) -> Workspace:
    return open_workspace(tmp_path, base, variables)
