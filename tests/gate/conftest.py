"""A server that has the records, made once; each test gets a copy, and a clone of it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.gate.server import Clone, Server, build_server
from tests.pull_requests.conftest import base, variables

__all__ = ["base", "variables"]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, base: Path, variables: Mapping[str, str]) -> Path:
    kept = {name: value for name, value in variables.items() if not name.startswith(("PYTHON", "COVERAGE", "COV_"))}
    folder = tmp_path_factory.mktemp("server")
    server = build_server(folder / "repository.git", kept)
    first = Clone(base, kept).push(str(server.root), "main", remote="")
    assert first.came_in, first.said
    assert "This change adds 9 records, changes 0, removes 0." in first.said
    return folder


@pytest.fixture
def server(tmp_path: Path, filled: Path, variables: Mapping[str, str]) -> Server:
    shutil.copytree(filled, tmp_path / "server")
    kept = {name: value for name, value in variables.items() if not name.startswith(("PYTHON", "COVERAGE", "COV_"))}
    server = Server(tmp_path / "server" / "repository.git", kept)
    server.git("config", "--replace-all", "supervision.program", str(server.root.parent / "supervision"))
    return server


@pytest.fixture
def clone(tmp_path: Path, server: Server) -> Clone:
    return server.clone(tmp_path / "clone")
