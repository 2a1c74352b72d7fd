"""Many organisations' exports as one table: the same on two engines, whole, and without giving a small number away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision_records.cli import main
from supervision_records.exports.engine import Place, by_duckdb, counted, sql
from supervision_records.exports.gathered import gathered
from supervision_records.exports.rollup import ALL, lines
from supervision_records.exports.totals import TOTAL, WITHIN, hidden_of
from tests.attacker import Attacker, Balance
from tests.exports.made import content, findings, written
from tests.exports.second_engine import by_datafusion

COUNTS: Mapping[str, Mapping[str, Mapping[str, int]]] = {
    "council-a": {"2026-05": {"met": 30, "breach": 3, "due": 9}, "2026-06": {"met": 40, "breach": 8}},
    "council-b": {"2026-05": {"met": 50, "excused": 6}, "2026-06": {"met": 60, "breach": 7, "unknown": 12}},
    "trust-c": {"2026-06": {"met": 70, "breach": 9, "excused": 5}},
}

TOTALS = "SELECT organisation, month, met, due, breach, excused, unknown, total FROM totals ORDER BY 1, 2"


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("region")
    for name, counts in COUNTS.items():
        written(folder / name, content(name, findings(counts)))
    return folder


def whole(of: Mapping[str, int]) -> dict[str, int]:
    """Numbers of every sort."""
    return {**{sort: of.get(sort, 0) for sort in WITHIN}, TOTAL: sum(of.values())}


def test_two_engines_come_to_the_same_answer(region: Path) -> None:
    exports = gathered([region])
    expected = {(name, month): whole(of) for name, months in COUNTS.items() for month, of in months.items()}
    assert counted(exports, by_duckdb) == counted(exports, by_datafusion) == expected
    for table, query in (("findings", sql()), ("totals", TOTALS)):
        assert by_duckdb(exports, table, query) == by_datafusion(exports, table, query) != []


def test_the_table_has_each_organisation_and_month_and_their_sums(
    region: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rollup", *(str(region / name) for name in COUNTS), "--small-numbers", "0", "--format", "csv"]) == 0
    read = {(row["organisation"], row["month"]): row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert read["council-a", "2026-06"]["met"] == "40"
    assert read["council-a", ""]["met"] == "70"
    assert read["", "2026-06"]["met"] == "170"
    assert read["", ""] == {
        "organisation": "", "month": "", "met": "250", "due": "9", "breach": "27", "excused": "11", "unknown": "12",
        "total": "309", "rate": "90 %", "at_least": "",
    }  # fmt: skip
    assert len(read) == 5 + 3 + 2 + 1


def test_the_order_of_the_folders_makes_no_difference(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [str(region / name) for name in COUNTS]
    said = []
    for call in ([str(region)], names, names[::-1]):
        assert main(["rollup", *call]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] == said[2]


def test_what_an_organisation_hides_is_hidden_and_what_it_shows_is_shown(
    region: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rollup", str(region), "--format", "json"]) == 0
    read = {(line["organisation"], line["month"]): line for line in json.loads(capsys.readouterr().out)["lines"]}
    exports = gathered([region])
    totals = {row[:2]: dict(zip(WITHIN, row[2:], strict=True)) for row in by_duckdb(exports, "totals", TOTALS)}
    hidden = {(place, sort) for place, of in totals.items() for sort, number in of.items() if number is None}
    assert hidden == {(("council-a", "2026-05"), "breach"), (("council-a", "2026-05"), "due")}
    for place, numbers in counted(exports).items():
        for sort, number in numbers.items():
            assert read[place][sort] == (None if (place, sort) in hidden else number)
    assert (read["council-a", None]["breach"], read["council-a", None]["at_least"]) == (8, ["due", "breach"])
    assert (read[None, None]["total"], read[None, None]["met"]) == (309, 250)


def test_the_query_can_be_had_for_another_engine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rollup", "--sql"]) == 0
    assert capsys.readouterr().out == sql()


class TestRefused:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return written(tmp_path / "a", content("council-a", findings(COUNTS["council-a"])))

    def refused(self, capsys: pytest.CaptureFixture[str], *folders: Path) -> str:
        assert main(["rollup", *map(str, folders)]) == 2
        said = capsys.readouterr()
        assert not said.out
        return said.err

    def test_a_month_that_is_missing(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (folder / "findings/organisation=council-a/month=2026-06/part-0.parquet").unlink()
        assert "42 of 90 findings" in self.refused(capsys, folder)

    def test_a_file_that_is_damaged(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = folder / "findings/organisation=council-a/month=2026-06/part-0.parquet"
        path.write_bytes(path.read_bytes()[:-20])
        assert "Copy the exports again" in self.refused(capsys, folder)

    def test_findings_that_are_missing(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (folder / "findings").rename(folder / "lost")
        assert "its findings are missing" in self.refused(capsys, folder)

    def test_one_organisation_twice(self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        other = written(tmp_path / "b", content("council-a", findings(COUNTS["council-b"])))
        assert "both of the organisation council-a" in self.refused(capsys, folder, other)

    @pytest.mark.parametrize("said", ["[]", "{", '{"version": 2}', '{"version": 1, "rows": {"totals": 3}}'])
    def test_what_is_not_of_this_version(self, folder: Path, said: str, capsys: pytest.CaptureFixture[str]) -> None:
        (folder / "export.json").write_text(said)
        assert "of another version" in self.refused(capsys, folder)

    def test_no_export_at_all(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "is no export" in self.refused(capsys, tmp_path)
        assert "name the exports" in self.refused(capsys)

    def test_a_name_that_is_a_wildcard(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "cannot be read" in self.refused(capsys, folder.rename(folder.parent / "a*"))


def test_days_that_differ_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, day in (("council-a", 29), ("council-b", 30)):
        written(tmp_path / name, content(name, findings(COUNTS[name]), as_of=date(2026, 6, day)))
    assert main(["rollup", str(tmp_path)]) == 0
    assert "from 2026-06-29 to 2026-06-30" in capsys.readouterr().err


# ---- nothing small is given away, even to whoever has the organisations' own totals


number = st.one_of(st.integers(0, 7), st.integers(0, 40))
months = st.fixed_dictionaries(dict.fromkeys(("met", "due", "breach", "excused"), number))


@settings(max_examples=100, deadline=None)
@given(of=months, threshold=st.integers(2, 6))
def test_no_small_number_of_a_month_can_be_worked_out(of: dict[str, int], threshold: int) -> None:
    """Whatever is visible, every small number might as well reach the threshold, beside the same visible ones."""
    true = whole(of)
    (line, *_) = lines({("o", "2026-06"): true}, threshold)
    visible = {sort: n for sort, n in line.numbers.items() if n is not None}
    parts: Balance = ([sort for sort in WITHIN if sort != TOTAL], [TOTAL])
    reader = Attacker(visible, [parts], 500, some=[TOTAL] if of else [])
    bounds = reader.bounds()
    for sort in (sort for sort, n in true.items() if 0 < n < threshold):
        assert sort not in visible
        assert bounds[sort][1] >= threshold
        assert reader.fits(sort, threshold, true)


regions = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["2026-05", "2026-06"])), months, min_size=1
)


@settings(max_examples=100, deadline=None)
@given(region=regions, threshold=st.integers(2, 6), own=st.integers(2, 9))
def test_sums_say_nothing_that_the_shown_numbers_do_not(
    region: dict[Place, dict[str, int]], threshold: int, own: int
) -> None:
    """They are the same whatever the hidden numbers are; and what an organisation hides stays hidden."""
    numbers = {place: whole(of) for place, of in region.items()}
    theirs = {(place, sort) for place, of in numbers.items() for sort in hidden_of(of, own)}
    told = list(lines(numbers, threshold, dict.fromkeys("abc", own)))
    inner = {(line.organisation, line.month): line for line in told if ALL not in (line.organisation, line.month)}
    assert inner.keys() == numbers.keys()
    assert all(inner[place].numbers[sort] is None for place, sort in theirs)
    for line in told:
        parts = [one for place, one in inner.items() if line.organisation in (ALL, place[0])]
        parts = [one for one in parts if line.month in (ALL, one.month)]
        for sort in WITHIN:
            shown = [one.numbers[sort] for one in parts]
            if (line.organisation, line.month) not in inner:
                assert line.numbers[sort] == sum(n for n in shown if n is not None)
                assert (sort in line.least) == (None in shown)
