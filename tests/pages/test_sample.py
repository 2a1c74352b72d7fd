"""The stories of the sample are true of it, and stand with no other records."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supervision_records.model import Finding
from supervision_records.pages.home import pages
from supervision_records.pages.sample import TOLD, TOLD_ON, has_stories
from supervision_records.pages.site import Site, judge
from supervision_records.pages.tree import write_tree
from supervision_records.pages.words import STATUS_WORDS
from supervision_records.repository import read_repository
from supervision_records.settings import Settings

MakeSite = Callable[..., Site]
ROOT = Path(__file__).parents[2]
SIGNS = {sign: status for status, (sign, _) in STATUS_WORDS.items()}
CLAIM = re.compile(r"(?P<sign>[✓✗◔○])\s+\[(?P<rule>[A-Z]+-[0-9]+[a-z]?)\]\((?P<link>[^)]+)\)")


@pytest.fixture(scope="module")
def shipped() -> Site:
    return judge(read_repository(ROOT), TOLD_ON)


def stories() -> list[str]:
    text = (ROOT / "docs/sample.md").read_text(encoding="utf-8")
    return [part for part in re.split(r"\n(?=- |\n)", text) if part.startswith("- ")]


def ids(finding: Finding) -> set[str | None]:
    return {finding.subject.id, finding.person, finding.case, finding.part}


@pytest.mark.parametrize("story", stories(), ids=lambda story: story[4:30])
def test_each_story_is_true_of_the_shipped_sample(shipped: Site, story: str) -> None:
    named = set(re.findall(r"`([^`]+)`", story))
    claims = list(CLAIM.finditer(story))
    assert named
    assert claims
    for claim in claims:
        assert claim["link"] == f"compliance/rules/{claim['rule'].lower()}.md"
        found = [f for f in shipped.by_rule[claim["rule"]] if f.status is SIGNS[claim["sign"]]]
        assert any(ids(finding) & named for finding in found), claim[0]


def test_every_name_in_a_story_is_of_the_sample(shipped: Site) -> None:
    known = {name for finding in shipped.findings for name in ids(finding)}
    for story in stories():
        assert set(re.findall(r"`([^`]+)`", story)) <= known, story


def test_each_organisation_of_the_sample_has_a_story(shipped: Site) -> None:
    text = (ROOT / "docs/sample.md").read_text(encoding="utf-8").casefold()
    for team in shipped.store.records["teams"].values():
        assert team.data["organisation"].split("-")[0] in text


def test_the_stories_stand_with_their_sample_alone(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(settings=Settings(sample=dict(TOLD)))
    assert has_stories(site)
    assert 'href="sample.html"' in next(pages(site))[1]
    others = [
        make_site(),
        make_site(settings=Settings(sample={**TOLD, "seed": 2})),
        make_site(settings=Settings(sample=dict(TOLD), audience="staff")),
        replace(site, as_of=date(2026, 7, 16)),
    ]
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "sample.md").write_text("# Stories\n", encoding="utf-8")
    write_tree(site, docs, tmp_path / "with")
    assert (tmp_path / "with/sample.md").is_file()
    for number, other in enumerate(others):
        assert not has_stories(other)
        assert "sample.html" not in next(pages(other))[1]
        write_tree(other, docs, tmp_path / str(number))
        assert not (tmp_path / str(number) / "sample.md").exists()
