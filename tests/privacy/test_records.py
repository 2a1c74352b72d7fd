"""The lint over records: where it looks, what it leaves alone, how an alarm is excused, and that it repeats nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from supervision_records.demo import demo_files
from supervision_records.model import Problem, Record
from supervision_records.privacy import BY_CODE, Names, check, check_record, notes
from supervision_records.privacy.fields import DAYS, EXEMPT, OF_DAYS
from supervision_records.schema import Schemas
from supervision_records.settings import Excuse, Settings, parse_settings
from supervision_records.store import KINDS, Store, build_store
from supervision_records.yamlio import load
from tests.privacy.made import LANDLINE, MAIL, nhs, nino, postcode, upn
from tests.sealed import SEALED

NAMES = Names.of(["Brindlewick"])
PHONE = " ".join(LANDLINE)
#: One of each sort, by its code.
ONE = {
    "nhs-number": nhs("999000001"),
    "upn": upn("123456789012"),
    "insurance-number": nino(),
    "birth-date": "born 3/4/2015",
    "postcode": postcode("SW"),
    "telephone": PHONE,
    "e-mail": MAIL,
    "name": "Brindlewick",
}
KEYLIKE = {"nhs-number": ONE["nhs-number"], "postcode": "sw999zz", "name": "brindlewick", "upn": ONE["upn"].lower()}


def record(data: Any, kind: str = "sessions", record_id: str = "s1") -> Record:
    marks = {"": (1, 1), "/a": (2, 4), "#/a": (2, 1)}
    return Record(kind, record_id, f"records/{kind}/{record_id}.yaml", data, marks)


def codes(data: Any, kind: str = "sessions", record_id: str = "s1") -> list[str]:
    return [problem.code for problem in check_record(record(data, kind, record_id), NAMES)]


@pytest.mark.parametrize("code", BY_CODE)
def test_each_sort_is_an_error_with_its_place_and_what_to_do(code: str) -> None:
    (problem,) = check_record(record({"a": f"see {ONE[code]}"}), NAMES)
    assert (problem.code, problem.severity, problem.pointer) == (code, "error", "/a")
    assert (problem.line, problem.column) == (2, 4)
    assert problem.hint.startswith(BY_CODE[code].instead)
    assert "information governance" in problem.hint
    assert "`privacy`" in problem.hint


@pytest.mark.parametrize("code", BY_CODE)
def test_what_was_found_is_never_repeated(code: str) -> None:
    value = ONE[code]
    for data in (
        {"a": value},
        {value: "x"},
        {"a": {value: {"b": value}}},
        [value],
        value,
        {"a": [{"b": {value: [value]}}]},
    ):
        for problem in check_record(record(data), NAMES):
            shown = (problem.pointer, problem.message, problem.hint)
            assert not [text for text in shown if value.casefold() in text.casefold()]


@pytest.mark.parametrize("code", KEYLIKE)
def test_keys_and_the_names_of_files_count_too(code: str) -> None:
    value = KEYLIKE[code]
    assert codes({"a": {value: {"held": "lcs"}}}) == [code]
    assert codes({}, record_id=f"s-{value}") == [code]
    (problem,) = check_record(record({"a": {value: {"b": {"held": "lcs"}}}}), NAMES)
    assert (problem.pointer, problem.line, problem.column) == ("/a", 2, 4)
    assert "key" in problem.message
    (problem,) = check_record(record({}, record_id=f"s-{value}"), NAMES)
    assert problem.message.startswith("The file's name")


def test_several_in_one_record_are_all_told() -> None:
    text = " / ".join(ONE.values())
    assert codes({"a": text, "b": [text]}) == [*BY_CODE, *BY_CODE]


def test_a_whole_number_is_looked_at_and_a_truth_value_is_not() -> None:
    assert codes({"a": int(ONE["nhs-number"])}) == ["nhs-number"]
    assert codes({"a": True, "b": 12}) == []


class TestDays:
    """Dates that are about the work, and those that are not."""

    @pytest.mark.parametrize(
        "text",
        ["see 3 April 2015", "2015-04-03", "03/04/2015", "3.4.2015", "3/4/15", "April 3, 2015", "plan of 3 Apr 2023"],
    )
    def test_a_full_date_from_long_ago_is_taken_for_a_date_of_birth(self, text: str) -> None:
        assert codes({"date": "2026-06-10", "what": text}) == ["birth-date"]

    @pytest.mark.parametrize(
        "text",
        [
            "by 3 May 2026",
            "since 1 July 2024",
            "2025-01-01",
            "3/4/26",
            "in 2015",
            "April 2015",
            "2031-01-01",
            "31/02/2015",
            "1.2.15",
        ],
    )
    def test_other_dates_are_not(self, text: str) -> None:
        assert codes({"date": "2026-06-10", "what": text}) == []

    def test_the_day_after_two_years_is_not_long_ago(self) -> None:
        assert codes({"on": "2026-06-10", "what": "2024-06-10"}) == []
        assert codes({"on": "2026-06-10", "what": "2024-06-09"}) == ["birth-date"]

    def test_days_about_the_work_may_be_old(self) -> None:
        old = {
            "opened": "2026-01-01",
            "posts": [{"from": "1999-01-01", "to": "2001-01-01"}],
            "milestones": {"closure": ["2003-01-01"], "x": "2004-01-01"},
        }
        assert codes(old, "cases") == []
        assert codes({"date": "2026-06-10", "from": "born 3/4/2015", "on": "seen 2015-04-03"}) == [
            "birth-date",
            "birth-date",
        ]

    def test_a_record_without_a_day_of_its_own_goes_by_its_latest(self) -> None:
        assert codes({"posts": [{"from": "2019-01-01"}], "name": "2015-04-03"}, "people") == ["birth-date"]
        assert codes({"posts": [{"from": "2016-01-01"}], "name": "2015-04-03"}, "people") == []
        assert codes({"name": "2015-04-03"}, "teams") == ["birth-date"]
        assert codes(["2015-04-03"]) == ["birth-date"]
        assert codes({"on": "2026-99-99", "what": "2015-04-03"}) == ["birth-date"]

    def test_the_table_of_days_is_that_of_the_schemas(self, schemas: Schemas) -> None:
        found = {key for kind in (*KINDS, "common") for key in days_of(schemas.sources[kind])}
        assert found == DAYS


def days_of(schema: Any, key: str = "") -> Iterator[str]:
    """The keys of a schema whose value is a day."""
    if isinstance(schema, dict):
        if str(schema.get("$ref", "")).endswith("/date") and key:
            yield key
        for name, inner in schema.items():
            for each, of_each in inner.items() if name == "properties" else ():
                if each != OF_DAYS:
                    yield from days_of(of_each, each)
            if name not in ("properties", "examples"):
                yield from days_of(inner, key)
    elif isinstance(schema, list):
        for inner in schema:
            yield from days_of(inner, key)


@pytest.fixture(scope="module")
def schemas(root: Path) -> Schemas:
    return Schemas.read(root / "schemas")


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).parents[2]


class TestExempt:
    """Places that are what they look like by design."""

    @pytest.mark.parametrize("place", EXEMPT)
    def test_only_there_and_only_for_that(self, place: str) -> None:
        kind, *keys = place.split(".")
        for code, value in ONE.items():
            data: Any = [value] if place in ("people.identities", "people.keys") else value
            for key in reversed(keys):
                data = {key: data}
            assert codes(data, kind) == ([] if code in EXEMPT[place] else [code])
            assert codes(data, "teams") == [code]

    def test_an_address_for_work_is_no_alarm(self) -> None:
        assert codes({"identities": [MAIL]}, "people") == []
        assert codes({"posts": [{"team": MAIL}]}, "people") == ["e-mail"]

    def test_text_that_was_sealed_is_not_read(self) -> None:
        dressed_up = f"-----BEGIN AGE ENCRYPTED FILE-----\n{ONE['nhs-number']}\n-----END AGE ENCRYPTED FILE-----\n"
        assert codes({"a": {"sealed": SEALED}}) == []
        for text in (ONE["nhs-number"], f"{SEALED}{PHONE}", f"{PHONE}\n{SEALED}", dressed_up):
            assert codes({"a": {"sealed": text}}) != []


RAW = """person: ab
opened: 2026-01-05
about: frequency
steps:
  - {{step: one-to-one, on: 2026-01-05, with: [ab], outcome: {}}}
"""
PATH = "records/escalations/2026/e1.yaml"


def store(schemas: Schemas, text: str, extra: str = "") -> Store:
    return build_store([(PATH, (RAW.format(text) + extra).encode())], schemas)


def test_a_file_that_does_not_fit_its_schema_is_looked_through(schemas: Schemas) -> None:
    refused = store(schemas, PHONE, f"remark: {MAIL}\n")
    assert refused.judged == 0
    found = [(problem.code, problem.line) for problem in check(refused, Settings())]
    assert found == [("telephone", 5), ("e-mail", 6)]


class TestExcuses:
    """False alarms, in the settings, with a reason."""

    def excused(self, schemas: Schemas, *entries: Excuse) -> list[Problem]:
        return list(check(store(schemas, PHONE), Settings(excuses=entries)))

    def test_one_that_fits_silences_the_alarm(self, schemas: Schemas) -> None:
        assert self.excused(schemas, Excuse("telephone", PATH, "/steps/0/outcome", 3, 5)) == []
        assert self.excused(schemas, Excuse("telephone", PATH, None, 3, 5)) == []

    @pytest.mark.parametrize(
        "entry",
        [
            Excuse("postcode", PATH, None, 3, 5),
            Excuse("telephone", PATH.replace("e1", "e2"), None, 3, 5),
            Excuse("telephone", PATH, "/steps/0", 3, 5),
            Excuse("telephone", PATH, "/steps/1/outcome", 3, 5),
        ],
    )
    def test_one_that_does_not_is_told(self, schemas: Schemas, entry: Excuse) -> None:
        alarm, unused = self.excused(schemas, entry)
        assert alarm.code == "telephone"
        assert (unused.code, unused.severity) == ("unused-excuse", "warning")
        assert (unused.path, unused.line, unused.column) == ("supervision.yaml", 3, 5)

    def test_they_are_read_with_their_lines(self, schemas: Schemas) -> None:
        entry = f"code: telephone, path: {PATH}, pointer: /steps/0/outcome, reason: A form"
        raw = f"privacy:\n  allowed:\n    - {{{entry}}}\n"
        read, problems = parse_settings(raw.encode(), schemas)
        assert problems == ()
        (excuse,) = read.excuses
        assert excuse == Excuse("telephone", PATH, "/steps/0/outcome", 0, 0)
        assert (excuse.line, excuse.column) == (3, 7)
        assert list(check(store(schemas, PHONE), read)) == []

    def test_every_code_can_be_excused(self, schemas: Schemas) -> None:
        entry = schemas.sources["settings"]["properties"]["privacy"]["properties"]["allowed"]["items"]
        assert set(entry["properties"]["code"]["enum"]) == set(BY_CODE)


def test_what_a_reader_of_the_result_is_told() -> None:
    assert notes(Settings()) == ("Names were not looked for: no list of them is kept here.",)
    assert notes(Settings(names=("Brindlewick",))) == ()
    assert notes(Settings(names=("Xy", "Ab", "Brindlewick"))) == (
        "Names of the list that are too short to be looked for: 2.",
    )
    entry = Excuse("telephone", PATH, None, 3, 5)
    assert notes(Settings(names=(), excuses=(entry, entry))) == ("False alarms excused in supervision.yaml: 2.",)


@pytest.fixture(scope="module")
def sample(root: Path, schemas: Schemas) -> Store:
    files = (
        (path.relative_to(root).as_posix(), path.read_bytes()) for path in sorted((root / "records").rglob("*.yaml"))
    )
    return build_store(files, schemas)


def test_the_sample_raises_no_alarm(sample: Store) -> None:
    assert sample.judged > 1000
    assert list(check(sample, Settings(names=()))) == []


def test_the_valid_examples_raise_no_alarm(root: Path) -> None:
    files = [path for kind in KINDS for path in sorted((root / "tests" / "examples" / kind / "valid").glob("*.yaml"))]
    assert len(files) > 40
    for path in files:
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  (texts only: it makes nothing else)
        found = check_record(Record(path.parts[-3], path.stem, path.name, data))
        assert [(problem.code, problem.pointer) for problem in found] == [], path


def test_a_demo_raises_no_alarm(schemas: Schemas) -> None:
    made = demo_files(30, 12, 7, date(2026, 7, 15))
    files = [(path, text.encode()) for path, text in made if path.startswith("records/")]
    assert len(files) > 500
    assert list(check(build_store(files, schemas), Settings(names=()))) == []


def test_a_record_takes_no_time_to_speak_of(sample: Store) -> None:
    every = [each for of_kind in sample.records.values() for each in of_kind.values()]
    started = time.process_time()
    for each in every:
        assert list(check_record(each)) == []
    assert (time.process_time() - started) / len(every) < 0.002


@pytest.fixture
def repository(tmp_path: Path) -> Callable[[str], Path]:
    """A small repository with one escalation in it."""

    def made(text: str) -> Path:
        path = tmp_path / "repository" / PATH
        path.parent.mkdir(parents=True)
        path.write_text(RAW.format(text), encoding="utf-8")
        return tmp_path / "repository"

    return made


@pytest.mark.parametrize("form", ["text", "json", "github", "summary"])
def test_a_canary_is_in_no_output_of_the_command(repository: Callable[[str], Path], tmp_path: Path, form: str) -> None:
    root = repository(json.dumps(" / ".join(ONE.values())))
    names = tmp_path / "names.txt"
    names.write_text("Brindlewick\n", encoding="utf-8")
    call = [sys.executable, "-m", "supervision_records", "check", "--root", str(root), "--format", form]
    source = Path(__file__).parents[2] / "scripts"
    done = subprocess.run(
        call,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": str(source), "SUPERVISION_NAMES": str(names)},
    )
    assert done.returncode == 1
    for code, value in ONE.items():
        assert code in done.stdout or form == "summary"
        assert value not in done.stdout + done.stderr
    assert "Names were not looked for" not in done.stdout


@pytest.mark.parametrize("code", BY_CODE)
def test_a_comment_is_read_like_any_text(code: str) -> None:
    text = f"protocol: a # {ONE[code]}\n# {ONE[code]}\n"
    document, _ = load("records/sessions/s1.yaml", text.encode())
    assert document is not None
    marked = Record("sessions", "s1", document.path, document.data, document.marks)
    found = list(check_record(marked, NAMES))
    assert {(problem.code, problem.line) for problem in found} >= {(code, 1), (code, 2)}
    assert all(ONE[code] not in problem.message + problem.hint for problem in found)
    assert not list(check_record(Record("sessions", "s1", document.path, {"a": "b"}, {}), NAMES))
