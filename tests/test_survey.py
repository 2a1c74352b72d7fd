"""Looking at records by their ties finds just what looking at each beside all others finds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import pytest

from supervision_records import processes
from supervision_records.consistency import check
from supervision_records.consistency.ties import ties_of
from supervision_records.files import ChangedError, Disk, Entry, Sort
from supervision_records.model import Problem
from supervision_records.repository import Repository, read_repository
from supervision_records.store import judge_file, read_store
from supervision_records.store.skim import skim
from supervision_records.survey import Rules, Survey, survey
from supervision_records.yamlio.emit import to_yaml
from tests.hostile.fuzz import Ground, chance

MINI = Path(__file__).parent / "mini" / "repository"


class Memory:
    """Files that lie on no disk."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def has_folder(self, folder: str) -> bool:
        return any(path.startswith(f"{folder}/") for path in self.files)

    def below(self, folder: str) -> Iterator[Entry]:
        return (Entry(path, Sort.FILE) for path in sorted(self.files) if path.startswith(f"{folder}/"))

    def read(self, path: str, limit: int) -> bytes:
        return self.files[path][:limit]


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground.of(chance(3), 0.06)


def both(files: Mapping[str, bytes], by: Repository, jobs: int = 1) -> tuple[set[Problem], set[Problem], Survey]:
    """What all checks say of all records; what the survey says; and the survey."""
    store = read_store(Memory(files), by.schemas)
    plain = {*store.problems, *check(store, by.protocols, by.settings)}
    looked = survey(Memory(files), Rules(by.schemas, by.protocols, by.settings), jobs=jobs)
    found = {*looked.store.problems, *check(looked.store, by.protocols, by.settings, looked.passed)}
    return plain, found, looked


def test_what_is_in_order_is_passed(ground: Ground) -> None:
    repository = read_repository(MINI)
    files = {path.relative_to(MINI).as_posix(): path.read_bytes() for path in MINI.rglob("*.yaml")}
    plain, found, looked = both(files, repository)
    assert plain == found
    told = {problem.path for problem in plain}
    records = [record for of_kind in looked.store.records.values() for record in of_kind.values()]
    tied = {record.path for record in records if ties_of(record) is not None}
    assert looked.passed == tied - told


def test_strange_records_are_found_by_both(ground: Ground) -> None:
    random = chance(5)
    mutator = ground.mutator(random)
    told, passed = 0, 0
    for _ in range(6):
        files = dict(ground.files)
        files.update(mutator.file() for _ in range(40))
        plain, found, looked = both(files, ground.repository)
        assert plain == found
        told, passed = told + len(plain), passed + len(looked.passed)
    assert told > 300
    assert passed > 800


def _shifted(data: dict[str, object], random: Random) -> None:
    """Another day, or an end, somewhere in a record."""
    dated = [key for key in ("date", "opened", "from", "starts", "on", "closed", "ends", "to") if key in data]
    if dated:
        data[random.choice(dated)] = random.choice(("2024-01-05", "2025-03-01", "2026-01-31", "2027-06-01"))
    for key in ("posts", "teams", "allocations", "protocols"):
        for entry in data.get(key, ()) if random.random() < 0.5 else ():  # type: ignore[attr-defined]
            entry["to"] = random.choice(("2025-09-30", "2026-02-28", "2026-12-31"))


def test_edits_that_are_noticed_elsewhere_are_found_by_both(ground: Ground) -> None:
    random = chance(8)
    codes = set()
    for number in range(12):
        files = dict(ground.files)
        for path in random.sample(sorted(path for path in files if number % 3 or "/people/" in path), 12):
            judged = judge_file(path, files[path], ground.repository.schemas, quick=False)  # nothing shared is edited
            if judged.record is None:
                continue
            data = dict(judged.record.data)
            _shifted(data, random)
            match number % 4:
                case 0:
                    del files[path]
                case 1:
                    files[path.replace(".yaml", "-x.yaml")] = files[path]
                case _:
                    files[path] = to_yaml(data).encode()
        plain, found, _ = both(files, ground.repository)
        assert plain == found
        codes |= {problem.code for problem in plain}
    assert codes >= {"unknown-reference", "no-post", "same-session"}


def test_a_post_that_ends_is_noticed_in_the_cases_of_its_holder(ground: Ground) -> None:
    records = [judged.record for judged in ground.good.values() if judged.record and judged.record.kind == "cases"]
    person = next(entry["person"] for record in records for entry in record.data["allocations"])
    path = f"records/people/{person}.yaml"
    judged = judge_file(path, ground.files[path], ground.repository.schemas, quick=False)
    assert judged.record is not None
    for post in judged.record.data["posts"]:
        post["from"], post["to"] = "2001-01-01", "2001-01-02"
    files = {**ground.files, path: to_yaml(judged.record.data).encode()}
    plain, found, _ = both(files, ground.repository)
    assert plain == found
    assert "outside-post" in {problem.code for problem in plain if problem.path.startswith("records/cases/")}


def test_the_number_of_processes_makes_no_difference(ground: Ground) -> None:
    files = dict(ground.files)
    files.update(ground.mutator(chance(9)).file() for _ in range(30))
    outcomes = [both(files, ground.repository, jobs)[1:] for jobs in (1, 2, 5)]
    assert outcomes[0][0] == outcomes[1][0] == outcomes[2][0]
    assert outcomes[0][1].passed == outcomes[1][1].passed == outcomes[2][1].passed


def test_a_file_that_changes_meanwhile_stops_the_run(tmp_path: Path) -> None:
    files = dict(path_and_bytes())
    memory = Memory(files)
    by = read_repository(MINI)
    looked = survey(memory, Rules(by.schemas, by.protocols, by.settings), jobs=1)
    session = next(iter(looked.store.records["sessions"].values()))
    assert session.data["type"]
    other = next(record for record in looked.store.records["sessions"].values() if record is not session)
    files[other.path] += b"# more\n"
    with pytest.raises(ChangedError):
        assert other.data


def path_and_bytes() -> Iterator[tuple[str, bytes]]:
    for path in MINI.rglob("*.yaml"):
        yield path.relative_to(MINI).as_posix(), path.read_bytes()


@pytest.mark.skipif(not processes.CAN_FORK, reason="one process does all here")
@pytest.mark.parametrize("ending", ["dies", "fails", "kills"])
def test_a_process_that_ends_too_early_ends_the_run(ending: str, capfd: pytest.CaptureFixture[str]) -> None:
    mine = os.getpid()

    def task(things: list[int]) -> list[int]:
        if os.getpid() != mine:
            if ending == "dies":
                os._exit(0)
            if ending == "kills":
                os.kill(os.getpid(), 9)
            raise ValueError
        return things

    with pytest.raises(processes.WorkerError):
        processes.spread(task, list(range(10)), 3)  # type: ignore[arg-type]
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.skipif(not processes.CAN_FORK, reason="one process does all here")
def test_answers_come_in_order_whatever_the_number() -> None:
    things = list(range(5003))
    for jobs in (1, 2, 3, 7):
        assert processes.spread(lambda part: [str(number) for number in part], things, jobs) == list(map(str, things))


def test_few_things_are_not_shared_out() -> None:
    assert processes.number_for(10) == 1
    assert processes.number_for(10**6, 1) == 1
    assert processes.number_for(0, 4) <= 1


def test_what_cannot_be_read_is_left_to_the_reader_of_all(tmp_path: Path) -> None:
    by = read_repository(MINI)
    assert skim(Disk(tmp_path), ["records/people/nobody.yaml"], by.schemas, lambda records: records) == {}
