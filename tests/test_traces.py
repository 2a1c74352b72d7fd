"""What is kept from one run to the next changes no outcome, whatever has become of the records or of what was kept."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from supervision_records import survey as surveying
from supervision_records import traces
from supervision_records.consistency import check
from supervision_records.files import Disk
from supervision_records.model import Problem
from supervision_records.settings import Settings
from supervision_records.store import read_store
from supervision_records.survey import Rules, Survey, survey
from supervision_records.traces import FILE, PLACE, Traces, key_of
from supervision_records.writing import checked, with_digest
from tests.hostile.fuzz import Ground, chance

CANARY = "quagga-canary"


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground.of(chance(4), 0.03)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few records are worth it here, every change is written down, and times of files are believed at once."""
    monkeypatch.setattr(traces, "WORTH_IT", 1)
    monkeypatch.setattr(surveying, "WORTH_IT", 1)
    monkeypatch.setattr(traces, "_FEW", 0)
    monkeypatch.setattr(traces, "_NEAR", -(10**12))


def _laid(files: Mapping[str, bytes], root: Path) -> Path:
    (root / ".git").mkdir()
    for path, raw in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    return root


def _rules(ground: Ground) -> Rules:
    by = ground.repository
    return Rules(by.schemas, by.protocols, by.settings)


def _found(root: Path, rules: Rules, cached: Path | None) -> tuple[set[Problem], Survey]:
    looked = survey(Disk(root), rules, jobs=1, cached=cached)
    found = check(looked.store, rules.protocols, rules.settings, looked.passed)
    return {*looked.store.problems, *found}, looked


def _plain(root: Path, rules: Rules) -> set[Problem]:
    store = read_store(Disk(root), rules.schemas)
    return {*store.problems, *check(store, rules.protocols, rules.settings)}


def _kept_file(root: Path) -> Path:
    return root.joinpath(*PLACE, FILE)


def test_random_edits_come_to_the_same_with_and_without(ground: Ground, tmp_path: Path) -> None:
    root, rules, random = _laid(ground.files, tmp_path), _rules(ground), chance(6)
    mutator = ground.mutator(random)
    told = set()
    for _ in range(10):
        plain = _plain(root, rules)
        assert _found(root, rules, root)[0] == plain
        told |= {problem.code for problem in plain}
        for path in random.sample(sorted(ground.files), 6):
            match random.randrange(4):
                case 0:
                    (root / path).unlink(missing_ok=True)
                case 1:
                    (root / path).write_bytes(ground.files[path])
                case _:
                    other, raw = mutator.file()
                    (root / other).write_bytes(raw)
    assert len(told) > 10


def test_a_file_of_the_same_size_and_time_is_read_again(ground: Ground, tmp_path: Path) -> None:
    root, rules = _laid(ground.files, tmp_path), _rules(ground)
    _found(root, rules, root)
    path = next(path for path in sorted(ground.files) if path.startswith("records/cases/"))
    file = root / path
    before = file.stat()
    file.write_bytes(ground.files[path].replace(b"team: ", b"team; ", 1))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    found, _ = _found(root, rules, root)
    assert path in {problem.path for problem in found}


def test_the_times_of_a_file_that_was_just_written_are_not_believed(
    ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traces, "_NEAR", 2_000_000_000)
    root, rules = _laid(ground.files, tmp_path), _rules(ground)
    _found(root, rules, root)
    rows = Traces(root, _key(rules))._rows
    assert rows
    assert {row.stat for row in rows.values()} == {traces._NONE}
    assert _found(root, rules, root)[1].passed == _found(root, rules, None)[1].passed


def _key(rules: Rules) -> str:
    protocols = {name: protocol.data for name, protocol in rules.protocols.items()}
    return key_of(rules.schemas.sources, protocols, rules.settings)


def test_whatever_becomes_of_the_file_the_outcome_stays(ground: Ground, tmp_path: Path) -> None:
    root, rules, random = _laid(ground.files, tmp_path), _rules(ground), chance(2)
    expected, looked = _found(root, rules, root)
    whole = _kept_file(root).read_bytes()
    assert Traces(root, _key(rules))._rows
    lines = whole.split(b"\n")
    spoilt = [b"", whole[:-1], whole[: len(whole) // 2], whole + b"x", with_digest(b""), with_digest(b"1\tx")]
    spoilt.append(b"\n".join([*lines[:2], *reversed(lines[2:])]))
    for _ in range(8):
        at = random.randrange(len(whole))
        spoilt.append(whole[:at] + bytes([whole[at] ^ 1 << random.randrange(8)]) + whole[at + 1 :])
    for raw in spoilt:
        _kept_file(root).write_bytes(raw)
        assert Traces(root, _key(rules))._rows == {}
        again, once_more = _found(root, rules, root)
        assert (again, once_more.passed) == (expected, looked.passed)
    _kept_file(root).unlink()
    _kept_file(root).mkdir()
    assert _found(root, rules, root)[0] == expected


def test_other_rules_do_not_use_what_was_kept(ground: Ground, tmp_path: Path) -> None:
    root, rules = _laid(ground.files, tmp_path), _rules(ground)
    _found(root, rules, root)
    strict = replace(rules, settings=Settings(plain=frozenset()))
    found, _ = _found(root, strict, root)
    assert found == _plain(root, strict)
    assert "plain-narrative" in {problem.code for problem in found}


def test_nothing_of_a_records_words_is_kept(ground: Ground, tmp_path: Path) -> None:
    files = {path: raw.replace(b"what: ", f"what: {CANARY} ".encode()) for path, raw in ground.files.items()}
    assert any(CANARY.encode() in raw for raw in files.values())
    root, rules = _laid(files, tmp_path), _rules(ground)
    _, looked = _found(root, rules, root)
    assert any(CANARY.encode() in files[path] for path in looked.passed)
    assert CANARY.encode() not in _kept_file(root).read_bytes()


def test_what_cannot_be_written_is_left(ground: Ground, tmp_path: Path) -> None:
    root, rules = _laid(ground.files, tmp_path), _rules(ground)
    root.joinpath(*PLACE).write_text("no folder", encoding="utf-8")
    assert _found(root, rules, root)[0] == _plain(root, rules)


def test_two_runs_at_once_leave_one_whole_file(ground: Ground, tmp_path: Path) -> None:
    root = _laid(ground.files, tmp_path)
    program = (
        "import sys; from pathlib import Path\n"
        "from supervision_records import survey, traces\n"
        "traces.WORTH_IT = survey.WORTH_IT = 1\n"
        "from supervision_records.cli import main\n"
        "sys.exit(main(['--root', sys.argv[1], 'check', '--format', 'json']))"
    )
    scripts = Path(traces.__file__).parents[1]
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(root)],
            env={**os.environ, "PYTHONPATH": str(scripts), "PYTHONHASHSEED": str(seed)},
            stdout=subprocess.PIPE,
        )
        for seed in (1, 2)
    ]
    said = {run.communicate()[0] for run in both}
    assert len(said) == 1
    assert checked(_kept_file(root).read_bytes()) is not None


def test_a_key_is_the_same_in_every_run_and_another_for_other_rules() -> None:
    program = (
        "from supervision_records.settings import Settings\n"
        "from supervision_records.traces import key_of\n"
        "print(key_of({'a': [1, True]}, Settings()))"
    )
    scripts = Path(traces.__file__).parents[1]
    keys = {
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True,
            env={**os.environ, "PYTHONPATH": str(scripts), "PYTHONHASHSEED": str(seed)},
        ).stdout.decode().strip()
        for seed in (1, 2)
    }  # fmt: skip
    assert keys == {key_of({"a": [1, True]}, Settings())}
    assert key_of({"a": [1, 1]}, Settings()) not in keys
    assert key_of({"a": [1, True]}, Settings(small_numbers=6)) not in keys
