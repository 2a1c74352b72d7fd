"""The evidence pages and the published file: what they say, to whom, and what they never say."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supervision_records.ledger import UNREAD, Kept, Ledger, Removed, Stage, published
from supervision_records.model import Finding, Status
from supervision_records.pages import site_files, site_pages
from supervision_records.pages.evidence import files, pages
from supervision_records.pages.links import PAGE_ROWS
from supervision_records.pages.site import Site
from supervision_records.pages.tree import write_tree
from supervision_records.settings import Settings

MakeSite = Callable[..., Site]
MARCH, MAY = Stage(date(2026, 3, 1), "a" * 40), Stage(date(2026, 5, 2), "b" * 40)
SHA = "0123456789abcdef" * 4


def kept(path: str, changes: int = 1) -> Kept:
    return Kept(path, SHA, MARCH, changes, MAY if changes > 1 else MARCH)


LEDGER = Ledger(
    commit="c" * 40,
    kept=(
        kept("records/people/sw-ash.yaml"),
        kept("records/sessions/n/2026/s-1.yaml", 3),
        kept("records/elsewhere/x.yaml"),
    ),
    removed=(
        Removed("records/cases/c-1.yaml", MAY, "records/tombstones/2026/cases--c-1.yaml"),
        Removed("records/cases/c-2.yaml", MAY, None),
    ),
)


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    return make_site(ledger=LEDGER, repo_url="https://forge.example.org/r")


def test_the_first_page_says_what_it_was_built_from_and_leads_to_the_lists(site: Site) -> None:
    made = dict(pages(site))
    text = made["compliance/evidence.md"]
    assert f"<code>{'c' * 40}</code>, with 3 records\n\n" not in text
    assert "with 3 records and 2 removals since the beginning" in text
    assert '<a href="evidence.json" download>' in text
    assert '<a href="../run/verify.html">' in text
    assert set(made) == {"compliance/evidence.md"} | {
        f"compliance/evidence/{kind}.md" for kind in ("people", "sessions", "other", "removed")
    }
    assert '<a href="evidence/removed.html">Removed</a>, 1 without a tombstone' in text


def test_a_line_says_everything_about_a_record(site: Site) -> None:
    text = dict(pages(site))["compliance/evidence/sessions.md"]
    path = "records/sessions/n/2026/s-1.yaml"
    assert (
        f'<tr><th scope="row"><a href="https://forge.example.org/r/blob/HEAD/{path}"><code>{path}</code></a></th>'
        f"<td><code>{'<wbr>'.join(['0123456789abcdef'] * 4)}</code></td>"
        '<td><time datetime="2026-03-01">1 Mar 2026</time></td>'
        f'<td><code>{"a" * 12}</code></td><td class="number">3</td>'
        f'<td><time datetime="2026-05-02">2 May 2026</time></td><td><code>{"b" * 12}</code></td></tr>'
    ) in text


def test_a_removal_without_a_tombstone_says_so(site: Site) -> None:
    text = dict(pages(site))["compliance/evidence/removed.md"]
    assert "<code>records/tombstones/2026/cases--c-1.yaml</code>" in text
    assert "<td>none</td></tr>" in text


def test_a_long_list_is_divided(make_site: MakeSite) -> None:
    many = tuple(kept(f"records/people/p-{number:04}.yaml") for number in range(PAGE_ROWS + 1))
    made = dict(pages(make_site(ledger=replace(LEDGER, kept=many))))
    assert made["compliance/evidence/people.md"].count("<tr>") == PAGE_ROWS + 1
    assert made["compliance/evidence/people/page-2.md"].count("<tr>") == 2
    assert "Page 2 of 2" in made["compliance/evidence/people/page-2.md"]


def test_without_a_history_the_page_says_so_and_names_no_record(make_site: MakeSite) -> None:
    site = make_site(ledger=Ledger(why="This is a shallow clone."))
    ((_, text),) = pages(site)
    assert "This is a shallow clone" in text
    assert "no date is guessed" in text
    assert json.loads(dict(files(site))["compliance/evidence.json"])["records"] == []


def test_a_site_that_nobody_gave_a_history_says_so(make_site: MakeSite) -> None:
    assert make_site().ledger == UNREAD
    ((_, text),) = pages(make_site())
    assert "The history was not read." in text


def test_staff_see_no_record_and_get_no_file(make_site: MakeSite) -> None:
    site = make_site(ledger=replace(LEDGER, open=("records/people/sw-elm.yaml",)), settings=Settings(audience="staff"))
    ((_, text),) = pages(site)
    assert "3 records" in text
    assert not any(word in text for word in ("sw-ash", "sw-elm", "evidence.json"))
    assert list(site_files(site)) == []


def test_what_is_not_committed_is_named(make_site: MakeSite) -> None:
    site = make_site(ledger=replace(LEDGER, open=("records/people/sw-elm.yaml",)))
    text = dict(pages(site))["compliance/evidence.md"]
    assert "1 record on the computer that built this site" in text
    assert "<code>records/people/sw-elm.yaml</code>" in text


def test_a_path_does_nothing_on_a_page(make_site: MakeSite) -> None:
    hostile = "records/people/<img src=x onerror=alert(1)>`x`.yaml"
    site = make_site(ledger=replace(LEDGER, kept=(kept(hostile),), open=(hostile,)), repo_url="")
    for _, text in pages(site):
        assert "<img" not in text
        assert "`x`" not in text


def test_the_published_file_is_json_with_a_record_a_line() -> None:
    text = published(LEDGER)
    data = json.loads(text)
    assert (data["version"], data["commit"], data["why"]) == (1, "c" * 40, "")
    assert data["records"][1] == {
        "path": "records/sessions/n/2026/s-1.yaml",
        "sha256": SHA,
        "first": {"on": "2026-03-01", "commit": "a" * 40},
        "changes": 3,
        "last": {"on": "2026-05-02", "commit": "b" * 40},
    }
    assert data["removed"][1] == {
        "path": "records/cases/c-2.yaml",
        "on": "2026-05-02",
        "commit": "b" * 40,
        "tombstone": None,
    }
    assert sum('"path"' in line for line in text.splitlines()) == 5


def test_a_path_that_is_no_text_is_published_as_python_reads_it_back() -> None:
    path = b"records/people/\xff.yaml".decode("utf-8", "surrogateescape")
    assert json.loads(published(Ledger(commit="c", kept=(kept(path),))))["records"][0]["path"] == path


def test_the_file_stands_beside_the_pages_for_any_builder(site: Site, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    write_tree(site, tmp_path / "docs", tmp_path / "out")
    assert (tmp_path / "out/compliance/evidence.json").read_text() == published(LEDGER)


def test_compliance_leads_to_it_and_says_what_is_unknown(make_site: MakeSite, finding: Callable[..., Finding]) -> None:
    unknown = finding(status=Status.UNKNOWN, detail={"why": "This is a shallow clone."})
    text = dict(site_pages(make_site(finding(), unknown)))["compliance/index.md"]
    assert '<a href="evidence.html">' in text
    assert "1 finding could not be judged and count" in text
    assert "This is a shallow clone" in text
    assert "Something is not known" not in dict(site_pages(make_site(finding())))["compliance/index.md"]
