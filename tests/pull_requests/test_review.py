"""``supervision review``: whole pull requests told in plain words, compared with the whole Markdown that they become.

After a wanted change: ``SUPERVISION_BLESS=1 python3 -m pytest tests/pull_requests/test_review.py``, then read the
difference in Git.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from supervision_records.cli import main
from supervision_records.report.sections import Line, Paper, Section, as_markdown, as_text
from tests.pull_requests.workspace import SESSION

EXPECTED = Path(__file__).parent / "expected"
SESSIONS = "records/sessions/north/2026"
FILES = "https://git.example.org/north/records/blob/0123abc/"

Make = Callable[[Path], None]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def late_session(root: Path) -> None:
    """A session that mends one breach, comes late itself, and leaves an action and the agenda open."""
    text = SESSION.format(date="2026-06-05").replace("cases: []", "cases: [{case: c-aaaa1111}]")
    text += "actions: [{id: 1, what: Visit the clinic, owner: worker, due: 2026-07-10}]\n"
    write(root / SESSIONS / "s-late.yaml", f"{text}recorded: {{by: boss, on: 2026-06-23}}\n")


def contract(root: Path) -> None:
    """A contract that one of two has signed, and somebody new."""
    write(root / "records/people/second.yaml", "posts:\n  - {team: north, role: social-worker, from: 2026-06-01}\n")
    text = "protocol: case-management-supervision\nsupervisors: [boss]\nsupervisees: [second]\nstarts: 2026-06-15\n"
    text += "interval: {weeks: 4}\nminutes: 60\nsigned: [{by: boss, on: 2026-06-16}]\n"
    write(root / "records/contracts/k-second.yaml", text)


def slips(root: Path) -> None:
    """Two files with several slips each, in the words of somebody in a hurry; a known record that is changed."""
    write(root / SESSIONS / "s-slip.yaml", SESSION.format(date="2026-06-31").replace("held", "done") + "remark: busy\n")
    write(root / SESSIONS / "s-nobody.yaml", SESSION.format(date="2026-06-26").replace("[worker]", "[werker]"))
    replace(root / SESSIONS / "s-signed.yaml", "status: held", "status: held\nminutes: 60")


def removal(root: Path) -> None:
    """A session taken away, by which a demand was met; an absence with its tombstone; a page changed."""
    (root / SESSIONS / "s-april.yaml").unlink()
    (root / "records/absences/2026/away-1.yaml").unlink()
    write(root / "records/tombstones/2026/absences--away-1.yaml", "reason: mistake\non: 2026-06-30\nby: manager\n")
    replace(root / "docs/glossary.md", "\n", "\nA word more.\n")


def rules(root: Path) -> None:
    """A rule made weaker: for the maintainers."""
    replace(root / "schemas/tombstones.schema.json", '"enum": ["mistake", ', '"enum": ["mistake", "other", ')


def nothing(root: Path) -> None:
    """Nothing at all."""
    assert root.is_dir()


def harm(root: Path) -> None:
    """Texts that try to be links, markup or commands, wherever a contributor may write or name anything."""
    write(root / "docs/##[error]<img src=x> [a](b).js", "x\n")
    write(root / SESSIONS / "<b>x</b> @north.yaml", "x: y\n")
    text = SESSION.format(date="2026-06-25").replace("team: north", "team: '<script>alert(1)</script>'")
    write(root / SESSIONS / "s-harm.yaml", f"{text}remark: '![canary](https://example.org/x)'\n")
    write(root / "records/teams/second.yaml", (root / "records/teams/north.yaml").read_text(encoding="utf-8"))
    replace(root / "records/teams/second.yaml", "North team", "'<canary> @all #1 www.example.org'")


CHANGES: dict[str, tuple[Make, int]] = {
    "late-session": (late_session, 0),
    "contract": (contract, 0),
    "slips": (slips, 1),
    "removal": (removal, 1),
    "rules": (rules, 1),
    "nothing": (nothing, 0),
    "harm": (harm, 1),
}


@pytest.fixture
def copy(tmp_path: Path, base: Path) -> Path:
    """A working copy of the base, to be changed."""
    return Path(shutil.copytree(base, tmp_path / "copy"))


def told(capsys: pytest.CaptureFixture[str], root: Path, *words: str) -> tuple[int, str]:
    status = main(["--root", str(root), "review", "--since", "HEAD", *words])
    return status, capsys.readouterr().out


@pytest.mark.parametrize("name", CHANGES)
def test_the_whole_summary_is_the_expected_one(name: str, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make, status = CHANGES[name]
    make(copy)
    found = told(capsys, copy, "--format", "summary", "--files-at", FILES)
    expected = EXPECTED / f"{name}.md"
    if os.environ.get("SUPERVISION_BLESS"):
        expected.write_bytes(found[1].encode())
    assert found == (status, expected.read_bytes().decode())


def test_nothing_is_expected_of_no_change() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == set(CHANGES)


@pytest.mark.parametrize("name", CHANGES)
def test_no_summary_says_what_somebody_wrote_or_leads_elsewhere(name: str) -> None:
    text = (EXPECTED / f"{name}.md").read_text(encoding="utf-8")
    for word in ("canary", "clinic", "busy", "alert"):
        assert word not in text
    tags = {tag.strip("</>") for tag in re.findall(r"</?[a-z!][^ >]*>?", text)}
    assert tags <= {"a", "br", "li", "p", "strong", "ul"}
    assert all(address.startswith(FILES) for address in re.findall('href="([^"]*)"', text))


def test_all_problems_stand_there_and_not_the_first_ten(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(15):
        write(copy / SESSIONS / f"s-{number:02}.yaml", f"{SESSION.format(date='2026-06-25')}remark: x\n")
    status, text = told(capsys, copy, "--format", "summary")
    assert status == 1
    assert text.count("The key here is not known in this place.") == 15
    assert "All 15 stand here" in text
    status = main(["--root", str(copy), "check", "--since", "HEAD", "--format", "github"])
    said = capsys.readouterr().out
    assert status == 1
    assert said.count("::error ") == 15
    assert "the summary of this run has them all" in said


def test_at_a_terminal_the_same_is_said(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slips(copy)
    status, text = told(capsys, copy)
    assert status == 1
    markdown = (EXPECTED / "slips.md").read_text(encoding="utf-8")
    sentences = re.findall(r"</a> ([^<]+)<br>", markdown)
    assert len(sentences) >= 4
    for sentence in sentences:
        assert sentence.replace("&quot;", '"').replace("&#x27;", "'") in text


def test_unfit_rules_are_told_in_the_summary(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(copy / "schemas/sessions.schema.json", "{")
    status, text = told(capsys, copy, "--format", "summary")
    assert status == 3
    assert "Nothing was judged" in text
    assert "schemas/sessions.schema.json" in text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//example.org", 'https://x" onclick="', "https://a b"])
def test_an_address_that_is_none_is_refused(address: str, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        told(capsys, copy, "--files-at", address)
    assert ended.value.code == 2


class TestRoom:
    """GitHub shows nothing of a summary above its limit."""

    MANY = tuple(Line(f"Problem {number} " + "é" * 60, "Mend it.", "a/b.yaml", 7, inner=True) for number in range(500))

    @pytest.mark.parametrize("limit", [3_000, 20_000, 60_000])
    def test_it_stays_below_it_and_says_what_is_left_out(self, limit: int) -> None:
        sections = (Section("First", self.MANY), Section("Urgent", self.MANY, urgent=True), Section("Last", self.MANY))
        text = as_markdown(Paper("Title", ("Sentence.",), sections, "https://git.example.org"), limit)
        assert len(text.encode()) <= limit
        urgent = text[text.index("### Urgent") : text.index("### Last")]
        kept = urgent.count("Mend it.")
        assert kept >= (text.count("Mend it.") + 1) // 2
        assert f"… and {500 - kept:,} more lines" in urgent

    def test_a_terminal_has_room_for_all(self) -> None:
        text = as_text(Paper("Title", (), (Section("All", self.MANY),)))
        assert text.count("Mend it.") == 500
