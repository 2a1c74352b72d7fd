from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from supervision_records.pages.site import Site
from supervision_records.pages.tree import write_tree
from supervision_records.writing import CannotWriteError


def test_written_and_generated_pages_stand_together(tmp_path: Path, make_site: Callable[..., Site]) -> None:
    docs = tmp_path / "docs"
    (docs / "protocols").mkdir(parents=True)
    (docs / "overrides").mkdir()
    (docs / "overrides/main.html").write_text("{% extends 'base.html' %}")
    (docs / "about.md").write_text("# About\n")
    (docs / "protocols/alpha.md").write_text("---\ntitle: Alpha\n---\n[[AB-1 must]] x\n")
    number = write_tree(make_site(), docs, tmp_path / "out")
    files = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.md"))
    assert number == len(files) - 1
    assert {"about.md", "index.md", "protocols/index.md", "compliance/teams/north.md"} <= set(files)
    assert not (tmp_path / "out/overrides").exists(), "a theme is no page"
    assert "[[" not in (tmp_path / "out/protocols/alpha.md").read_text(encoding="utf-8")


def test_nothing_is_overwritten(tmp_path: Path, make_site: Callable[..., Site]) -> None:
    with pytest.raises(CannotWriteError, match="already"):
        write_tree(make_site(), tmp_path, tmp_path)
