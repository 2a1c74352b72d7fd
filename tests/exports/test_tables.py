"""One organisation's export: every finding and session, typed and documented, and nothing that anybody wrote."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from supervision_records.assess import assess
from supervision_records.cli import main
from supervision_records.exports import content_of
from supervision_records.exports.content import named
from supervision_records.exports.sheets import csv_files, workbook
from supervision_records.repository import read_repository
from tests.exports.made import content, finding, findings, written

MINI = Path(__file__).parents[1] / "mini" / "repository"
BROKEN = "records/sessions/north/2026/s-broken.yaml"
HIVE = ds.partitioning(pa.schema([("organisation", pa.string()), ("month", pa.string())]), flavor="hive")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("export") / "repository"
    shutil.copytree(MINI, root)
    (root / BROKEN).unlink()
    return root


@pytest.fixture(scope="module")
def export(repository: Path) -> Path:
    folder = repository.parent / "export"
    assert main(["--root", str(repository), "export", str(folder), "--organisation", "council-a", "--duckdb"]) == 0
    return folder


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """A table as pyarrow reads it."""
    read: list[dict[str, Any]] = ds.dataset(folder / table, partitioning=HIVE).to_table().to_pylist()
    return read


def test_every_finding_is_there_with_its_types(
    repository: Path, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--root", str(repository), "compliance", "--format", "json"])
    judged = json.loads(capsys.readouterr().out)["findings"]
    found = rows(export, "findings")
    told = [
        (f["rule"], f["days_late"], f["status"], f["due"], f["subject"]["id"], f["part"], f["period"]) for f in judged
    ]
    there = [
        (r["rule"], r["days_late"], r["status"], str(r["due"]), r["subject_id"], r["part"],
         {"from": str(r["period_from"]), "to": str(r["period_to"])})
        for r in found
    ]  # fmt: skip
    assert sorted(there, key=str) == sorted(told, key=str)
    assert all(r["month"] == str(r["period_to"])[:7] and r["organisation"] == "council-a" for r in found)
    assert {r["as_of"] for r in found} == {date(2026, 6, 30)}
    assert json.loads((export / "export.json").read_text())["rows"]["findings"] == len(found) == len(judged)


def test_sessions_are_there_by_their_day(export: Path) -> None:
    june = next(row for row in rows(export, "sessions") if row["session"] == "s-june")
    assert (june["date"], june["month"], june["supervisees"]) == (date(2026, 6, 24), "2026-06", ["worker"])


def test_columns_have_types_and_say_what_they_mean(export: Path) -> None:
    for part in sorted(export.glob("*/*/*/*.parquet")):
        for field in pq.read_schema(part):
            assert field.metadata[b"description"].endswith(b".")
            assert str(field.type) in {"string", "date32[day]", "int64", "list<element: string>"}


def test_duckdb_reads_the_files_and_the_one_file_alike(export: Path) -> None:
    with duckdb.connect(str(export / "export.duckdb"), read_only=True) as database:
        for table in ("findings", "sessions", "totals"):
            files = f"read_parquet('{export}/{table}/*/*/*.parquet', hive_types_autocast=false)"
            both = [database.sql(f"FROM {source} ORDER BY ALL").fetchall() for source in (table, files)]
            assert both[0] == both[1] != []
            assert len(both[0]) == len(rows(export, table))
        said = database.sql("SELECT comment FROM duckdb_columns() WHERE column_name = 'days_late'").fetchall()
        assert said[0][0].startswith("How many days late")


def test_the_same_records_give_the_same_bytes(repository: Path, export: Path, tmp_path: Path) -> None:
    main(["--root", str(repository), "export", str(tmp_path / "again"), "--organisation", "council-a"])
    first = {p.relative_to(export): p.read_bytes() for p in export.rglob("*") if p.suffix in {".parquet", ".json"}}
    again = {p.relative_to(tmp_path / "again"): p.read_bytes() for p in (tmp_path / "again").rglob("*.*")}
    assert first == again
    assert len(first) > 10


def test_what_people_wrote_is_in_no_table(repository: Path, tmp_path: Path) -> None:
    """Each text that is no id stands in the session; the export has the ids and none of the texts."""
    root = tmp_path / "repository"
    shutil.copytree(repository, root)
    (root / "supervision.yaml").write_text("as_of: 2026-06-30\nnarrative: {plain: [sessions.actions.what]}\n")
    record = root / "records/sessions/north/2026/s-june.yaml"
    said = record.read_text() + "actions: [{id: 1, what: Canary one two, owner: worker, due: 2026-07-01}]\n"
    record.write_text(said)
    read = read_repository(root)
    assert "Canary" in str(read.store.records["sessions"]["s-june"].data)
    judged = assess(read.store, read.protocols, read.settings.working_days, date(2026, 6, 30))
    made = content_of("council-a", read.store, judged, 5)
    assert "s-june" in str(made)
    assert "Canary" not in str(made)
    assert not any(f.message in str(made) for f in judged.findings)


def test_totals_alone_have_no_id_of_anybody(repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "totals"
    calls = ["export", str(folder), "--organisation", "council-a", "--only-totals"]
    assert main(["--root", str(repository), *calls]) == 0
    assert {path.name for path in folder.iterdir()} == {"totals", "export.json"}
    assert not any(path.name.startswith("s-") for path in folder.rglob("*"))


def test_small_totals_are_hidden_with_what_tells_them(tmp_path: Path) -> None:
    counts = {"2026-05": {"met": 20, "breach": 3, "due": 9}, "2026-06": {"met": 20, "breach": 6}, "2026-07": {"due": 2}}
    (totals,) = [t for t in content("a", findings(counts)).tables if t.name == "totals"]
    assert {month: row for month, (row,) in totals.months.items()} == {
        "2026-05": (20, None, None, 0, 0, 32),
        "2026-06": (20, 0, 6, 0, 0, 26),
        "2026-07": (0, None, 0, 0, 0, None),
    }
    back = rows(written(tmp_path, content("a", findings(counts))), "totals")
    assert [row["breach"] for row in sorted(back, key=lambda row: str(row["month"]))] == [None, 6, 0]


def test_a_spreadsheet_gets_dates_as_dates_and_no_formula() -> None:
    made = content("a", [finding(1, "met", "2026-06", part="=1+1"), finding(2, "breach", "2026-06", part="@SUM(A1)")])
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(made)))
    heading, *read = book.get_sheet_by_name("findings").to_python()
    assert [row[heading.index("part")] for row in read] == ["=1+1", "@SUM(A1)"]
    assert {row[heading.index("due")] for row in read} == {date(2026, 6, 28)}
    assert {row[heading.index("days_late")] for row in read} == {0.0}
    table = dict(csv_files(made))["findings.csv"].decode("utf-8-sig")
    assert [row["part"] for row in csv.DictReader(io.StringIO(table))] == ["'=1+1", "'@SUM(A1)"]
    assert workbook(made) == workbook(made)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_form_has_all_rows(form: str, repository: Path, export: Path, tmp_path: Path) -> None:
    calls = ["export", str(tmp_path / "out"), "--organisation", "council-a", "--format", form]
    assert main(["--root", str(repository), *calls]) == 0
    wanted = {table: len(rows(export, table)) for table in ("findings", "sessions", "totals")}
    if form == "csv":
        found = {
            path.stem: len(list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))))
            for path in (tmp_path / "out").iterdir()
        }
    else:
        book = CalamineWorkbook.from_path(tmp_path / "out/export.xlsx")
        found = {name: len(book.get_sheet_by_name(name).to_python()) - 1 for name in wanted}
    assert found == wanted


def test_an_export_is_somebodys(repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "repository"
    shutil.copytree(repository, root)
    (root / "supervision.yaml").write_text("as_of: 2026-06-30\n")
    assert main(["--root", str(root), "export", str(tmp_path / "out")]) == 2
    assert "--organisation" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert named("Borough A: Children's Service") == "borough-a-children-s-service"


def test_without_its_packages_the_call_is_refused(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supervision_records.cli.export.find_spec", lambda _: None)
    for call in (["export", str(tmp_path / "out"), "--organisation", "a1"], ["rollup", str(tmp_path)]):
        assert main(["--root", str(repository), *call]) == 2
        assert "[rollup]" in capsys.readouterr().err


def test_a_file_that_could_not_be_read_is_counted_and_the_status_says_so(tmp_path: Path) -> None:
    assert main(["--root", str(MINI), "export", str(tmp_path / "out"), "--organisation", "council-a"]) == 1
    assert json.loads((tmp_path / "out/export.json").read_text())["refused"] == 1
