"""All kinds of page together: what each says, and that their totals are those of the findings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from supervision_records.model import Finding, Problem, Severity, Status, Subject
from supervision_records.pages import site_pages
from supervision_records.pages.site import Site
from supervision_records.settings import Settings
from supervision_records.store import Store

MakeSite = Callable[..., Site]
Make = Callable[..., Finding]


def several(finding: Make) -> list[Finding]:
    """Eight findings of every status, two teams and none, every rule that has findings."""
    return [
        finding(),
        finding(subject=Subject("person", "sw-elm"), status=Status.BREACH, days_late=15),
        finding(subject=Subject("person", "sw-fir"), status=Status.EXCUSED),
        finding(rule="AB-1b", status=Status.BREACH, due=date(2026, 7, 1), days_late=14, team="south"),
        finding(rule="AB-1b", status=Status.DUE, due=date(2026, 8, 1), start=date(2026, 7, 1)),
        finding(rule="AB-2", form="completeness", subject=Subject("session", "s-1"), status=Status.BREACH),
        finding(rule="AB-2", form="deadline", subject=Subject("session", "s-1"), status=Status.UNKNOWN),
        finding(rule="AB-10", form="review", subject=Subject("protocol", "alpha"), team=None, status=Status.BREACH),
    ]


@pytest.fixture
def site(make_site: MakeSite, finding: Make) -> Site:
    return make_site(*several(finding))


@pytest.fixture
def made(site: Site) -> dict[str, str]:
    return dict(site_pages(site))


def foot(text: str, table: str) -> list[int]:
    """The numbers of a table's last line: by status, then all."""
    part = text[text.index(f'id="table-{table}"') :]
    line = part[part.index("<tfoot>") : part.index("</tfoot>")]
    return [int(number.replace(",", "")) for number in re.findall(r">([\d,]+)(?:</span>)?</td>", line)]


def body(text: str, table: str) -> list[list[int]]:
    part = text[text.index(f'id="table-{table}"') :]
    lines = part[part.index("<tbody>") : part.index("</tbody>")].strip().split("\n")[1:]
    return [[int(n.replace(",", "")) for n in re.findall(r">([\d,]+)(?:</span>)?</td>", line)] for line in lines]


def test_no_page_is_made_twice(site: Site) -> None:
    sources = [source for source, _ in site_pages(site)]
    assert len(sources) == len(set(sources))


def test_every_page_opens_with_a_title_and_has_one_first_heading(made: dict[str, str]) -> None:
    for source, text in made.items():
        assert text.startswith('---\ntitle: "'), source
        assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1, source


def test_every_page_with_figures_says_for_which_day(made: dict[str, str]) -> None:
    for source, text in made.items():
        assert source.startswith(("reference/", "templates/", "fill-in/")) or '<time datetime="2026-07-15">' in text, (
            source
        )


@pytest.mark.parametrize(
    ("source", "table"),
    [
        ("index.md", "by-protocol"),
        ("compliance/index.md", "by-protocol"),
        ("compliance/index.md", "by-team"),
        ("compliance/protocols/alpha.md", "by-rule"),
        ("compliance/protocols/alpha.md", "by-team"),
        ("compliance/rules.md", "rules-alpha"),
    ],
)
def test_the_parts_add_up_to_the_whole(made: dict[str, str], source: str, table: str) -> None:
    total = foot(made[source], table)
    assert total == [1, 4, 1, 1, 1, 8]
    assert [sum(column) for column in zip(*body(made[source], table), strict=True)] == total


def test_a_team_page_counts_its_own_findings(made: dict[str, str]) -> None:
    assert foot(made["compliance/teams/north.md"], "by-rule") == [1, 2, 1, 1, 1, 6]
    assert foot(made["compliance/teams/south.md"], "by-rule") == [0, 1, 0, 0, 1]


def test_each_finding_is_on_its_rule_page_and_its_team_page(site: Site, made: dict[str, str]) -> None:
    for rule, findings in site.by_rule.items():
        assert made[f"compliance/rules/{rule.lower()}.md"].count('<tr><th scope="row">') == len(findings)
    assert made["compliance/teams/north/findings.md"].count('<tr><th scope="row">') == 6


def test_overdue_is_what_can_still_be_done(made: dict[str, str]) -> None:
    overdue = made["compliance/overdue.md"]
    assert "1 thing overdue" in overdue
    assert overdue.count('<tr><th scope="row">') == 1
    assert made["compliance/breaches.md"].count('<tr><th scope="row">') == 4
    assert made["compliance/due.md"].count('<tr><th scope="row">') == 1


def test_a_rule_without_findings_still_has_a_page(make_site: MakeSite) -> None:
    made = dict(site_pages(make_site()))
    assert "The protocol names no review date" in made["compliance/rules/ab-10.md"]
    assert "There are no findings." in made["compliance/rules/ab-1.md"]
    assert "Nothing" not in made["compliance/teams/north.md"]
    assert "There are no findings." in made["compliance/teams/north.md"]


def test_a_team_with_nothing_late_says_so(make_site: MakeSite, finding: Make) -> None:
    made = dict(site_pages(make_site(finding())))
    assert made["compliance/teams/north.md"].count("\nNothing.\n") == 2


def test_a_long_team_list_says_how_much_of_it_is_shown(make_site: MakeSite, finding: Make) -> None:
    due = [finding(status=Status.DUE, subject=Subject("person", f"p-{n}")) for n in range(60)]
    assert "Due: 50 of 60, soonest first" in dict(site_pages(make_site(*due)))["compliance/teams/north.md"]


def test_a_team_page_names_what_it_follows(made: dict[str, str]) -> None:
    head = made["compliance/teams/north.md"]
    assert 'Alpha &#38; beta</a>, from <time datetime="2025-01-01">' in head
    assert 'gone, from <time datetime="2024-01-01">1 Jan 2024</time> to <time' in head
    assert "<dl" not in made["compliance/teams/south.md"]


def test_the_start_page_of_an_empty_repository(make_site: MakeSite) -> None:
    site = make_site(store=Store({}, (), 0, 0, 0), protocols={})
    assert "There is no team on record yet." in dict(site_pages(site))["index.md"]


def test_the_sample_is_called_a_sample(make_site: MakeSite) -> None:
    site = make_site(settings=Settings(sample={"seed": 7}, organisation="Example <b>Council</b>"))
    home = dict(site_pages(site))["index.md"]
    assert "You are looking at a fictitious sample." in home
    assert "# Supervision records of Example &#60;b&#62;Council&#60;/b&#62; {" in home


def test_hostile_names_reach_no_page(make_site: MakeSite, finding: Make) -> None:
    name = '</title><script>alert(1)</script> **x** [y](javascript:alert(1)) {{ z }} "q"'
    settings = Settings(organisation=name, sample={"seed": 1})
    for source, text in site_pages(make_site(*several(finding), name=name, settings=settings)):
        for sign in ("<script", "</title>", "**x**", "[y]", "{{", 'q"'):
            assert sign not in text, source


PROBLEM = Problem("records/a.yaml", 3, 1, "/x", "bad-date", Severity.ERROR, "No <b> day.", "Write `it`.")


def test_problems_are_listed_with_what_to_do(make_site: MakeSite) -> None:
    store = Store({}, (PROBLEM,), 1, 0, 1)
    text = dict(site_pages(make_site(problems=(PROBLEM,), store=store)))["compliance/index.md"]
    assert "1 file could not be read" in text
    assert "<code>records/a.yaml&#58;3</code>" in text or "<code>records/a.yaml:3</code>" in text
    assert "No &#60;b&#62; day." in text
    assert "Write &#96;it&#96;." in text


def test_many_problems_are_cut_and_lead_to_the_forge(make_site: MakeSite) -> None:
    problems = tuple(replace(PROBLEM, line=n) for n in range(1, 151))
    site = make_site(problems=problems, repo_url="https://github.com/o/r")
    text = dict(site_pages(site))["compliance/index.md"]
    assert "100 problems of 150; supervision check lists them all" in text
    assert 'href="https://github.com/o/r/blob/HEAD/records/a.yaml#L3"' in text


def test_the_build_for_staff_names_nobody(make_site: MakeSite, finding: Make) -> None:
    staff = Settings(audience="staff", small_numbers=0)
    store = Store({"teams": {}}, (PROBLEM,), 1, 0, 1)
    made = dict(site_pages(make_site(*several(finding), settings=staff, store=store, problems=(PROBLEM,))))
    for source, text in made.items():
        for secret in ("sw-ash", "sw-elm", "sw-fir", "s-1", "records/sessions", "records/a.yaml"):
            assert secret not in text, (source, secret)
    assert foot(made["compliance/breaches.md"], "by-team") == [4]
    assert "1 file could not be read" in made["compliance/index.md"]
    assert foot(made["compliance/index.md"], "by-team")[-1] == 8
