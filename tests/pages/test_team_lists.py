"""The lists of a team's page, whole, for a small repository of real protocols: nothing missing, nothing else, in order.

A school team and two workers. ``ash`` is well supervised but for paper: a case that is not written up, a session
that nobody signed, one action carried over twice. ``elm`` has not been supervised for months and has signed nothing.
``oak`` is of another team, and on none of the lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from supervision_records.pages.site import Site, judge
from supervision_records.pages.teams import pages
from supervision_records.repository import Repository, read_repository
from supervision_records.store import right_path
from supervision_records.yamlio import load

AS_OF = date(2026, 7, 1)

TEAM = """\
name: {name}
organisation: example-schools
agency: education
manager: boss
protocols: [{{protocol: school-supervision, from: 2026-04-01}}]
"""
POST = "posts: [{{team: {team}, role: {role}, from: 2026-04-01, case_holding: {holds}}}]\n"
CONTRACT = """\
protocol: school-supervision
supervisors: [boss]
supervisees: [{who}]
starts: {starts}
interval: {{weeks: 4}}
minutes: 60
signed: [{signed}]
"""
SESSION = """\
protocol: school-supervision
team: {team}
type: case
date: {date}
status: held
supervisors: [boss]
supervisees: [{who}]
cases_covered: all
"""
BOTH = "{by: boss, on: 2025-07-20}, {by: ash, on: 2025-07-20}"
RECORDS: Mapping[str, str] = {
    "teams/north": TEAM.format(name="North school"),
    "teams/south": TEAM.format(name="South school"),
    "people/boss": POST.format(team="north", role="designated-lead", holds="false"),
    "people/ash": POST.format(team="north", role="teacher", holds="true"),
    "people/elm": POST.format(team="north", role="teacher", holds="true"),
    "people/oak": POST.format(team="south", role="teacher", holds="true"),
    "contracts/k-ash": CONTRACT.format(who="ash", starts="2025-07-20", signed=BOTH),
    "contracts/k-elm": CONTRACT.format(who="elm", starts="2026-04-08", signed="{by: boss, on: 2026-04-08}"),
    "contracts/k-oak": CONTRACT.format(who="oak", starts="2026-04-08", signed=""),
    "sessions/s-1": SESSION.format(team="north", date="2026-04-15", who="ash")
    + "signed: [{by: boss, on: 2026-04-15}, {by: ash, on: 2026-04-16}]\nnext: 2026-05-13\n"
    "actions: [{id: 1, what: Read the plan, owner: ash, due: 2026-05-13},"
    " {id: 2, what: Ask, owner: boss, due: 2026-05-20}]\n",
    "sessions/s-2": SESSION.format(team="north", date="2026-05-13", who="ash") + "next: 2026-06-10\n"
    "reviewed: [{session: s-1, action: 1, outcome: carried-forward}, {session: s-1, action: 2, outcome: done}]\n",
    "sessions/s-3": SESSION.format(team="north", date="2026-06-10", who="ash") + "next: 2026-07-08\n"
    "signed: [{by: boss, on: 2026-06-10}]\n"
    "reviewed: [{session: s-1, action: 1, outcome: carried-forward}]\n"
    "actions: [{id: 1, what: Call, owner: boss, due: 2026-07-20}]\n",
    "cases/c-aaaa1111": "opened: 2026-04-01\nteams: [{team: north, from: 2026-04-01}]\n"
    "status: [{category: cin, from: 2026-04-01}]\nallocations: [{person: ash, from: 2026-04-01}]\n",
    "sessions/s-joint": "protocol: case-management-supervision\nteam: north\ntype: case\ndate: 2026-06-15\n"
    "status: held\nsupervisors: [boss]\nsupervisees: [ash]\ncases: [{case: c-aaaa1111}]\n",
    "sessions/s-4": SESSION.format(team="south", date="2026-06-10", who="oak")
    + "actions: [{id: 1, what: Call, owner: oak, due: 2026-06-20}]\n",
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    root = tmp_path_factory.mktemp("schools")
    for name, text in RECORDS.items():
        kind, _, record_id = name.partition("/")
        document, problems = load(name, text.encode())
        assert document is not None, problems
        path = root / right_path(kind, record_id, document.data)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    repository = read_repository(root)
    assert not repository.store.problems
    return repository


def team_page_of(site: Site) -> str:
    return next(text for source, text in pages(site) if source == "compliance/teams/north.md")


@pytest.fixture(scope="module")
def page(repository: Repository) -> str:
    return team_page_of(judge(repository, AS_OF))


def table(page: str, name: str) -> list[str]:
    """The lines of a table as words, the cells parted by a bar, without the evidence and the steps below a verdict."""
    part = page[page.index(f'id="table-{name}"') :]
    body = part[part.index("<tbody>") : part.index("</tbody>")]
    return list(_lines(body))


def _lines(body: str) -> Iterator[str]:
    for line in body.split("\n"):
        if line.startswith("<tr>"):
            plain = re.sub(r'<div class="evidence">.*?</div>|<details.*?</details>', "", line)
            parted = re.sub(r"</t[hd]><t[hd][^>]*>", "|", plain)
            words = re.sub(r"<[^>]*>", "", parted.replace("<br>", " "))
            yield words.replace("How is this judged?", "").strip()


LISTS: Mapping[str, list[str]] = {
    "list-overdue": [
        ("person elm|WTW-1|✗ Breach|29 Apr 2026 63 days late|Not done since 2026-04-01; was due by 2026-04-29, 63 days "
        "late.|1 to 29 Apr 2026"),
        ("person elm|WTW-11|✗ Breach|27 May 2026 35 days late|Not done; was due by 2026-05-27, 35 days "
        "late.|29 Apr to 27 May 2026"),
    ],
    "list-unrecorded": [
        ("session s-joint c-aaaa1111|ISL-6|✗ Breach|22 Jun 2026 9 days late|Not done; was due by 2026-06-22, 9 days "
        "late.|15 to 22 Jun 2026"),
    ],
    "list-unsigned": [
        ("session s-2|WTW-5|✗ Breach|10 Jun 2026 21 days late|Not done; was due by 2026-06-10, 21 days "
        "late.|13 May to 10 Jun 2026"),
    ],
    "list-due": [
        "person ash|WTW-1|◔ Due|8 Jul 2026|Not done since 2026-06-10; due by 2026-07-08.|10 Jun to 8 Jul 2026",
        "session s-3|WTW-5|◔ Due|8 Jul 2026|Not done yet; due by 2026-07-08.|10 Jun to 8 Jul 2026",
        ("contract k-ash|WTW-4|◔ Due|20 Jul 2026|Not done since 2025-07-20; due by 2026-07-20."
        "|20 Jul 2025 to 20 Jul 2026"),
    ],
    "coming": ["8 Jul 2026|▷ Planned|person ash|Supervision session, as planned|ash"],
    "contracts": [
        "k-elm|boss|elm|8 Apr 2026|not signed by elm|none|–",
        "k-ash|boss|ash|20 Jul 2025|in force|none|20 Jul 2026",
    ],
    "actions": [
        "s-1, no. 1|13 May 2026 49 days overdue|ash|–|2 times",
        "s-3, no. 1|20 Jul 2026|boss|–|0",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_this_and_nothing_else(page: str, name: str) -> None:
    assert table(page, name) == LISTS[name]


@pytest.mark.parametrize(("day", "listed"), [(date(2026, 6, 20), True), (date(2026, 6, 19), False)])
def test_thirty_days_ahead_is_due_soon_and_a_day_more_is_later(repository: Repository, day: date, listed: bool) -> None:
    """The review of the contract is due on 20 July."""
    text = team_page_of(judge(repository, day))
    assert any(line.startswith("contract k-ash") for line in table(text, "list-due")) is listed
    assert ("1 more finding due later" in text) is not listed


def test_who_was_supervised_when(page: str) -> None:
    """What is still overdue counts in each month since; a month in which nothing was due is none that did not apply."""
    none = "–nothing was due"
    assert table(page, "team-months") == [
        "|".join(["ash", *([none] * 8), "✓Met", "✓Met", "✓Met", "◔Due"]),
        "|".join(["elm", *([none] * 8), *(["✗Breach"] * 4)]),
    ]


def test_the_lists_have_their_headings_in_order(page: str) -> None:
    anchors = re.findall(r"^##+ .* \{ #([a-z]+) \}$", page, re.MULTILINE)
    assert anchors == [
        "overdue", "unrecorded", "unsigned", "due", "planned", "months", "contracts", "actions", "trend",
        "quality",
    ]  # fmt: skip
