"""The page "Add a protocol", followed to the letter: what it says comes out is what comes out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from supervision_records.pages.site import judge
from supervision_records.repository import read_repository

BLOCK = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@pytest.fixture
def written(root: Path, tmp_path: Path) -> Path:
    """A repository that holds the page's own files and nothing else."""
    for name, text in BLOCK.findall((root / "docs/add-a-protocol.md").read_text(encoding="utf-8")):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_it_is_judged_as_the_page_says(written: Path) -> None:
    repository = read_repository(written)
    assert repository.fatal == ()
    assert list(repository.protocols) == ["family-hub-supervision"]
    site = judge(repository, date(2026, 5, 31))
    assert site.problems == ()
    assert [(f.rule, str(f.status), f.start.isoformat(), f.due.isoformat(), f.days_late) for f in site.findings] == [
        ("HUB-1", "met", "2026-03-01", "2026-04-12", 0),
        ("HUB-1", "breach", "2026-04-02", "2026-05-14", 17),
        ("HUB-2", "breach", "2026-04-02", "2026-04-20", 1),
        ("HUB-3", "met", "2026-04-02", "2026-04-13", 0),
        ("HUB-4", "met", "2026-01-01", "2027-12-31", 0),
    ]


def test_it_is_published(written: Path, build: Callable[[Path], Path]) -> None:
    site = build(written)
    text = (site / "protocols/family-hub-supervision.html").read_text(encoding="utf-8")
    assert 'id="hub-1"' in text
    assert 'id="hub-5"' in text
    assert "within 10 working days <em>local</em>" in text
    assert "review of this protocol" not in text
    home = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="compliance/protocols/family-hub-supervision.html"' in home
    assert "Reflective supervision in family hubs" in (site / "protocols/index.html").read_text(encoding="utf-8")
    assert (site / "compliance/teams/hub-west.html").exists()
    navigation = (site / "compliance/how-to-read.html").read_text(encoding="utf-8")
    assert 'href="../protocols/family-hub-supervision.html"' in navigation
