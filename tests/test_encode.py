"""What a text of somebody else can do to a terminal, a log, a table, JSON: nothing."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_records.encode import cell, command, json_text, line, lines, unlinked, visible

#: As GitHub's runner reads a line: the present form at its beginning, the old one anywhere in it.
COMMAND = re.compile(r"^\s*::[a-z-]+.*::|##\[[a-z-]+", re.IGNORECASE)
TEXTS = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\r\n\x1b:#[]%=+-@|'\u202e")), max_size=30)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("  two  spaces ", "  two  spaces "),
        ("a\nb\r\nc\u2028d", "a b c d"),
        ("\x1b[2Jgone", "\ufffd[2Jgone"),
        ("a\u202eb\u200b", "a\ufffdb\ufffd"),
        ("শিশু\u200dসেবা 👩\u200d👧 東\u00a0区", "শিশু\u200dসেবা 👩\u200d👧 東\u00a0区"),
        ("half \ud800 sign", "half \ufffd sign"),
        ("::error::x", ":\u2060:error::x"),
        ("\t ::set-output name=x::y", "\ufffd ::set-output name=x::y"),
        ("a ##[add-mask]b", "a #\u2060#[add-mask]b"),
    ],
)
def test_a_line_shows_a_text_as_it_is_and_no_more(text: str, shown: str) -> None:
    assert line(text) == shown


@given(TEXTS)
def test_no_text_is_more_than_a_line_or_a_command(text: str) -> None:
    for shown in (line(text), unlinked(text), cell(text)):
        assert len((shown + ".").splitlines()) == 1
        assert not COMMAND.search(shown)
        assert visible(shown.replace("\u2060", "")) == shown.replace("\u2060", "")


def test_lines_end_each() -> None:
    assert lines(["a\nb", "c"]) == "a b\nc\n"


@given(TEXTS, TEXTS)
def test_a_workflow_command_says_what_it_was_given(message: str, path: str) -> None:
    said = command("error", message, file=path, line=3)
    assert "##[" not in said
    said = said.replace("\u2060", "")
    assert said.startswith("::error file=")
    assert len((said + ".").splitlines()) == 1
    properties, shown = re.fullmatch(r"::error ([^:]*)::(.*)", said).groups()  # type: ignore[union-attr]
    assert len(properties.split(",")) == 2
    decoded = {"%3A": ":", "%2C": ",", "%25": "%"}
    given = properties.split(",")[0].removeprefix("file=")
    assert re.sub("%(3A|2C|25)", lambda code: decoded[code[0]], given) == line(path).replace("\u2060", "")
    assert shown.replace("%25", "%") == line(message).replace("\u2060", "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\r-x", " =1", "\n=1", "＝1+1", "|x", "%x"])
def test_no_cell_begins_a_formula(text: str) -> None:
    assert cell(text) == "'" + line(text)


@given(TEXTS)
def test_a_cell_is_read_back_as_it_is_or_behind_an_apostrophe(text: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([cell(text), "next"])
    [[read, after]] = csv.reader(io.StringIO(out.getvalue()))
    assert after == "next"
    assert read.removeprefix("'") == line(text).removeprefix("'")
    assert not re.match(r"\s*[=+\-@]", read)


def test_other_cells_stay_as_they_are() -> None:
    assert [cell(text) for text in ("", "worker", "2026-07-15", "a=b")] == ["", "worker", "2026-07-15", "a=b"]


@pytest.mark.parametrize(
    "text", ["@team/all", "see #12", "GH-7", "http://evil.invalid/x", "www.evil.invalid", "a@b.invalid"]
)
def test_nothing_in_a_rendered_text_is_a_link_or_calls_anybody(text: str) -> None:
    shown = unlinked(text)
    assert not re.search(r"[@#]\w|://|www\.|GH-[0-9]", shown, re.IGNORECASE)
    assert shown.replace("\u2060", "") == text


@given(TEXTS)
def test_json_is_read_back_exactly(text: str) -> None:
    said = json_text({"a": [text, {text: 1}]})
    assert json.loads(said) == {"a": [text, {text: 1}]}
    assert not COMMAND.search(said)
    assert visible(said.replace("\n", "")) == said.replace("\n", "")
