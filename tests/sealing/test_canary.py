"""A canary in every sealed text of every kind: in nothing that is published, exported, logged or handed over."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from supervision_records.armour import BEGIN
from tests.sealing.calls import call
from tests.sealing.office import CANARY, Office, where

#: Everything that tells something of records, in every format.
TOLD = (
    *(("check", "--format", form) for form in ("text", "json", "github", "summary")),
    *(("compliance", "--fail-on", "never", "--format", form) for form in ("text", "json", "csv", "github", "summary")),
    *(("due", "--days", "400", "--format", form) for form in ("text", "json", "markdown", "ics")),
    *(("history", "--format", form) for form in ("text", "json", "github", "csv")),
    ("explain", "TEL-8", "session/s-personal"),
    ("list", "TEL-6"),
    ("list", "absent"),
    ("demands",),
    ("rekey", "--dry-run", "--identity", "IDENTITY"),
    ("erase", "cases/c-aaaaaaaa", "--by", "head", "--rule", "x"),
)


def test_nothing_that_is_told_has_it(submitted: Office, capsys: pytest.CaptureFixture[str]) -> None:
    for words in TOLD:
        capsys.readouterr()
        status = call(submitted, *(submitted.identity("checker") if word == "IDENTITY" else word for word in words))
        said = capsys.readouterr()
        assert status in (0, 1), words
        for text in (said.out, said.err):
            assert CANARY not in text, words
            assert BEGIN not in text, words


def test_the_site_has_neither_the_words_nor_what_they_were_sealed_to(submitted: Office, tmp_path: Path) -> None:
    site = tmp_path / "pages"
    assert call(submitted, "pages", str(site)) == 0
    assert len(list(site.rglob("*.md"))) > 50
    assert where(site) == []
    sealed = [value["sealed"] for path in submitted.records_with_text() for value in submitted.texts(path).values()]
    fields = {text.splitlines()[3] for text in sealed}
    assert len(fields) > 20
    published = b"".join(path.read_bytes() for path in site.rglob("*") if path.is_file())
    assert not [line for line in fields if line.encode() in published]


def test_the_bundle_for_an_inspection_has_no_word_of_it(submitted: Office, tmp_path: Path) -> None:
    assert call(submitted, "bundle", str(tmp_path / "bundle")) in (0, 1)
    assert where(tmp_path) == []
    (packed,) = tmp_path.rglob("*.zip")
    with zipfile.ZipFile(packed) as files:
        assert files.namelist()
        assert not [name for name in files.namelist() if CANARY in files.read(name).decode("utf-8", "replace").lower()]
