"""The site of a fictitious repository, built by MkDocs as a person would build it, and a server for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from supervision_records.demo import demo_files
from supervision_records.pages.site import Site, judge
from supervision_records.repository import read_repository
from tests.site.chromium import launched
from tests.site.hostile_repository import Filled, fill
from tests.site.kinds import representatives, types
from tests.site.once import once

#: A team's name that would do harm if it were not escaped everywhere.
HOSTILE = (
    '</title><script>window.harm=1</script> **b** [x](javascript:harm) {{ n }} <img src=x onerror="window.harm=1">'
)

Build = Callable[[Path], Path]


@pytest.fixture(scope="session")
def build(root: Path) -> Build:
    """Builds the site of a folder that has ``records/``, with what it lacks of this product's pages and schemas."""

    def build_in(folder: Path) -> Path:
        for name in ("docs", "schemas"):
            shutil.copytree(root / name, folder / name, dirs_exist_ok=True, copy_function=_copy_new)
        (folder / "scripts").mkdir()
        for script in (root / "scripts").glob("mkdocs_*.py"):
            shutil.copy(script, folder / "scripts")
        shutil.copy(root / "mkdocs.yml", folder)
        environment = {**os.environ, "PYTHONPATH": str(root / "scripts"), "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stderr
        return folder / "site"

    return build_in


def _copy_new(source: str, target: str) -> str:
    return target if Path(target).exists() else shutil.copy(source, target)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of one run of the tests have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def repository(root: Path, shared: Path) -> Path:
    """A small demo with this product's pages and schemas, in which one team has a hostile name, and one record cannot
    be read."""
    folder = shared / "demo"
    once(folder, partial(_demo, root, folder))
    return folder


def _demo(root: Path, folder: Path) -> None:
    for name, text in demo_files(30, 12, 1):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in ("docs", "schemas"):
        shutil.copytree(root / name, folder / name)
    team = min((folder / "records/teams").iterdir())
    lines = [line for line in team.read_text(encoding="utf-8").splitlines() if not line.startswith("name:")]
    team.write_text("\n".join([*lines, f"name: '{HOSTILE}'"]) + "\n", encoding="utf-8")
    (folder / "records/people/broken.yaml").write_text("posts: [\n", encoding="utf-8")


@pytest.fixture(scope="session")
def site(repository: Path, build: Build, shared: Path) -> Path:
    """The folder of the built site; no test writes into it."""
    once(shared / "demo-site", partial(build, repository))
    return repository / "site"


@pytest.fixture(scope="session")
def judged(repository: Path) -> Site:
    """What the site was made from."""
    read = read_repository(repository)
    assert read.settings.as_of
    return judge(read, read.settings.as_of)


@pytest.fixture(scope="session")
def opened_pages(judged: Site, site: Path) -> list[str]:
    """The addresses of the pages to look at in a browser: of every type, and with everything that pages are made of."""
    return representatives(types(judged), site)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is the library's)
        """Nothing: the tests look at the browser."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the built site is served, with a slash at the end."""
    with served(site) as address:
        yield address


@contextmanager
def served(site: Path) -> Iterator[str]:
    """A server for a folder, and its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A Chromium for the tests of one file."""
    with launched(chromium) as browser:
        yield browser


@pytest.fixture(scope="session")
def hostile(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """A repository with hostile texts and canaries in every field that takes them."""
    return fill(root, tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def hostile_site(hostile: Filled, build: Build) -> Path:
    """Its site, built."""
    return build(hostile.folder)


@pytest.fixture(scope="session")
def hostile_address(hostile_site: Path) -> Iterator[str]:
    """Where that is served."""
    with served(hostile_site) as address:
        yield address
