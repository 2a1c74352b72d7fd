"""Excel files read back by two programs that did not write them: a reader of the format, and LibreOffice."""

from __future__ import annotations

import io
import re
import subprocess
import xml.etree.ElementTree as ET  # the files are our own
import zipfile
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

Rows = list[list[Any]]


def read(raw: bytes) -> dict[str, Rows]:
    """Each sheet's cells, typed."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def formulas(raw: bytes) -> list[str]:
    """Every formula in the file, as the format writes it."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/")]
    return [found for sheet in sheets for found in re.findall(r"<(?:\w+:)?f[ />].*", sheet)]


def opened(soffice: str, raw: bytes, folder: Path) -> dict[str, list[list[tuple[str, str]]]]:
    """What LibreOffice takes each cell for: its type and value, ``formula`` where it would work something out."""
    (folder / "table.xlsx").write_bytes(raw)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "fods", "--outdir", str(folder), "table.xlsx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    tree = ET.parse(folder / "table.fods")  # noqa: S314
    return {
        table.get(f"{_TABLE}name", ""): [
            [_cell(cell) for cell in row.iter(f"{_TABLE}table-cell")] for row in table.iter(f"{_TABLE}table-row")
        ]
        for table in tree.iter(f"{_TABLE}table")
    }


def _cell(cell: ET.Element) -> tuple[str, str]:
    if cell.get(f"{_TABLE}formula"):
        return "formula", ""
    sort = cell.get(f"{_OFFICE}value-type", "")
    value = cell.get(f"{_OFFICE}date-value") or cell.get(f"{_OFFICE}value") or "".join(cell.itertext()).strip()
    return sort, value
