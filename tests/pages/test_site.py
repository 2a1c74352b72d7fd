from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from supervision_records.encode import visible
from supervision_records.model import Assessment, Finding, Protocol, Status, Subject
from supervision_records.pages.site import Head, Site, as_of_line, breaches, front_matter, judge, page, upcoming
from supervision_records.repository import Repository
from supervision_records.schema import Schemas
from supervision_records.settings import Settings
from supervision_records.store import KINDS, Store

MakeSite = Callable[..., Site]
Make = Callable[..., Finding]


def test_findings_are_grouped_and_none_is_lost(make_site: MakeSite, finding: Make) -> None:
    site = make_site(finding(), finding(team=None), finding(team="south", rule="AB-2", form="completeness"))
    for groups in (site.by_team, site.by_rule, site.by_protocol):
        assert sum(len(group) for group in groups.values()) == 3
    assert list(site.by_team) == ["", "north", "south"]
    assert site.teams == ("north", "south")


def test_rules_come_as_people_count(make_site: MakeSite) -> None:
    assert list(make_site().rules) == ["AB-1", "AB-1b", "AB-2", "AB-10"]
    assert [rule.form for rule in make_site().rules["AB-2"]] == ["completeness", "deadline"]


def test_breaches_longest_first_and_due_soonest_first(finding: Make) -> None:
    late = [finding(status=Status.BREACH, days_late=days) for days in (1, 30, 0)]
    soon = [finding(status=Status.DUE, due=date(2026, 7, day)) for day in (20, 16)]
    assert [f.days_late for f in breaches([*late, *soon])] == [30, 1, 0]
    assert [f.due.day for f in upcoming([*late, *soon])] == [16, 20]


@pytest.mark.parametrize(
    ("changes", "is_open"),
    [
        ({"rule": "AB-1b", "due": date(2026, 7, 10), "days_late": 5}, True),
        ({"rule": "AB-1b", "due": date(2026, 7, 10), "days_late": 2}, False),  # done late
        ({"rule": "AB-1", "due": date(2026, 6, 30), "days_late": 15}, False),  # June has passed
        ({"rule": "AB-2", "form": "completeness", "days_late": 0}, False),
        ({"rule": "gone", "due": date(2026, 7, 10), "days_late": 5}, True),
    ],
)
def test_what_can_still_be_done(make_site: MakeSite, finding: Make, changes: dict[str, object], is_open: bool) -> None:
    assert make_site().is_open(finding(status=Status.BREACH, **changes)) is is_open
    assert not make_site().is_open(finding(**changes))


def test_a_process_that_goes_by_the_calendar_cannot_be_mended_either(
    make_site: MakeSite, make_protocol: Callable[..., Protocol], finding: Make
) -> None:
    processes = [{"id": "dash", "every": {"calendar": "month"}}, {"id": "audit", "every": {"weeks": 1}}]
    protocol = make_protocol(assurance=processes)
    spec = {"event": {"assurance": ["dash", "audit"]}}
    changed = replace(protocol, rules=(replace(protocol.rules[0], spec=spec),))
    site = make_site(protocols={"alpha": changed})
    late = {"status": Status.BREACH, "due": date(2026, 7, 10), "days_late": 5, "subject": Subject("team", "north")}
    assert not site.is_open(finding(part="dash", **late))
    assert site.is_open(finding(part="audit", **late))


def test_a_team_without_a_record_shows_by_its_id(make_site: MakeSite) -> None:
    site = make_site(name="A & B")
    assert site.team_name("north") == "A &#38; B"
    assert site.team_name("south") == "south"
    assert site.team_link("index.md", "") == "No team"


def test_every_page_says_for_which_day_and_from_what(make_site: MakeSite) -> None:
    assert as_of_line(make_site(), "a/b.md") == (
        '<p class="as-of">As of <time datetime="2026-07-15">15 Jul 2026</time>, '
        "judged from 1 record in <code>records/</code>.</p>"
    )
    sample = make_site(settings=Settings(sample={"people": 1}))
    assert 'It is a <a href="../index.html">fictitious sample</a>.' in as_of_line(sample, "a/b.md")
    assert "sample" not in as_of_line(sample, "index.md")


def test_a_page_is_front_matter_trail_heading_and_blocks(make_site: MakeSite) -> None:
    head = Head('T "q"', name="N", trail=[("index.md", "Home")], wide=True, search=False, dated=False)
    text = (
        '---\ntitle: "T &quot;q&quot;"\nhide: [navigation, toc]\nsearch: {exclude: true}\n---\n\n'
        '<nav class="trail" aria-label="Where this page belongs"><ol>'
        '<li><a href="../index.html">Home</a></li></ol></nav>\n\n'
        "# N { #page-title }\n\nOne.\n\nTwo.\n"
    )
    assert page(make_site(), "a/b.md", head, "One.", "", "Two.") == ("a/b.md", text)


@given(st.text(max_size=30))
def test_a_title_is_one_line_of_front_matter_that_builders_need_not_escape(words: str) -> None:
    fence, line, end = front_matter(Head(words)).split("\n")
    assert (fence, end) == ("---", "---")
    title = yaml.safe_load(line)["title"]
    assert not set(title) & set("<>\"'")
    assert unescape(title) == visible(" ".join(words.split()))


def test_a_repository_is_judged_with_all_that_is_wrong_with_it(root: Path) -> None:
    schemas = Schemas.read(root / "schemas")
    empty = Store({kind: {} for kind in KINDS}, (), 0, 0, 0)
    repository = Repository(root, schemas, Settings(), {}, empty, (), {})
    site = judge(repository, date(2026, 7, 15), "https://forge.example.org/r")
    assert site.assessment == Assessment(date(2026, 7, 15), ())
    assert "sessions" in site.schemas
    assert site.repo_url == "https://forge.example.org/r"
