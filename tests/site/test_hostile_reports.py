"""The same texts in every report, read by the reports' own readers: exact, or made harmless; the canary is in none."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from supervision_records.ahead import ahead
from supervision_records.cli import main
from supervision_records.encode import JOINER, visible
from supervision_records.explain import explain
from supervision_records.facts import gather
from supervision_records.lists import applying, cases_of_absent
from supervision_records.pages import site_pages
from supervision_records.pages.site import Site, judge
from supervision_records.report.check_formats import CHECK
from supervision_records.report.compliance_formats import COMPLIANCE
from supervision_records.report.demands import DEMANDS
from supervision_records.report.due import FORMATS as DUE
from supervision_records.report.due import DueResult
from supervision_records.report.lists import LISTS
from supervision_records.report.results import CheckResult, ComplianceResult
from supervision_records.report.review import REVIEW, ReviewResult, paper
from supervision_records.report.since_result import SinceResult
from supervision_records.repository import Repository, read_repository
from supervision_records.review.asked import asked
from supervision_records.review.brought import brought
from supervision_records.review.remaining import remaining
from supervision_records.rules.bench import Bench
from supervision_records.since.contents import Paths
from supervision_records.since.findings import Moved, Verdicts
from supervision_records.since.problems import Compared
from supervision_records.since.told import Records
from tests.site.hostile_repository import WORD, Filled
from tests.texts import ENOUGH, HOSTILE, Texts, mangled, strings, tags

#: As GitHub's runner reads a line.
COMMAND = re.compile(r"^\s*::(?P<name>[a-z-]+)(?: (?P<properties>.*?))?::(?P<message>.*)$", re.IGNORECASE)
#: What GitHub makes a link or a mention of, even within a table that is HTML.
ACTIVE = re.compile(r"[@#]\w|://|\bwww\.", re.ASCII)

#: What a rendered report is made of.
TAGS = {"table", "tr", "td", "th", "ul", "li", "p", "br", "strong"}

Reports = dict[str, str]


@pytest.fixture(scope="module")
def repository(hostile: Filled) -> Repository:
    return read_repository(hostile.folder)


@pytest.fixture(scope="module")
def judged(repository: Repository) -> Site:
    assert repository.settings.as_of
    return judge(repository, repository.settings.as_of)


@pytest.fixture(scope="module")
def reports(repository: Repository, judged: Site) -> Reports:
    """Every report in every format, by name; a new format is among them."""
    store = repository.store
    checked = CheckResult(judged.problems, store.seen, store.judged, store.refused)
    whole = ComplianceResult(judged.assessment, repository.protocols)
    bench = Bench(gather(store, repository.settings.working_days, judged.as_of), repository.protocols)
    coming = DueResult(judged.as_of, 60, "everybody", tuple(ahead(judged.assessment, bench, 60)))
    cadences = [rule for rules in judged.rules.values() for rule in rules if rule.form == "cadence"]
    rows = [row for rule in cadences for row in applying(bench, rule)]
    made: dict[str, tuple[Any, Any]] = {
        "check": (CHECK, checked),
        "compliance": (COMPLIANCE, whole),
        "demands": (DEMANDS, judged.demands),
        "list": (LISTS, rows),
        "absent": (LISTS, cases_of_absent(bench.facts)),
        "due": (DUE, coming),
    }
    told = paper(review(judged, checked, whole, bench))
    made["review"] = (REVIEW, told)
    found = {f"{verb} {name}": render(value) for verb, (table, value) in made.items() for name, render in table.items()}
    return {**found, "explain text": explain((r for rules in judged.rules.values() for r in rules), judged.findings)}


def review(judged: Site, checked: CheckResult, whole: ComplianceResult, bench: Bench) -> ReviewResult:
    """The whole repository as one change that brings it all."""
    store = judged.store
    paths = tuple(sorted({record.path for kind in store.records.values() for record in kind.values()}))
    records = Records(added=paths, removed=paths[:20])
    differing = Paths((*paths, *(problem.path for problem in checked.problems)), (), paths[:20])
    moved = tuple(Moved(finding, None, finding.status) for finding in judged.findings)
    since = SinceResult("0123abc", whole, Verdicts(new=moved), Compared((), (), ()))
    lines = (f"/{path} {' '.join(text.text.split())}" for path, text in zip(paths, HOSTILE, strict=False))
    owners = asked("\n".join(lines), paths)
    return ReviewResult(
        brought(records, store, store, differing), checked, since,
        remaining(records, store, judged.assessment, bench), owners, notes=tuple(text.text for text in HOSTILE),
    )  # fmt: skip


def by_format(reports: Reports, *formats: str) -> list[tuple[str, str]]:
    return [(name, text) for name, text in reports.items() if name.split()[1] in formats]


def harmless(text: str) -> str:
    """A text without the sign that keeps it from being acted upon."""
    return text.replace(JOINER, "")


def test_every_format_is_looked_at(reports: Reports) -> None:
    formats = {"text", "json", "csv", "github", "summary", "markdown", "ics", "digest"}
    assert {name.split()[1] for name in reports} <= formats
    assert {name.split()[0] for name in reports if tags(reports[name])} >= {"check", "compliance", "demands", "due"}


def test_no_report_holds_the_canary(reports: Reports) -> None:
    assert [name for name, text in reports.items() if WORD in text.lower()] == []


def test_no_report_moves_a_cursor_or_gives_a_command(reports: Reports) -> None:
    for name, text in reports.items():
        for line in text.replace("\r\n", "\n").split("\n"):
            assert visible(line) == harmless(line) or JOINER in line, name
            assert visible(harmless(line)) == harmless(line), name
            assert "##[" not in line, name
            found = COMMAND.match(line)
            assert not found or (name.endswith(" github") and found["name"] in {"error", "warning"}), (name, line)


def test_texts_for_people_are_exact(reports: Reports) -> None:
    for name, text in by_format(reports, "text"):
        assert list(mangled(harmless(text))) == [], name


def test_json_is_exact(reports: Reports) -> None:
    for name, text in by_format(reports, "json"):
        assert [fault for value in strings(json.loads(text)) for fault in mangled(value)] == [], name
    assert len(tags(reports["compliance json"])) >= ENOUGH


def test_csv_is_exact_and_holds_no_formula(reports: Reports) -> None:
    for _, text in by_format(reports, "csv"):
        head, *rows = csv.reader(io.StringIO(text))
        assert {len(row) for row in rows} == {len(head)}
        for cell in (cell for row in rows for cell in row):
            assert not re.match(r"\s*[=+\-@|%＝＋－＠]", cell)
            assert list(mangled(harmless(cell.removeprefix("'")))) == []
        assert len(tags(text)) >= ENOUGH


def test_an_annotation_is_one_command_with_its_exact_text(reports: Reports) -> None:
    for name, text in by_format(reports, "github"):
        commands = [found for line in text.splitlines() if (found := COMMAND.match(line))]
        assert commands, name
        for found in commands:
            properties = dict(entry.split("=", 1) for entry in found["properties"].split(","))
            assert set(properties) <= {"file", "line", "col", "title"}
            for value in (*properties.values(), found["message"]):
                decoded = re.sub("%(3A|2C|25)", lambda code: chr(int(code[1], 16)), value)
                assert list(mangled(harmless(decoded))) == []


def test_a_rendered_report_is_exact_and_links_nowhere(reports: Reports) -> None:
    for name, text in by_format(reports, "summary"):
        assert {tag.lstrip("/") for tag in re.findall(r"<([a-z/!][^ >]*)", text)} <= TAGS, name
        assert "\n\n" not in "".join(re.findall("<table>.*?</table>", text, re.DOTALL)), "an empty line ends HTML"
        shown = Texts(text).text
        assert list(mangled(harmless(shown))) == [], name
        assert not ACTIVE.search(shown), name
    for name, text in by_format(reports, "markdown", "digest"):
        assert not re.search(r"(?<!\\)[<\[`]", text), name
        assert list(mangled(harmless(re.sub(r"\\([\W_])", r"\1", text)))) == [], name


def test_a_calendar_is_exact(reports: Reports) -> None:
    for _, text in by_format(reports, "ics"):
        events = Calendar.from_ical(text).walk("VEVENT")
        values = [str(event[name]) for event in events for name in ("summary", "description")]
        assert [fault for value in values for fault in mangled(harmless(value))] == []
        assert events


def test_the_pages_for_other_builders_do_not_hold_the_canary(judged: Site) -> None:
    assert [source for source, text in site_pages(judged) if WORD in text.lower()] == []


@pytest.mark.parametrize("call", ["check", "compliance --fail-on never", "explain ISL-1 person/bb-sw-01"])
def test_no_verb_says_the_canary(hostile: Filled, call: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(hostile.folder), *call.split()]) in {0, 1}
    said = "".join(capfd.readouterr())
    assert WORD not in said.lower()
    assert list(mangled(harmless(said))) == []
    assert not [line for line in said.splitlines() if COMMAND.match(line)]


def test_no_file_of_the_machine_holds_the_canary_afterwards(hostile: Filled, tmp_path: Path) -> None:
    main(["--root", str(hostile.folder), "pages", str(tmp_path / "docs")])
    written = (path for path in (tmp_path / "docs").rglob("*") if path.is_file())
    assert [path for path in written if WORD.encode() in path.read_bytes().lower()] == []
    others = [path for path in hostile.folder.rglob("*") if path.is_file() and WORD.encode() in path.read_bytes()]
    ours = {"records", "docs", ".git", "supervision.yaml"}
    assert {path.relative_to(hostile.folder).parts[0] for path in others} <= ours
