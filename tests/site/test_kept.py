"""A second build takes unchanged pages over from the first, and writes the same bytes as a clean build."""

from __future__ import annotations

import logging
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page

import mkdocs_kept
from supervision_records import shelf

MINI = Path(__file__).parents[1] / "mini" / "repository"
#: As few pages as a site can have, since each costs a test's time.
SETTINGS = """\
site_name: Small
theme: {name: material, custom_dir: docs/overrides, font: false}
use_directory_urls: false
hooks: [scripts/mkdocs_hook.py]
markdown_extensions: [attr_list, tables]
nav: [index.md, about.md, compliance/index.md]
"""
PERSON = "records/people/worker.yaml"


class Site:
    """A small repository, and its site as MkDocs builds it."""

    def __init__(self, folder: Path, made: list[str]) -> None:
        self.folder, self.made = folder, made

    def build(self) -> dict[str, bytes]:
        """Every file of the site but those that hold the moment of building; ``made`` has the pages not taken over."""
        self.made.clear()
        config = load_config(str(self.folder / "mkdocs.yml"), site_dir=str(self.folder / "site"))
        build(config)
        found = {path.relative_to(self.folder / "site").as_posix(): path for path in self._files()}
        return {name: path.read_bytes() for name, path in found.items() if not name.startswith("sitemap")}

    def clean(self) -> dict[str, bytes]:
        """As ``build``, with nothing kept."""
        shutil.rmtree(self.folder / ".git" / shelf.FOLDER, ignore_errors=True)
        return self.build()

    def change(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    def cache(self) -> Path:
        return self.folder / ".git" / shelf.FOLDER / f"{mkdocs_kept.NAME}.cache"

    def _files(self) -> Iterator[Path]:
        return (path for path in (self.folder / "site").rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("kept")
    shutil.copytree(MINI, folder, dirs_exist_ok=True)
    shutil.copytree(root / "schemas", folder / "schemas")
    for name in ("overrides", "protocols"):
        shutil.copytree(root / "docs" / name, folder / "docs" / name, dirs_exist_ok=True)
    (folder / "docs/index.md").write_text("# Small\n", "utf-8")
    (folder / "docs/about.md").write_text("# About\n", "utf-8")
    (folder / "scripts").mkdir()
    for script in (root / "scripts").glob("mkdocs_*.py"):
        shutil.copy(script, folder / "scripts")
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    made: list[str] = []
    patch = pytest.MonkeyPatch()
    rendered = Page.render

    def noting(self: Page, *arguments: object) -> None:
        made.append(self.file.src_uri)
        rendered(self, *arguments)  # type: ignore[arg-type]

    patch.setattr(Page, "render", noting)
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)  # the small site lacks pages that others link to
    yield Site(folder, made)
    logging.getLogger("mkdocs").setLevel(logging.NOTSET)
    patch.undo()


def test_after_a_change_of_the_records_the_site_is_that_of_a_clean_build(small: Site) -> None:
    first = small.build()
    everything = set(small.made)
    small.change(PERSON, "full-time", "part-time")
    people = small.folder / "records/people"
    (people / "newcomer.yaml").write_bytes((people / "boss.yaml").read_bytes())
    second = small.build()
    again = set(small.made)
    assert len(again) < len(everything) / 2
    assert {"index.md", "compliance/index.md"} <= again  # those of the navigation are always made
    assert second == small.clean()
    assert set(small.made) > again
    assert second != first


def test_another_name_in_the_navigation_is_seen_on_every_page(small: Site) -> None:
    small.change("docs/about.md", "About", "Who we are")
    renamed = small.build()
    assert b"Who we are" in renamed["compliance/rules.html"]
    assert renamed == small.clean()


def test_a_broken_cache_counts_for_nothing(small: Site) -> None:
    whole = small.cache().read_bytes()
    assert shelf.read(small.cache().parent, mkdocs_kept.NAME)
    middle = len(whole) // 2
    for broken in (b"", b"\0" * 99, whole[:-1], whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]):
        small.cache().write_bytes(broken)
        assert shelf.read(small.cache().parent, mkdocs_kept.NAME) == {}
    before = {path: path.read_bytes() for path in (small.folder / "site/compliance").rglob("*.html")}
    small.build()
    assert before == {path: path.read_bytes() for path in (small.folder / "site/compliance").rglob("*.html")}
