"""The script that anyone can verify the site with: on real repositories, against the package, and against tampering."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from supervision_records.history.ledger import ledger_of
from supervision_records.ledger import published
from tests.clones import Clone

SCRIPT = Path(__file__).parents[1] / "scripts" / "verify.py"
Evidence = dict[str, Any]


def verify(*arguments: Path | str, **environment: str) -> tuple[int, str]:
    """Run the script as a stranger does: its exit status and what it says."""
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def history(clone: Clone) -> dict[str, str]:
    """A short history with all that a ledger has to tell apart; the commits by name."""
    commits = {
        "start": clone.commit("2026-03-01T12:00:00+00:00", {
            "records/people/a.yaml": "1", "records/sessions/x/b.yaml": "1", "records/cases/c.yaml": "1",
            "records/README.md": "no record", "docs/d.yaml": "no record",
        }),
        "summer": clone.commit("2026-06-30T23:30:00+00:00", {"records/people/late.yaml": "1"}),
        "moved": clone.commit("2026-07-02T12:00:00+00:00", {
            "records/sessions/x/b.yaml": None, "records/sessions/y/2026/b.yaml": "1",
        }),
        "removed": clone.commit("2026-07-03T12:00:00+00:00", {
            "records/cases/c.yaml": None, "records/tombstones/2026/cases--c.yaml": "1",
            "records/people/late.yaml": None,
        }),
        "back": clone.commit("2026-07-04T12:00:00+00:00", {"records/people/late.yaml": "2"}),
    }  # fmt: skip
    clone.git("checkout", "-q", "-b", "side")
    clone.commit("2026-07-05T12:00:00+00:00", {"records/people/a.yaml": "2", "records/people/side.yaml": "é\n"})
    clone.git("checkout", "-q", "main")
    clone.git("merge", "-q", "--no-ff", "-m", "Merge", "side", at="2026-07-09T12:00:00+00:00")
    return {**commits, "merge": clone.git("rev-parse", "HEAD")}


@pytest.fixture
def clone(tmp_path: Path, git_environment: dict[str, str]) -> Clone:
    return Clone(tmp_path / "clone", git_environment)


@pytest.fixture
def evidence(clone: Clone, tmp_path: Path) -> Path:
    history(clone)
    file = tmp_path / "evidence.json"
    file.write_text(published(ledger_of(clone.root)))
    return file


def test_the_ledger_says_when_each_record_came_in_and_what_became_of_it(clone: Clone) -> None:
    commits = history(clone)
    ledger = ledger_of(clone.root)
    assert ledger.commit == commits["merge"]
    assert {one.path: (str(one.first.on), one.first.commit, one.changes, str(one.last.on)) for one in ledger.kept} == {
        "records/people/a.yaml": ("2026-03-01", commits["start"], 2, "2026-07-09"),
        "records/people/late.yaml": ("2026-07-01", commits["summer"], 3, "2026-07-04"),  # half past midnight in summer
        "records/people/side.yaml": ("2026-07-09", commits["merge"], 1, "2026-07-09"),  # when it was merged
        "records/sessions/y/2026/b.yaml": ("2026-03-01", commits["start"], 2, "2026-07-02"),  # wherever it lies
        "records/tombstones/2026/cases--c.yaml": ("2026-07-03", commits["removed"], 1, "2026-07-03"),
    }
    assert [(one.path, one.at.commit, one.tombstone) for one in ledger.removed] == [
        ("records/cases/c.yaml", commits["removed"], "records/tombstones/2026/cases--c.yaml"),
        ("records/people/late.yaml", commits["removed"], None),
    ]
    assert ledger.open == ()


def test_what_is_not_as_the_commit_has_it_is_named(clone: Clone) -> None:
    history(clone)
    (clone.root / "records/people/a.yaml").write_text("changed")
    (clone.root / "records/people/new.yaml").write_text("new")
    (clone.root / "records/people/late.yaml").unlink()
    names = ["records/people/a.yaml", "records/people/late.yaml", "records/people/new.yaml"]
    ledger = ledger_of(clone.root)
    assert list(ledger.open) == names
    assert json.loads(published(ledger))["uncommitted"] == names


def test_the_clone_and_the_site_agree(clone: Clone, evidence: Path) -> None:
    status, said = verify(evidence, clone.root)
    assert (status, said.endswith("The clone states 7 facts, the site 7; 7 agree.\n")) == (0, True)
    assert "; 0 commits came later" in said


def test_the_site_folder_and_the_folder_one_is_in_will_do(clone: Clone, evidence: Path, tmp_path: Path) -> None:
    (tmp_path / "site/compliance").mkdir(parents=True)
    evidence.rename(tmp_path / "site/compliance/evidence.json")
    command = [sys.executable, str(SCRIPT), str(tmp_path / "site")]
    assert subprocess.run(command, cwd=clone.root, check=False, capture_output=True).returncode == 0


def test_what_came_later_is_none_of_its_business(clone: Clone, evidence: Path) -> None:
    clone.commit("2026-08-01T12:00:00+00:00", {"records/people/a.yaml": None, "records/people/more.yaml": "1"})
    status, said = verify(evidence, clone.root)
    assert (status, "; 1 commits came later and are not in it" in said) == (0, True)


def test_records_below_the_top_of_the_clone(tmp_path: Path, git_environment: dict[str, str]) -> None:
    clone = Clone(tmp_path / "clone", git_environment, "inner/here")
    (clone.top / "records/people").mkdir(parents=True)
    (clone.top / "records/people/other.yaml").write_text("of another repository")
    history(clone)
    (tmp_path / "evidence.json").write_text(published(ledger_of(clone.root)))
    assert verify(tmp_path / "evidence.json", clone.root)[0] == 0


def first(evidence: Evidence) -> Evidence:
    found: Evidence = evidence["records"][0]
    assert found["path"] == "records/people/a.yaml"
    return found


TAMPERED: dict[str, Callable[[Evidence], object]] = {
    "another content": lambda e: first(e).update(sha256="0" * 64),
    "an earlier day": lambda e: first(e)["first"].update(on="2026-02-01"),
    "another commit": lambda e: first(e)["first"].update(commit="0" * 40),
    "one change less": lambda e: first(e).update(changes=1),
    "another last day": lambda e: first(e)["last"].update(on="2026-07-05"),
    "another last commit": lambda e: first(e)["last"].update(commit="0" * 40),
    "a record left out": lambda e: e["records"].pop(0),
    "a record made up": lambda e: e["records"].append({**first(e), "path": "records/people/made-up.yaml"}),
    "a removal left out": lambda e: e["removed"].pop(),
    "a tombstone made up": lambda e: e["removed"][1].update(tombstone="records/tombstones/people--late.yaml"),
    "another day of removal": lambda e: e["removed"][0].update(on="2026-07-04"),
    "an older commit": lambda e: e.update(commit=e["removed"][0]["commit"]),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_site_is_found_out(name: str, clone: Clone, evidence: Path) -> None:
    changed = json.loads(evidence.read_text())
    TAMPERED[name](changed)
    evidence.write_text(json.dumps(changed))
    status, said = verify(evidence, clone.root)
    assert status == 1
    assert "Only the" in said


def test_a_rewritten_history_is_found_out(clone: Clone, evidence: Path) -> None:
    clone.git("commit", "-q", "--amend", "--date", "2026-07-09T12:00:01+00:00", "-m", "Merge, again")
    status, said = verify(evidence, clone.root)
    assert (status, "is not in this clone's history" in said) == (1, True)


def test_a_content_put_in_the_place_of_another_is_found_out(clone: Clone, evidence: Path) -> None:
    """Git does not compare a content with its number when it reads it; the script does."""
    blob = clone.git("rev-parse", "HEAD:records/people/a.yaml")
    file = clone.root / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    file.write_bytes(zlib.compress(b"blob 1\x003"))
    status, said = verify(evidence, clone.root)
    assert (status, said.count("records/people/a.yaml")) == (1, 2)


def test_a_replaced_or_grafted_commit_changes_nothing(clone: Clone, evidence: Path) -> None:
    old, new = clone.git("rev-parse", "HEAD~2"), clone.git("rev-parse", "HEAD~3")
    clone.git("replace", old, new)
    (clone.root / ".git/info").mkdir(exist_ok=True)
    (clone.root / ".git/info/grafts").write_text(f"{clone.git('rev-parse', 'HEAD~1')}\n")
    assert verify(evidence, clone.root)[0] == 0


def test_nothing_of_the_clones_configuration_is_run(clone: Clone, evidence: Path, tmp_path: Path) -> None:
    canary, program = tmp_path / "canary", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {canary}\n")
    program.chmod(0o755)
    with (clone.root / ".git/config").open("a") as config:
        config.write(f"[core]\n\tfsmonitor = {program}\n\tpager = {program}\n\thooksPath = {tmp_path}\n")
        config.write(f'[diff "x"]\n\ttextconv = {program}\n\tcommand = {program}\n[diff]\n\texternal = {program}\n')
        config.write(
            f"\torderFile = /nowhere\n\trelative = true\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {program}\n"
        )
        config.write(f'[filter "x"]\n\tsmudge = {program}\n\tclean = {program}\n')
    (clone.root / ".gitattributes").write_text("* diff=x filter=x\n")
    assert verify(evidence, clone.root, GIT_DIR="/nowhere", GIT_EXTERNAL_DIFF=str(program))[0] == 0
    assert not canary.exists()


def test_a_shallow_clone_cannot_be_compared(clone: Clone, evidence: Path, tmp_path: Path) -> None:
    clone.git("clone", "-q", "--depth", "1", clone.root.as_uri(), str(tmp_path / "shallow"))
    status, said = verify(evidence, tmp_path / "shallow")
    assert (status, "git fetch --unshallow" in said) == (3, True)


def test_a_site_without_a_history_cannot_be_compared(clone: Clone, evidence: Path, tmp_path: Path) -> None:
    (tmp_path / "no-clone").mkdir()
    evidence.write_text(published(ledger_of(tmp_path / "no-clone")))
    status, said = verify(evidence, clone.root)
    assert (status, "was made without the history" in said) == (3, True)


def test_without_git_or_without_a_clone_nothing_can_be_compared(evidence: Path, tmp_path: Path) -> None:
    status, said = verify(evidence, tmp_path / "clone", PATH="/nowhere")
    assert (status, said.startswith("Git is not on this machine")) == (3, True)
    (tmp_path / "no-clone").mkdir()
    status, said = verify(evidence, tmp_path / "no-clone", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert (status, said.startswith("Git has no answer")) == (3, True)


@pytest.mark.parametrize("text", [None, "", "{", "[]", "7", "{}", '{"records": [7]}', "[" * 100_000])
def test_a_wrong_call_is_told_how(text: str | None, tmp_path: Path) -> None:
    file = tmp_path / "evidence.json"
    if text is not None:
        file.write_text(text)
    status, said = verify(file)
    assert (status, "verify.py EVIDENCE [CLONE]" in said) == (2, True)


def test_what_a_path_says_to_a_terminal_is_not_said(clone: Clone, tmp_path: Path) -> None:
    clone.commit("2026-03-01T12:00:00+00:00", {"records/people/\x1b[31mred.yaml": "1"})
    empty = {"commit": clone.git("rev-parse", "HEAD"), "why": "", "records": [], "removed": []}
    (tmp_path / "evidence.json").write_text(json.dumps(empty))
    status, said = verify(tmp_path / "evidence.json", clone.root)
    assert (status, "\x1b" in said, "\\x1b[31mred.yaml" in said) == (1, False, True)


def test_it_is_short_and_needs_nothing_but_python() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    imported = {
        name.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


#: The files of random histories: two in one folder, one name in two folders, one that is no record.
PATHS = (
    "records/people/p1.yaml", "records/people/p2.yaml", "records/sessions/n/s1.yaml", "records/sessions/m/s1.yaml",
    "records/sessions/m/2026/s1.yaml", "records/tombstones/people--p1.yaml",
    "records/tombstones/2026/sessions--s1.yaml", "records/loose.yaml", "records/people/notes.txt", "docs/p1.yaml",
)  # fmt: skip


def random_history(root: Path, random: Random) -> None:
    """A bare repository of adding, changing, moving, linking and removing, with branches that are merged or left."""
    stream, marks, at = [], [0], 1_770_000_000
    trees: list[dict[str, str]] = [{}]
    for mark in range(1, 25):
        at += random.choice([60, 3600, 86400, 8_640_000])
        parent = marks[-1] if random.random() < 0.7 else random.choice(marks)
        other = random.choice(marks) if random.random() < 0.4 else 0
        now = dict(trees[parent]) | (trees[other] if random.random() < 0.5 else {})
        for path in random.sample(PATHS, random.randint(0, 4)):
            now.pop(path, None)
            if random.random() < 0.6:
                now[path] = random.choice(["100644", "100644", "100755", "120000"]) + f" v{random.randint(1, 3)}"
        trees.append(now)
        marks.append(mark)
        stream.append(f"commit refs/heads/b{mark}\nmark :{mark}\ncommitter A <a@example.org> {at} +1300\ndata 1\nx\n")
        stream += [f"from :{parent}\n" if parent else "", f"merge :{other}\n" if other not in (0, parent) else ""]
        stream += ["deleteall\n", *(_file(path, entry) for path, entry in now.items()), "\n"]
    subprocess.run(["git", "init", "-q", "--bare", str(root)], check=True)
    subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], input="".join(stream).encode(), check=True)
    subprocess.run(["git", "-C", str(root), "symbolic-ref", "HEAD", "refs/heads/b24"], check=True)


def _file(path: str, entry: str) -> str:
    mode, content = entry.split(" ")
    return f"M {mode} inline {path}\ndata {len(content)}\n{content}\n"


@pytest.mark.parametrize("seed", range(15))
def test_the_script_and_the_package_agree_on_a_random_history(seed: int, tmp_path: Path) -> None:
    random_history(tmp_path / "bare", Random(seed))  # noqa: S311  (no secret)
    ledger = ledger_of(tmp_path / "bare")
    assert not ledger.why
    (tmp_path / "evidence.json").write_text(published(ledger))
    status, said = verify(tmp_path / "evidence.json", tmp_path / "bare")
    assert status == 0, said
