"""``supervision import``: a team's sheet becomes records, all of its rows or none, and no cell is ever quoted."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from supervision_records.cli import main
from supervision_records.tracker import read_sheet
from supervision_records.yamlio import load

POST = "posts: [{{team: north, role: {role}, from: 2025-01-01, case_holding: {holds}}}]\n"
RECORDS = {
    "teams/north": "name: North\norganisation: borough-a\nagency: childrens-service\nmanager: boss\n"
    "protocols: [{protocol: case-management-supervision, from: 2025-01-01}]\n",
    "people/boss": POST.format(role="team-manager", holds="false"),
    "people/worker": POST.format(role="social-worker", holds="true"),
    "people/other": POST.format(role="social-worker", holds="true"),
    "cases/c-aaaa1111": "opened: 2026-01-05\nteams: [{team: north, from: 2026-01-05}]\n"
    "status: [{category: cin, from: 2026-01-05}]\nallocations: [{person: worker, from: 2026-01-05}]\n",
}
MAPPING = """\
kind: sessions
same: {status: held, supervisors: [boss]}
columns:
  date: {column: Date, date: d/m/y}
  supervisees: {column: Worker, values: {Worker Example: worker, Other Example: other}}
  minutes: Length
  cases: {column: Cases, split: ";"}
  prepared.place_private: Private?
"""
HEAD = "Date,Worker,Length,Cases,Private?\n"
GOOD = HEAD + "14/07/2026,Worker Example,60,c-aaaa1111,yes\n\n1/6/26,Other Example,45,,no\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for name, text in RECORDS.items():
        path = tmp_path / "office" / "records" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "map.yaml").write_text(MAPPING)
    return tmp_path / "office"


def bring(office: Path, sheet: bytes, *words: str, name: str = "sheet.csv") -> int:
    file = office.parent / name
    file.write_bytes(sheet)
    return main(["--root", str(office), "import", str(file), "--map", str(office.parent / "map.yaml"), *words])


def sessions(office: Path) -> dict[str, object]:
    found = {}
    for path in sorted((office / "records").rglob("sessions/**/*.yaml")):
        document, _ = load(path.name, path.read_bytes())
        assert document is not None
        found[path.stem] = document.data
    return found


def test_a_sheet_becomes_records(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(office, GOOD.encode()) == 0
    assert "2 rows read: 2 can be taken, 0 cannot." in capsys.readouterr().out
    shared = {"protocol": "case-management-supervision", "team": "north", "type": "case", "status": "held"}
    assert sessions(office) == {
        "2026-06-01-other-case": {
            **shared,
            "date": "2026-06-01",
            "minutes": 45,
            "supervisors": ["boss"],
            "supervisees": ["other"],
            "prepared": {"place_private": False},
        },
        "2026-07-14-worker-case": {
            **shared,
            "date": "2026-07-14",
            "minutes": 60,
            "supervisors": ["boss"],
            "supervisees": ["worker"],
            "cases": [{"case": "c-aaaa1111"}],
            "prepared": {"place_private": True},
        },
    }
    assert main(["--root", str(office), "check"]) == 0


def test_excel_gives_the_same_as_csv(office: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEAD.strip().split(","))
    page.append([datetime(2026, 7, 14), "Worker Example", 60, "c-aaaa1111", "yes"])  # noqa: DTZ001  (Excel has no zone)
    page.append([datetime(2026, 6, 1), "Other Example", 45.0, None, "no"])  # noqa: DTZ001
    made = io.BytesIO()
    book.save(made)
    assert bring(office, made.getvalue(), name="sheet.xlsx") == 0
    by_excel = sessions(office)
    for path in (office / "records" / "sessions").rglob("*.yaml"):
        path.unlink()
    assert bring(office, GOOD.replace(",", ";").replace("c-aaaa1111", '"c-aaaa1111"').encode("utf-8-sig")) == 0
    assert sessions(office) == by_excel != {}


def test_a_dry_run_writes_nothing(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(office, GOOD.encode(), "--dry-run") == 0
    assert "would write records/sessions/north/2026/2026-07-14-worker-case.yaml" in capsys.readouterr().out
    assert not sessions(office)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("31/02/2026,Worker Example,60,,", "no day of the calendar"),
        ("next week,Worker Example,60,,", "no date in figures"),
        ("14/07/2026,Jane Canary,60,,", "no entry under `values`"),
        ("14/07/2026,Worker Example,an hour,,", "no whole number"),
        ("14/07/2026,Worker Example,60,,perhaps", "neither yes nor no"),
        ("14/07/2026,Worker Example,60,c-zzzz9999,", "c-zzzz9999"),
        ("14/07/2026,Worker Example,60,Jane Canary,", "`case` is not written"),
        ("14/07/2024,Worker Example,60,,", "`team` is missing"),
        (",Worker Example,9999,,", "minutes"),
        ("1/6/2026,Other Example,45,,no", "recorded more than once"),
    ],
)
def test_one_bad_row_is_told_and_nothing_is_written(
    office: Path, capsys: pytest.CaptureFixture[str], row: str, said: str
) -> None:
    assert bring(office, f"{GOOD}{row}\n".encode()) == 1
    out = capsys.readouterr().out
    assert "row 5: " in out
    assert said in out
    assert "Canary" not in out
    assert "Nothing was written" in out
    assert not sessions(office)


@pytest.mark.parametrize(
    ("sheet", "name", "said"),
    [
        (b"", "sheet.csv", "empty"),
        (b"\xff\xfe", "sheet.csv", "UTF-8"),
        (b"a,a\n1,2\n", "sheet.csv", "twice"),
        (b"no workbook", "sheet.xlsx", "no Excel workbook"),
        (b"x" * (11 * 1024 * 1024), "sheet.csv", "larger than"),
        (b"Date\n" + b"1/1/2026\n" * 20_001, "sheet.csv", "more than"),
        (b'Date,Worker\n"14/07/2026,Worker Example\n1/6/26,Other Example\n', "sheet.csv", "quote is not closed"),
        (b"Date,Worker\n14/07/2026,Worker, Example\n", "sheet.csv", "row 2 has more cells"),
    ],
)
def test_what_is_no_sheet(office: Path, capsys: pytest.CaptureFixture[str], sheet: bytes, name: str, said: str) -> None:
    assert bring(office, sheet, name=name) == 2
    assert said in capsys.readouterr().err


def test_a_workbook_that_unpacks_to_too_much(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/big.xml", b"0" * (101 * 1024 * 1024))
    assert bring(office, made.getvalue(), name="sheet.xlsx") == 2
    assert "unpacks to far more" in capsys.readouterr().err


def workbook(*rows: list[object], pages: int = 1) -> bytes:
    """A workbook whose first page has the usual names and these rows."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEAD.strip().split(","))
    for row in rows:
        page.append(row)
    for _ in range(pages - 1):
        book.create_sheet()
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def altered(whole: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook with one thing in another's place in its first page."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as sound, zipfile.ZipFile(made, "w") as packed:
        for name in sound.namelist():
            content = sound.read(name)
            if "sheets/sheet1" in name:
                assert old in content
                content = content.replace(old, new)
            packed.writestr(name, content)
    return made.getvalue()


FIRST: list[object] = ["14/07/2026", "Worker Example", 60, "", "yes"]
SECOND: list[object] = ["1/6/26", "Other Example", 45, "", "no"]


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"</row>", b"<row>"), (b'r="A2"', b'r="??"'), (b"<v>60</v>", b"<v>an hour</v>"), (b"<v>60</v>", b"<v>nan</v>")],
)
def test_a_damaged_page_of_a_workbook_is_told(
    office: Path, capsys: pytest.CaptureFixture[str], old: bytes, new: bytes
) -> None:
    assert bring(office, altered(workbook(FIRST), old, new), name="sheet.xlsx") == 2
    assert "damaged" in capsys.readouterr().err
    assert not sessions(office)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'<row r="3"', b'<row r="99999"', "beyond row 20000"),
        (b'<row r="3"', b'<row r="2"', "row 2 is twice there"),
        (b'<row r="3"', b'<row r="0"', "out of order"),
        (b'<row r="2"', b'<row r="9999999999999"', "out of order"),
        (b'r="B3"', b'r="A3"', "two cells in one column"),
    ],
)
def test_no_row_or_cell_at_an_odd_place_is_passed_over(
    office: Path, capsys: pytest.CaptureFixture[str], old: bytes, new: bytes, said: str
) -> None:
    assert bring(office, altered(workbook(FIRST, SECOND), old, new), name="sheet.xlsx") == 2
    assert said in capsys.readouterr().err
    assert not sessions(office)


def test_empty_rows_far_below_are_no_rows(office: Path) -> None:
    far = altered(workbook(FIRST), b"</sheetData>", b'<row r="1048576" ht="15"><c r="A1048576"/></row></sheetData>')
    assert bring(office, far, name="sheet.xlsx") == 0
    assert len(sessions(office)) == 1


def test_what_a_page_says_of_its_own_size_is_not_believed(office: Path) -> None:
    small = altered(workbook(FIRST, SECOND), b'ref="A1:E3"', b'ref="A1:C2"')
    assert bring(office, small, name="sheet.xlsx") == 0
    by_size = sessions(office)
    for path in (office / "records" / "sessions").rglob("*.yaml"):
        path.unlink()
    assert bring(office, workbook(FIRST, SECOND), name="sheet.xlsx") == 0
    assert len(by_size) == 2
    assert by_size == sessions(office)


def test_a_formula_without_a_saved_result_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(office, workbook(FIRST, SECOND, ["=A2", "=B2", "=C2"]), name="sheet.xlsx") == 1
    out = capsys.readouterr().out
    for key in ("date", "supervisees", "minutes"):
        assert f"row 4: `{key}`: the cell holds a formula without a saved result" in out
    assert "3 rows read: 2 can be taken, 1 cannot." in out
    assert not sessions(office)


@pytest.mark.parametrize(
    ("saved", "minutes"), [(b'<c r="C2" t="str"><f>1</f><v></v>', None), (b'<c r="C2"><f>1</f><v>45</v>', 45)]
)
def test_a_formula_with_a_saved_result_is_taken(office: Path, saved: bytes, minutes: int | None) -> None:
    """A result that is an empty text is one, too: most trackers have such formulas."""
    made = altered(workbook([*FIRST[:2], "=1"]), b'<c r="C2"><f>1</f><v />', saved)
    assert bring(office, made, name="sheet.xlsx") == 0
    (data,) = sessions(office).values()
    assert isinstance(data, dict)
    assert data.get("minutes") == minutes


@pytest.mark.parametrize("mark", [";", "|", ","])
def test_a_first_line_that_names_the_separator_is_understood(office: Path, mark: str) -> None:
    assert bring(office, f"sep={mark}\r\n{GOOD.replace(',', mark)}".encode("utf-8-sig")) == 0
    assert len(sessions(office)) == 2


def test_rows_below_such_a_line_are_numbered_as_their_program_does(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(office, f"sep=,\n{HEAD}soon,Worker Example,60,,\n".encode()) == 1
    assert "row 2: `date`" in capsys.readouterr().out


def test_columns_that_are_not_taken_are_told_by_their_letters(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = f"Jane Canary,{HEAD.strip()},\n1,14/07/2026,Worker Example,60,,yes,Canary\n"
    assert bring(office, sheet.encode()) == 0
    out = capsys.readouterr().out
    assert "Columns A, G of the sheet: not taken" in out
    assert "Canary" not in out


def test_a_row_that_ends_early_has_empty_cells(office: Path) -> None:
    assert bring(office, f"{HEAD}14/07/2026,Worker Example\n".encode()) == 0
    (data,) = sessions(office).values()
    assert isinstance(data, dict)
    assert "minutes" not in data


def test_other_pages_are_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(office, workbook(FIRST, pages=3), name="sheet.xlsx") == 0
    assert "The workbook has 3 pages; only the first was read" in capsys.readouterr().out


def test_tabs_part_cells_too(office: Path) -> None:
    assert bring(office, GOOD.replace(",", "\t").encode()) == 0
    assert len(sessions(office)) == 2


def test_very_many_columns_are_read_at_once(office: Path) -> None:
    names = ",".join(f"n{n}" for n in range(20_000))
    assert len(read_sheet("x.csv", f"{names}\n1\n".encode()).rows) == 1


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("kind: sessions\n", "`columns` is missing"),
        ("kind: meetings\ncolumns: {date: Date}\n", "no such kind"),
        ("kind: sessions\ncolumns: {colour: Date}\n", "no such key"),
        ("kind: sessions\ncolumns: {date: {column: Date, date: y/d/m}}\n", "order of a date"),
        ("kind: sessions\ncolumns: {date: {name: Date}}\n", "`column` is missing"),
        ("kind: sessions\ncolumns: {date: 3}\n", "named by text"),
        ("- kind\n", "begins with"),
        ("kind: [\n", "map.yaml:"),
    ],
)
def test_a_mapping_that_cannot_be_used(
    office: Path, capsys: pytest.CaptureFixture[str], mapping: str, said: str
) -> None:
    (office.parent / "map.yaml").write_text(mapping)
    assert bring(office, GOOD.encode()) == 2
    assert said in capsys.readouterr().err


def test_a_column_that_is_not_there_is_told_for_every_row(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(office, b"Date,Worker\n14/07/2026,Worker Example\n") == 1
    assert "the column for `minutes` is not in the sheet" in capsys.readouterr().out
