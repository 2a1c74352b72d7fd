from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from supervision_records.model import Finding, Status, Subject
from supervision_records.pages import listing
from supervision_records.pages.listing import findings_table, long_list
from supervision_records.pages.site import Head, Site

MakeSite = Callable[..., Site]
Make = Callable[..., Finding]


def test_a_line_says_everything_about_a_finding(make_site: MakeSite, finding: Make) -> None:
    late = finding(status=Status.BREACH, days_late=15, part="c-1")
    table = findings_table(make_site(), "compliance/overdue.md", "k", "1 finding", [late])
    assert (
        '<tr><th scope="row">person sw-ash<br><span class="part">c-1</span></th>'
        '<td><a class="rule" href="../protocols/alpha.html#ab-1">AB-1</a></td>'
        '<td><span class="status status-breach"><span aria-hidden="true">✗</span> Breach</span></td>'
        '<td><time datetime="2026-06-30">30 Jun 2026</time><br><strong class="late">15 days late</strong></td>'
        '<td>Done on 2026-06-10.<div class="evidence"><code>records/sessions/north/2026/s-1.yaml</code></div></td>'
        "<td>1 to 30 Jun 2026</td>"
        '<td><a href="teams/north.html">north</a></td></tr>'
    ) in table


def test_only_a_breach_is_called_late(make_site: MakeSite, finding: Make) -> None:
    assert "late" not in findings_table(make_site(), "x.md", "k", "c", [finding(days_late=3)])


@pytest.mark.parametrize(
    ("detail", "shown"),
    [
        ({"claimed": "2026-05-03", "came_in": "2026-05-15"}, True),
        ({"claimed": "2026-05-03", "came_in": "2026-05-03"}, False),
        ({"claimed": "2026-05-03", "came_in": None}, False),
        ({}, False),
    ],
)
def test_a_claim_shows_when_it_came_in_where_that_was_later(
    detail: dict[str, str], shown: bool, make_site: MakeSite, finding: Make
) -> None:
    table = findings_table(make_site(), "x.md", "k", "c", [finding(detail=detail)])
    days = (
        'claimed <time datetime="2026-05-03">3 May 2026</time>, came in <time datetime="2026-05-15">15 May 2026</time>'
    )
    assert (days in table, "came in" in table) == (shown, shown)


def test_a_team_page_needs_no_column_for_the_team(make_site: MakeSite, finding: Make) -> None:
    table = findings_table(make_site(), "compliance/teams/north.md", "k", "c", [finding()])
    assert "Team</th>" not in table


def test_without_a_team_or_records_a_line_says_so(make_site: MakeSite, finding: Make) -> None:
    table = findings_table(make_site(), "x.md", "k", "c", [finding(team=None, records=())])
    assert "<td>–</td>" in table
    assert "evidence" not in table


def test_many_records_are_folded_away(make_site: MakeSite, finding: Make) -> None:
    table = findings_table(make_site(), "x.md", "k", "c", [finding(records=("a", "b", "c", "d"))])
    assert "<code>b</code><details><summary>2 more records</summary><code>c</code><br><code>d</code></details>" in table


def test_records_link_to_the_forge_where_there_is_one(make_site: MakeSite, finding: Make) -> None:
    site = make_site(repo_url="https://github.com/o/r")
    table = findings_table(site, "x.md", "k", "c", [finding(records=("records/a.yaml",))])
    assert '<a href="https://github.com/o/r/blob/HEAD/records/a.yaml"><code>records/a.yaml</code></a>' in table


def test_values_of_records_do_nothing(make_site: MakeSite, finding: Make) -> None:
    hostile = finding(message="<script>x</script>", part="**b**", subject=Subject("person", "a_b_"), records=("<i>",))
    table = findings_table(make_site(), "x.md", "k", "c", [hostile])
    assert not {"<script", "**", "a_b_", "<i>"} & {part for part in ("<script", "**", "a_b_", "<i>") if part in table}


def test_a_short_list_is_one_page(make_site: MakeSite, finding: Make) -> None:
    [(source, text)] = long_list(make_site(), "compliance/x.md", Head("List"), "Words.", [finding()])
    assert source == "compliance/x.md"
    assert text.startswith(
        '---\ntitle: "List"\nhide: [navigation, toc]\nsearch: {exclude: true}\n---\n\n# List { #page-title }\n'
    )
    assert "Words." in text
    assert "pager" not in text


def test_an_empty_list_says_so(make_site: MakeSite) -> None:
    [(_, text)] = long_list(make_site(), "compliance/x.md", Head("List"), "Words.", [])
    assert "There are none." in text


def test_a_long_list_has_pages_and_every_finding_once(
    make_site: MakeSite, finding: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE_ROWS", 2)
    findings = [replace(finding(), subject=Subject("person", f"p-{n}")) for n in range(7)]
    pages = list(long_list(make_site(), "compliance/x.md", Head("List"), "Words.", findings))
    assert [source for source, _ in pages] == ["compliance/x.md", *(f"compliance/x/page-{n}.md" for n in (2, 3, 4))]
    assert [sum(text.count(f"person p-{n}<") for _, text in pages) for n in range(7)] == [1] * 7
    assert "# List, page 3 {" in pages[2][1]
    assert "Words." not in pages[2][1]
    assert "Findings 7 to 7 of 7" in pages[3][1]
    steps = pages[1][1]
    assert '<a href="../x.html">Previous page</a></li><li><a href="page-3.html">Next page</a></li>' in steps
    assert '<li><a href="page-4.html">Last page</a></li>' in steps
    assert "First page" not in steps
    assert '<li><a href="../x.html">First page</a></li><li><a href="page-3.html">Previous page</a></li>' in pages[3][1]
