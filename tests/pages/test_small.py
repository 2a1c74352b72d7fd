"""The build for all staff: every number of every table, read off the pages, and an attack on all of them together."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision_records.demo import demo_files
from supervision_records.demo.write import write_demo
from supervision_records.model import Finding, Protocol, Status, Subject
from supervision_records.pages import site_pages
from supervision_records.pages.example import example
from supervision_records.pages.figures import Line, counts_table, met_of, rate_bar, sentence
from supervision_records.pages.site import Site, judge
from supervision_records.pages.small import HIDDEN, NOTE, WITHIN, hidden_counts
from supervision_records.repository import read_repository
from supervision_records.settings import Settings
from supervision_records.summary import Counts
from tests.attacker import Attacker, Balance

#: What a number is of: kinds of place and their names, and the sort: (("team", "north"), "met").
Place = tuple[str, ...]
Cell = tuple[Place, str]
#: A number as a page shows it; None where it is hidden.
Seen = tuple[Cell, int | None]

_HEADINGS = {"Met": "met", "Breach": "breach", "Due": "due", "Excused": "excused", "Unknown": "unknown", "All": "all"}
_LISTS = {"compliance/overdue.md": "open", "compliance/breaches.md": "breach", "compliance/due.md": "due"}
_ROW = re.compile(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>')
_HREF = re.compile(r'href="([^"#]*)')
_MARK = re.compile(
    r'<a class="mark" href="[^"]*rules/([a-z0-9-]+)\.html">[^<]*<span aria-hidden="true">.</span> ([^<]*)</a>'
)


def text_of(cell: str) -> str:
    return re.sub(r"<[^>]*>", "", cell).strip()


def number_of(cell: str) -> int | None:
    words = text_of(cell)
    return None if words == "hidden" else int(words.replace(",", ""))


def led_to(source: str, name: str) -> Place:
    """The place that a line's name is about, by the page that it leads to."""
    if (rule := re.search(r'<a class="rule" href="#?[^"]*?([a-z0-9-]+)(?:\.html)?"', name)) is not None:
        return ("rule", rule[1])
    for target in _HREF.findall(name):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), target)).removesuffix(".html")
        for folder, kind in (("compliance/protocols/", "protocol"), ("compliance/teams/", "team")):
            if path.startswith(folder):
                return (kind, path.removeprefix(folder))
    assert text_of(name) == "No team", name
    return ("team", "")


def page_place(source: str) -> Place:
    """What all numbers of a page are part of."""
    for folder, kind in (("compliance/protocols/", "protocol"), ("compliance/teams/", "team")):
        if source.startswith(folder):
            return (kind, source.removeprefix(folder).removesuffix(".md"))
    return ()


def joined(one: Place, other: Place) -> Place:
    """A line of a page about something: the protocol's lines of teams, and the team's of protocols, are the same."""
    if not one or other[0] == "rule":
        return other
    return tuple(part for pair in sorted((one, other)) for part in pair)


def seen_in_tables(source: str, text: str) -> Iterator[Seen]:
    """The numbers of a page's tables of findings."""
    for table in re.findall(r"<table.*?</table>", text, re.DOTALL):
        headings = [
            text_of(cell).removeprefix("✓ ").lstrip("✗◔○? ") for cell in re.findall(r"<th scope=\"col\".*?</th>", table)
        ]
        if "Met of judged" not in headings or "Breach" not in headings:
            continue
        whole = page_place(source)
        if source == "compliance/rules.md":
            whole = ("protocol", re.search(r'id="table-rules-([a-z-]+)"', table)[1])  # type: ignore[index]
        for name, rest in _ROW.findall(table):
            place = whole if text_of(name) == "All" else joined(whole, led_to(source, name))
            cells = re.findall(r"<td[^>]*>(.*?)</td>", rest)
            shown = dict(zip(headings[1:], cells, strict=True))
            rate = text_of(shown.pop("Met of judged"))
            if "%" in rate:
                assert number_of(shown["Met"]) is not None
                assert number_of(shown["Breach"]) is not None
            for heading, cell in shown.items():
                yield (place, _HEADINGS[heading]), number_of(cell)


def seen_in_lists(source: str, text: str) -> Iterator[Seen]:
    """The numbers of the pages that count by team only."""
    for name, rest in _ROW.findall(text):
        place = () if text_of(name) == "All" else led_to(source, name)
        yield (place, _LISTS[source]), number_of(rest)


def seen_in_sentences(source: str, text: str) -> Iterator[Seen]:
    """The numbers of sentences such as "12 findings: 5 met"."""
    place = page_place(source)
    if source.startswith("compliance/rules/"):
        place = ("rule", source.removeprefix("compliance/rules/").removesuffix(".md"))
    for line in text.splitlines():
        if heading := re.match(r"## ([A-Z0-9]+-[0-9]+[a-z]?): ", line):
            place = ("rule", heading[1].lower())
        if said := re.search(r"([0-9,]+ findings?|Findings): (.*?)\.(?: |$)", text_of(line)):
            if number := re.match(r"[0-9,]+", said[1]):
                yield (place, "all"), int(number[0].replace(",", ""))
            for amount, word in re.findall(r"([0-9,]+) (met|breach|due|excused|unknown)", said[2]):
                yield (place, word), int(amount.replace(",", ""))
            for words in re.findall(r"Hidden, since [a-z ]+: ([a-z, ]+)\.", text_of(line)):
                yield from (((place, word), None) for word in words.split(", "))


def seen_in_marks(text: str) -> Iterator[Seen]:
    """The numbers of the marks in the protocols: 42 of 50 met."""
    for rule, words in _MARK.findall(text):
        if found := re.fullmatch(r"([0-9,]+) of ([0-9,]+) met", words):
            met, judged = (int(number.replace(",", "")) for number in found.groups())
            yield (("rule", rule), "met"), met
            yield (("rule", rule), "breach"), judged - met


def seen(source: str, text: str) -> Iterator[Seen]:
    if source in _LISTS:
        yield from seen_in_lists(source, text)
    else:
        yield from seen_in_tables(source, text)
    if source == "index.md":
        for team, words in re.findall(
            r'<li><a href="compliance/teams/([a-z0-9-]+)\.html">[^<]*</a><br>([^<]*)</li>', text
        ):
            number = re.match(r"[0-9,]+", words)
            yield (("team", team), "breach"), int(number[0].replace(",", "")) if number else None
        if found := re.search(r"([0-9,]+) things? that can still be done", text):
            yield ((), "open"), int(found[1].replace(",", ""))
    yield from seen_in_sentences(source, text)
    yield from seen_in_marks(text)


def truth(findings: Sequence[Finding], is_open: Callable[[Finding], bool]) -> Mapping[Cell, int]:
    """Every number that a page could show, counted afresh."""
    numbers: Counter[Cell] = Counter()
    for finding in findings:
        team, protocol = ("team", finding.team or ""), ("protocol", finding.protocol)
        sorts = ["all", finding.status.value]
        if finding.status is Status.BREACH:
            sorts.append("open" if is_open(finding) else "past")
        for place in ((), team, protocol, (*protocol, *team), ("rule", finding.rule.lower())):
            numbers.update((place, sort) for sort in sorts)
    return numbers


def balances(findings: Sequence[Finding]) -> list[Balance]:
    """What adds up to what on the pages, as any reader sees."""
    sorts = ("met", "breach", "due", "excused", "unknown", "all", "open")
    parts: defaultdict[tuple[Place, str], set[Place]] = defaultdict(set)
    for finding in findings:
        team, protocol = ("team", finding.team or ""), ("protocol", finding.protocol)
        parts[(), "teams"].add(team)
        parts[(), "protocols"].add(protocol)
        parts[team, "protocols"].add((*protocol, *team))
        parts[protocol, "teams"].add((*protocol, *team))
        parts[protocol, "rules"].add(("rule", finding.rule.lower()))
    found: list[Balance] = [
        ([(part, sort) for part in of_whole], [(whole, sort)])
        for (whole, by), of_whole in parts.items()
        for sort in sorts
        if sort != "open" or (whole, by) == ((), "teams")
    ]
    places = {whole for whole, _ in parts} | {part for of_whole in parts.values() for part in of_whole}
    for place in places:
        found.append(([(place, sort) for sort in ("met", "breach", "due", "excused", "unknown")], [(place, "all")]))
        if not place or place[0] == "team":
            found.append(([(place, "open"), (place, "past")], [(place, "breach")]))
    return found


def cells_of(equations: Sequence[Balance]) -> set[Cell]:
    """All that stands in some balances."""
    return {cast(Cell, cell) for first, second in equations for cell in (*first, *second)}


@dataclass(frozen=True)
class Published:
    """A build for all staff, and what its pages show."""

    site: Site
    pages: Mapping[str, str]
    shown: Mapping[Cell, set[int | None]]


def published(root: Path, as_of: date) -> Published:
    read = read_repository(root)
    site = judge(replace(read, settings=Settings(as_of=as_of, audience="staff")), as_of)
    made = dict(site_pages(site))
    shown: defaultdict[Cell, set[int | None]] = defaultdict(set)
    for source, text in made.items():
        for cell, number in seen(source, text):
            shown[cell].add(number)
    return Published(site, made, shown)


AS_OF = date(2026, 7, 15)
#: People and seeds of the demos; 0 people is the sample of the repository.
BUILDS = [(0, 0), (34, 5)]


@pytest.fixture(scope="module", params=BUILDS, ids=lambda build: f"{build[0]} people")
def staff(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    people, seed = request.param
    if not people:
        return published(root, AS_OF)
    folder = tmp_path_factory.mktemp("demo") / "trial"
    write_demo(folder, demo_files(people, 12, seed, AS_OF))
    return published(folder, AS_OF)


def test_the_pages_show_what_is_true_and_the_same_everywhere(staff: Published) -> None:
    numbers = truth(staff.site.findings, staff.site.is_open)
    assert len(staff.shown) > 300
    assert {sort for _, sort in staff.shown} >= {"met", "breach", "due", "excused", "all", "open"}
    for cell, values in staff.shown.items():
        assert values in ({numbers.get(cell, 0)}, {None}), cell


def test_no_small_number_is_on_any_page(staff: Published) -> None:
    assert not [cell for cell, (value,) in staff.shown.items() if value is not None and 0 < value < 5]
    assert [cell for cell, (value,) in staff.shown.items() if value is None]


def test_no_small_number_can_be_worked_out_from_all_pages_together(staff: Published) -> None:
    numbers = truth(staff.site.findings, staff.site.is_open)
    visible = {cell: value for cell, (value,) in staff.shown.items() if value is not None}
    equations = balances(staff.site.findings)
    cells = cells_of(equations)
    never_shown = {cell for cell in cells if not numbers.get(cell) and cell not in staff.shown}
    lines = {cell for cell in cells if cell[1] == "all" and numbers.get(cell)}
    reader = Attacker(visible | dict.fromkeys(never_shown, 0), equations, most=2 * len(staff.site.findings), some=lines)
    small = {cell for cell in cells if 0 < numbers.get(cell, 0) < 5}
    assert small
    assert not small & reader.differences()
    bounds = reader.bounds()
    assert not [cell for cell in small if bounds[cell][1] < 5]


def test_other_counts_are_not_small_either(staff: Published) -> None:
    """Sessions of a team and cases of a rule, which stand in no table of findings."""
    for source, text in staff.pages.items():
        if re.fullmatch(r"compliance/(applies|teams/[a-z0-9-]+/sessions)\.md", source):
            for _, rest in _ROW.findall(text):
                numbers = [number_of(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", rest)]
                assert not [number for number in numbers if number is not None and 0 < number < 5], source
        for words in re.findall(r"It applies to ([0-9,]+) open", text) + re.findall(r"for ([0-9,]+) of them", text):
            assert int(words.replace(",", "")) not in range(1, 5), source


def test_what_is_said_of_a_demand_is_no_more_than_is_said_of_its_rules(staff: Published) -> None:
    said = 0
    for row in re.findall(r"<tr><th.*?</tr>", staff.pages["reference/traceability.md"]):
        rules = {("rule", rule) for rule in re.findall(r'href="[^"]*/rules/([a-z0-9-]+)\.html"', row)}
        if found := re.search(r"([0-9,]+) of ([0-9,]+) met", row):
            said += 1
            of_rules = [next(iter(staff.shown[rule, sort])) for rule in rules for sort in ("met", "breach")]
            assert None not in of_rules
            assert sum(number or 0 for number in of_rules) == int(found[2].replace(",", ""))
    assert said > 5


def test_no_count_by_rule_and_team_is_left(staff: Published) -> None:
    for source, text in staff.pages.items():
        if source.startswith("compliance/teams/"):
            assert 'id="table-by-rule"' not in text


#: A made finding: team, rule (the first letter is its protocol), and what became of it.
made = st.tuples(
    st.sampled_from(["", "n", "s", "w"]),
    st.sampled_from(["A-1", "A-2", "B-1", "B-2", "C-1"]),
    st.sampled_from(list(Status)),
)


def finding_of(team: str, rule: str, status: Status, number: int) -> Finding:
    day = date(2026, 1, 1)
    return Finding(
        rule,
        "cadence",
        rule[0],
        Subject("person", f"p{number}"),
        None,
        team or None,
        day,
        day,
        status,
        day,
        number % 2,
        (),
        "",
    )


@settings(max_examples=40, deadline=None)
@given(groups=st.lists(st.tuples(made, st.integers(1, 12)), min_size=1, max_size=30), threshold=st.integers(2, 6))
def test_linked_tables_of_any_findings_resist(
    groups: list[tuple[tuple[str, str, Status], int]], threshold: int
) -> None:
    found = [finding_of(*group, number) for group, times in groups for number in range(times)]
    hidden = hidden_counts(found, is_late, threshold)
    assert {sort for sorts in hidden.values() for sort in sorts} <= set(WITHIN)
    numbers = truth(found, is_late)
    equations = balances(found)
    cells = cells_of(equations)
    small = {cell for cell in cells if 0 < numbers.get(cell, 0) < threshold}
    visible = {cell: numbers.get(cell, 0) for cell in cells if cell[1] not in hidden.get(place_name(cell[0]), ())}
    reader = Attacker(visible, equations, most=500, some={cell for cell in cells if cell[1] == "all"})
    assert not small & reader.differences()
    for cell in small:
        assert cell not in visible
        assert reader.fits(cell, threshold, dict.fromkeys(cells, 0) | dict(numbers))


def place_name(place: Place) -> str:
    """A place by the name that the pages' own code gives it."""
    return f"rule {place[1].upper()}" if place[:1] == ("rule",) else " ".join(place) or "all"


def is_late(finding: Finding) -> bool:
    return finding.days_late > 0


class TestWords:
    """What stands where a number is hidden."""

    def test_a_sentence_says_what_it_leaves_out_and_why(self) -> None:
        counts = Counts(met=20, breach=3, due=2, excused=0)
        assert sentence(counts, frozenset({"breach", "due"})) == (
            "25 findings: <strong>20 met</strong>, 0 excused. "
            "Hidden, since small numbers are not shown here: breach, due."
        )
        assert sentence(Counts(met=2), frozenset({"met", "breach", "due", "excused", "unknown", "all"})) == (
            "Findings: hidden. Hidden, since small numbers are not shown here: met, breach, due, excused, unknown, all."
        )

    def test_a_rate_goes_with_the_numbers_that_it_is_made_from(self) -> None:
        counts = Counts(met=20, breach=3, due=2)
        for sort in ("met", "breach"):
            assert text_of(rate_bar(counts, frozenset({sort}))) == "hidden"
            assert met_of(counts, frozenset({sort})) == ("–", "number hidden")
            assert "%" not in sentence(counts, frozenset({sort}))
        assert "86 %" in rate_bar(counts, frozenset({"due", "all"}))

    def test_a_table_says_what_hidden_means_only_where_something_is(self) -> None:
        found = [finding_of("n", "A-1", Status.MET, number) for number in range(9)]
        shown = counts_table("k", "C", "Name", [Line("a", found)], None)
        withheld = counts_table("k", "C", "Name", [Line("a", found, frozenset({"met", "unknown"}))], None)
        assert "Hidden" not in shown
        assert "Unknown" not in shown
        assert withheld.endswith(NOTE)
        assert "Unknown" in withheld
        assert withheld.count(HIDDEN) == 3

    def test_an_example_is_told_only_where_enough_are_counted(
        self, make_site: Callable[..., Site], make_protocol: Callable[..., Protocol], finding: Callable[..., Finding]
    ) -> None:
        alpha = make_protocol()
        rule = alpha.rules[0]
        for many, told in ((4, False), (5, True)):
            found = [finding(rule=rule.id, form=rule.form, status=Status.MET) for _ in range(many)]
            site = make_site(*found, protocols={"alpha": alpha}, settings=Settings(audience="staff"))
            assert ("Too few records" in example(site, rule)) is not told


def test_the_attack_succeeds_where_the_small_numbers_alone_are_hidden(staff: Published) -> None:
    numbers = truth(staff.site.findings, staff.site.is_open)
    small = {cell for cell, number in numbers.items() if 0 < number < 5}
    visible = {cell: value for cell, (value,) in staff.shown.items() if value is not None}
    only_small = {cell: numbers.get(cell, 0) for cell in staff.shown if cell not in small} | visible
    reader = Attacker(only_small, balances(staff.site.findings), most=2 * len(staff.site.findings))
    assert len(small & reader.differences()) > 10
