"""The records folder: every file is judged or refused, and named."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision_records.model import Problem
from supervision_records.schema import Schemas
from supervision_records.store import KINDS, Store, build_store, is_id, named, read_store, right_path
from supervision_records.store.paths import Name, read_name
from supervision_records.yamlio import MAX_BYTES

ROOT = Path(__file__).parents[1]

PERSON = b"posts: [{team: north, role: social-worker, from: 2025-01-01}]\n"
SESSION = (
    b"protocol: case-management-supervision\nteam: north\ntype: case\ndate: 2026-06-10\nstatus: held\n"
    b"supervisors: [boss]\nsupervisees: [worker]\n"
)
ABSENCE = b"person: worker\nfrom: 2026-04-20\n"
HANDOVER = b"supervisee: worker\nfrom: [boss]\nto: [chief]\nchanged: 2026-05-01\non: 2026-05-04\npresent: [worker]\n"
ESCALATION = (
    b"person: worker\nopened: 2026-05-01\nabout: frequency\nsteps: [{step: one-to-one, on: 2026-05-02, with: [boss]}]\n"
)
TOMBSTONE = b"reason: mistake\non: 2026-05-01\nby: boss\n"


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    return Schemas.read(ROOT / "schemas")


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in problems]


def counts(store: Store) -> tuple[int, int, int]:
    assert store.seen == store.judged + store.refused
    return store.seen, store.judged, store.refused


GOOD = [
    ("records/people/boss.yaml", PERSON),
    ("records/sessions/north/2026/s1.yaml", SESSION),
    ("records/absences/2026/a1.yaml", ABSENCE),
    ("records/handovers/2026/h1.yaml", HANDOVER),
    ("records/escalations/2026/e1.yaml", ESCALATION),
    (f"records/tombstones/2026/sessions--{'s' * 64}.yaml", TOMBSTONE),
]


def test_records_by_kind_and_id(schemas: Schemas) -> None:
    store = build_store(reversed([*GOOD, ("records/people/ann.yaml", PERSON)]), schemas)
    assert store.problems == ()
    assert counts(store) == (7, 7, 0)
    assert tuple(store.records) == KINDS
    assert list(store.records["people"]) == ["ann", "boss"]
    record = store.records["sessions"]["s1"]
    assert (record.kind, record.id, record.path) == ("sessions", "s1", "records/sessions/north/2026/s1.yaml")
    assert record.data["date"] == "2026-06-10"
    assert record.marks["/date"] == (4, 7)


def test_what_may_lie_beside_the_kinds(schemas: Schemas) -> None:
    assert counts(build_store([("records/README.md", b"x"), ("records/.gitkeep", b"")], schemas)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("path", "code", "hint"),
    [
        ("records/people/Chief.yaml", "bad-name", "small letters"),
        ("records/people/b.yaml", "bad-name", "2 to 64"),
        ("records/people/-boss.yaml", "bad-name", "starting with"),
        ("records/people/böss.yaml", "bad-name", "a to z"),
        ("records/people/boss٣.yaml", "bad-name", "digits"),
        ("records/people/boss one.yaml", "bad-name", "hyphens"),
        ("records/people/boss\n.yaml", "bad-name", "hyphens"),
        (f"records/people/{'b' * 65}.yaml", "bad-name", "2 to 64"),
        ("records/people/chief.yaml ", "bad-extension", "Rename"),
        ("records/people/chief.yaml.", "bad-extension", "Rename"),
        ("records/people/boss .yaml", "bad-name", "hyphens"),
        ("records/people/con.yaml", "reserved-name", "another name"),
        ("records/teams/aux.yaml", "reserved-name", "another name"),
        ("records/sessions/north/2026/com1.yaml", "reserved-name", "another name"),
        (f"records/tombstones/2026/{'b' * 81}.yaml", "bad-name", "2 to 64"),
        ("records/people/boss.yml", "bad-extension", ".yml"),
        ("records/people/chief.YAML", "bad-extension", ".YAML"),
        ("records/people/boss", "bad-extension", "Rename"),
        ("records/people/notes.txt", "bad-extension", "elsewhere"),
        ("records/people/.boss.yaml", "hidden-file", "Delete"),
        ("records/people/.gitkeep", "hidden-file", "Delete"),
        ("records/.git/config", "hidden-file", "Delete"),
        ("records/people/README.md", "bad-extension", "elsewhere"),
        ("records/boss.yaml", "unknown-kind", "people, teams"),
        ("records/person/boss.yaml", "unknown-kind", "people, teams"),
        ("records/session/s1.yaml", "unknown-kind", "records/sessions/"),
        ("records/Sessions/s1.yaml", "unknown-kind", "records/sessions/"),
    ],
)
def test_a_file_whose_place_or_name_is_wrong_is_refused(schemas: Schemas, path: str, code: str, hint: str) -> None:
    store = build_store([*GOOD, (path, PERSON)], schemas)
    assert told(store.problems) == [(path, code)]
    assert hint in store.problems[0].hint
    assert counts(store) == (7, 6, 1)


@pytest.mark.parametrize(
    ("path", "raw", "right"),
    [
        ("records/people/2026/boss.yaml", PERSON, "records/people/boss.yaml"),
        ("records/sessions/s1.yaml", SESSION, "records/sessions/north/2026/s1.yaml"),
        ("records/sessions/north/2025/s1.yaml", SESSION, "records/sessions/north/2026/s1.yaml"),
        ("records/sessions/south/2026/s1.yaml", SESSION, "records/sessions/north/2026/s1.yaml"),
        ("records/sessions/north/2026/06/s1.yaml", SESSION, "records/sessions/north/2026/s1.yaml"),
        ("records/absences/2025/a1.yaml", ABSENCE, "records/absences/2026/a1.yaml"),
        ("records/handovers/h1.yaml", HANDOVER, "records/handovers/2026/h1.yaml"),
        ("records/escalations/2027/e1.yaml", ESCALATION, "records/escalations/2026/e1.yaml"),
        ("records/tombstones/people--x.yaml", TOMBSTONE, "records/tombstones/2026/people--x.yaml"),
    ],
)
def test_the_wrong_folder_is_told_and_the_record_still_judged(
    schemas: Schemas, path: str, raw: bytes, right: str
) -> None:
    store = build_store([(path, raw)], schemas)
    assert told(store.problems) == [(path, "wrong-folder")]
    assert store.problems[0].hint == f"Move it to {right}."
    assert counts(store) == (1, 1, 0)


def test_every_kind_has_a_right_place() -> None:
    data = {"team": "north", "date": "2026-06-10", "from": "2025-01-01", "opened": "2024-01-01", "on": "2023-01-01"}
    assert {kind: right_path(kind, "ab", data).split("/")[2:-1] for kind in KINDS} == {
        "people": [],
        "teams": [],
        "cases": [],
        "contracts": [],
        "sessions": ["north", "2026"],
        "absences": ["2025"],
        "referrals": ["2023"],
        "audits": ["2023"],
        "observations": ["2023"],
        "escalations": ["2024"],
        "handovers": ["2023"],
        "assurance": ["2023"],
        "announcements": ["2023"],
        "tombstones": ["2023"],
    }


def test_one_bad_file_never_hides_another(schemas: Schemas) -> None:
    bad = [
        ("records/people/a1.yaml", b"posts: [\n"),
        ("records/people/a2.yaml", b"posts: 1\nnme: x\n"),
        ("records/people/a3.yaml", b"\xff"),
        ("records/people/a4.yaml", b""),
        ("records/people/A5.yaml", PERSON),
    ]
    store = build_store([*bad, *GOOD], schemas)
    assert told(store.problems) == [
        ("records/people/A5.yaml", "bad-name"),
        ("records/people/a1.yaml", "bad-syntax"),
        ("records/people/a2.yaml", "wrong-type"),
        ("records/people/a2.yaml", "unknown-key"),
        ("records/people/a3.yaml", "not-utf-8"),
        ("records/people/a4.yaml", "empty-file"),
    ]
    assert counts(store) == (11, 6, 5)


def test_what_can_be_read_of_a_file_that_does_not_fit_its_schema_is_kept_to_be_looked_through(schemas: Schemas) -> None:
    files = [("records/people/a1.yaml", b"posts: [\n"), ("records/people/a2.yaml", b"nme: x\n"), *GOOD]
    (unfit,) = build_store(files, schemas).unfit
    assert (unfit.kind, unfit.id, unfit.path, unfit.data) == ("people", "a2", "records/people/a2.yaml", {"nme": "x"})


def test_an_id_taken_twice(schemas: Schemas) -> None:
    first, second = "records/sessions/north/2025/s1.yaml", "records/sessions/north/2026/s1.yaml"
    store = build_store([(second, SESSION), (first, SESSION), ("records/people/s1.yaml", PERSON)], schemas)
    assert told(store.problems) == [(first, "duplicate-id"), (first, "wrong-folder"), (second, "duplicate-id")]
    assert second in store.problems[0].message
    assert first in store.problems[2].message
    assert store.records["sessions"]["s1"].path == second  # which is in its place
    assert second in store.problems[0].hint
    assert counts(store) == (3, 2, 1)


def test_of_two_with_an_id_in_their_places_the_first_is_judged(schemas: Schemas) -> None:
    first, second = "records/absences/2026/a1.yaml", "records/absences/2027/a1.yaml"
    store = build_store([(second, ABSENCE.replace(b"2026", b"2027")), (first, ABSENCE)], schemas)
    assert told(store.problems) == [(first, "duplicate-id"), (second, "duplicate-id")]
    assert store.records["absences"]["a1"].path == first
    assert counts(store) == (2, 1, 1)


def test_names_that_differ_in_capital_letters_only(schemas: Schemas) -> None:
    paths = ["records/sessions/North/2026/s1.yaml", "records/sessions/north/2026/s1.yaml"]
    store = build_store([(path, SESSION) for path in paths], schemas)
    assert [path for path, code in told(store.problems) if code == "case-collision"] == paths


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("records/people/Boss.yaml", "records/people/boss.yaml"),
        ("records/people/jos\u00e9.yaml", "records/people/jose\u0301.yaml"),
        ("records/people/JOS\u00c9.yaml", "records/people/jose\u0301.yaml"),
        ("records/people/stra\u00dfe.yaml", "records/people/strasse.yaml"),
        ("records/people/boss.yaml.", "records/people/boss.yaml"),
        ("records/people/boss.yaml ", "records/people/boss.yaml"),
        ("records/sessions/north /2026/s1.yaml", "records/sessions/north/2026/s1.yaml"),
    ],
)
def test_two_paths_that_are_one_file_elsewhere(schemas: Schemas, one: str, other: str) -> None:
    store = build_store([(one, PERSON), (other, PERSON)], schemas)
    told_of = {p.path: p.message for p in store.problems if p.code == "case-collision"}
    assert told_of.keys() == {one, other}
    assert other in told_of[one]
    assert one in told_of[other]


def test_a_last_line_without_an_end_is_a_warning_and_no_error(schemas: Schemas) -> None:
    store = build_store([("records/people/boss.yaml", b"# one\n" + PERSON.rstrip())], schemas)
    ((path, code),) = told(store.problems)
    assert (path, code, store.problems[0].line) == ("records/people/boss.yaml", "no-line-end", 2)
    assert store.errors == ()
    assert counts(store) == (1, 1, 0)


def test_of_very_many_problems_some_are_told_and_that_there_are_more(schemas: Schemas) -> None:
    store = build_store([("records/people/boss.yaml", b"".join(b"k%d: 1\n" % n for n in range(500)))], schemas)
    assert len(store.problems) == 101
    assert {problem.code for problem in store.problems} == {"unknown-key", "missing-key", "too-many-problems"}
    enough = build_store([("records/people/boss.yaml", b"".join(b"k%d: 1\n" % n for n in range(50)))], schemas)
    assert "too-many-problems" not in {problem.code for problem in enough.problems}


def test_a_record_that_was_cut_short_is_refused_or_told(schemas: Schemas) -> None:
    """But for a cut at the end of a line that leaves a whole record: nobody can see that one."""
    path = "records/escalations/2026/e1.yaml"
    for end in range(len(ESCALATION)):
        store = build_store([(path, ESCALATION[:end])], schemas)
        assert store.problems, ESCALATION[:end]
        assert store.refused or store.problems[0].code == "no-line-end"


def test_the_schemas_own_problems_are_told(tmp_path: Path) -> None:
    (tmp_path / "people.schema.json").write_text("{")
    store = build_store(GOOD[:1], Schemas.read(tmp_path))
    assert told(store.problems) == [
        ("records/people/boss.yaml", "no-schema"),
        ("schemas/people.schema.json", "not-json"),
    ]
    assert counts(store) == (1, 0, 1)


def test_names_from_paths() -> None:
    assert named("records/people/boss.yaml") == ("people", "boss")
    assert named("records/people/Boss.yaml") is None
    assert named("supervision.yaml") is None
    assert is_id("s-1")
    assert not is_id("S-1")
    assert not is_id("s-1\n")


# On the disk

Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(path: str, raw: bytes) -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
        return file

    return written


def test_the_folder_is_read(tmp_path: Path, schemas: Schemas, write: Write) -> None:
    for path, raw in GOOD:
        write(path, raw)
    write("records/README.md", b"x")
    write("records/.gitkeep", b"")
    (tmp_path / "records" / "empty").mkdir()
    assert read_store(tmp_path, schemas) == build_store(GOOD, schemas)


def test_what_git_passes_over_is_refused(tmp_path: Path, schemas: Schemas, write: Write) -> None:
    write("records/people/ann.yaml", PERSON)
    write("records/people/boss.yaml", PERSON)
    store = read_store(tmp_path, schemas, ignored={"records/people/boss.yaml", "records/gone.yaml"})
    assert told(store.problems) == [("records/people/boss.yaml", "ignored-file")]
    assert counts(store) == (2, 1, 1)


def test_a_repository_within_the_records_is_one_refused_entry(tmp_path: Path, schemas: Schemas, write: Write) -> None:
    write("records/people/ann.yaml", PERSON)
    write("records/people/inner/.git", b"gitdir: elsewhere\n")
    write("records/people/inner/boss.yaml", PERSON)
    write("records/teams/.git/config", b"")
    store = read_store(tmp_path, schemas)
    assert told(store.problems) == [("records/people/inner", "not-a-file"), ("records/teams", "not-a-file")]
    assert counts(store) == (3, 1, 2)


def test_folders_deeper_than_python_can_call(tmp_path: Path, schemas: Schemas, write: Write) -> None:
    write("records/people/ann.yaml", PERSON)
    here = os.open(tmp_path / "records", os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=here)
        there = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    with os.fdopen(os.open("x.yaml", os.O_WRONLY | os.O_CREAT, dir_fd=here), "wb") as file:
        file.write(PERSON)
    os.close(here)
    store = read_store(tmp_path, schemas)
    subprocess.run(["rm", "-r", tmp_path / "records/d"], check=True)  # Python 3.11 itself could not
    assert {code for _, code in told(store.problems)} <= {"unknown-kind", "unreadable"}
    assert counts(store) == (2, 1, 1)


def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, schemas: Schemas, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = write("records/people/boss.yaml", PERSON)
    fdopen = os.fdopen

    def opened(handle: int, mode: str) -> object:
        boss.write_bytes(PERSON * 2)
        return fdopen(handle, mode)

    before = os.fstat
    states = iter([boss.stat()])
    monkeypatch.setattr(os, "fstat", lambda handle: next(states, None) or before(handle))
    monkeypatch.setattr(os, "fdopen", opened)
    assert told(read_store(tmp_path, schemas).problems) == [("records/people/boss.yaml", "unreadable")]


def test_a_file_that_vanishes_before_it_is_read(
    tmp_path: Path, schemas: Schemas, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = write("records/people/boss.yaml", PERSON)
    opened = os.open

    def late(path: Path, flags: int) -> int:
        boss.unlink()
        return opened(path, flags)

    monkeypatch.setattr(os, "open", late)
    assert told(read_store(tmp_path, schemas).problems) == [("records/people/boss.yaml", "unreadable")]


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs sockets that are files")
def test_a_socket_is_not_opened(
    tmp_path: Path, schemas: Schemas, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("records/people/ann.yaml", PERSON)
    monkeypatch.chdir(tmp_path / "records/people")  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("boss.yaml")
        assert told(read_store(tmp_path, schemas).problems) == [("records/people/boss.yaml", "not-a-file")]


def test_a_device_is_not_opened(tmp_path: Path, schemas: Schemas, write: Write) -> None:
    write("records/people/ann.yaml", PERSON)
    try:
        os.mknod(tmp_path / "records/people/boss.yaml", stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except (AttributeError, PermissionError):
        pytest.skip("only an administrator makes devices")
    assert told(read_store(tmp_path, schemas).problems) == [("records/people/boss.yaml", "not-a-file")]


def test_a_sparse_file_is_not_read_to_its_end(tmp_path: Path, schemas: Schemas, write: Write) -> None:
    os.truncate(write("records/people/boss.yaml", b""), 1 << 36)
    assert told(read_store(tmp_path, schemas).problems) == [("records/people/boss.yaml", "too-large")]


def test_the_shipped_gitignore_matches_no_record() -> None:
    """Each of its lines names the root's own folder, or something that no record's path can hold."""
    for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            assert line.startswith(("/", ".")) or set(line) & set("_."), line
            assert not line.startswith(("/records", "!", "*.y"))


def test_no_folder(tmp_path: Path, schemas: Schemas) -> None:
    store = read_store(tmp_path, schemas)
    assert told(store.problems) == [("records", "no-records")]
    assert counts(store) == (0, 0, 0)


def test_links_are_not_followed(tmp_path: Path, schemas: Schemas, write: Write) -> None:
    target = write("elsewhere/boss.yaml", PERSON)
    write("records/people/ann.yaml", PERSON)
    (tmp_path / "records/people/boss.yaml").symlink_to(target)
    (tmp_path / "records/people/lost.yaml").symlink_to("nowhere")
    (tmp_path / "records/teams").symlink_to(target.parent)
    store = read_store(tmp_path, schemas)
    assert told(store.problems) == [
        ("records/people/boss.yaml", "not-a-file"),
        ("records/people/lost.yaml", "not-a-file"),
        ("records/teams", "not-a-file"),
    ]
    assert counts(store) == (4, 1, 3)
    (tmp_path / "other").mkdir()
    (tmp_path / "other/records").symlink_to(tmp_path / "records")
    assert told(read_store(tmp_path / "other", schemas).problems) == [("records", "no-records")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_opened(tmp_path: Path, schemas: Schemas, write: Write) -> None:
    write("records/people/ann.yaml", PERSON)
    os.mkfifo(tmp_path / "records/people/boss.yaml")
    assert told(read_store(tmp_path, schemas).problems) == [("records/people/boss.yaml", "not-a-file")]


def test_what_cannot_be_read(tmp_path: Path, schemas: Schemas, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, raw in GOOD:
        write(path, raw)
    scan, opened = os.scandir, os.open

    def no_scan(path: str) -> object:
        if path.endswith("absences"):
            raise PermissionError
        return scan(path)

    def no_open(path: Path, flags: int) -> object:
        if path.name == "boss.yaml":
            raise PermissionError
        return opened(path, flags)

    monkeypatch.setattr(os, "scandir", no_scan)
    monkeypatch.setattr(os, "open", no_open)
    store = read_store(tmp_path, schemas)
    assert told(store.problems) == [("records/absences", "unreadable"), ("records/people/boss.yaml", "unreadable")]
    assert counts(store) == (6, 4, 2)


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path, schemas: Schemas, write: Write) -> None:
    write("records/people/boss.yaml", b"#" * (3 * MAX_BYTES))
    assert told(read_store(tmp_path, schemas).problems) == [("records/people/boss.yaml", "too-large")]


SCHEMAS = Schemas.read(ROOT / "schemas")
PATHS = st.sampled_from(
    [
        "records/people/boss.yaml",
        "records/teams/x.yaml",
        "records/cases/2026/c.yml",
        "records/x",
        "records/sessions/s1.yaml",
    ]
)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(PATHS, st.sampled_from([PERSON, SESSION, b"", b"\xff", b"a: 1"]) | st.binary(max_size=50))))
def test_any_files_are_judged_or_refused(files: list[tuple[str, bytes]]) -> None:
    store = build_store(files, SCHEMAS)
    assert store.seen == len(files) == store.judged + store.refused
    assert store.judged == sum(map(len, store.records.values()))
    refused = {problem.path for problem in store.problems}
    kept = {record.path for of_kind in store.records.values() for record in of_kind.values()}
    assert {path for path, _ in files} <= refused | kept
    assert store.problems == tuple(sorted(store.problems))


def test_many_twins_do_not_fill_the_messages(schemas: Schemas) -> None:
    store = build_store([(f"records/people/{n}/boss.yaml", PERSON) for n in range(50)], schemas)
    twins = [problem for problem in store.problems if problem.code == "duplicate-id"]
    assert len(twins) == 50
    assert all(problem.message.endswith("and others.") for problem in twins)
    assert counts(store) == (50, 1, 49)


@pytest.mark.parametrize(
    "path",
    [
        "records/cases/c-1a2b3c4d.yaml", "records/sessions/north/2026/s-1.yaml", "records/cases/a.yaml",
        "records/sessions/n\no\x1b/s-1.yaml", "records/cases/.hidden.yaml", "records/.x/cases/s-1.yaml",
        "records/sessions/.x/s-1.yaml", "records/sessions/x./s-1.yaml", "records/casus/s-1.yaml", "records/s-1.yaml",
        "records/cases/s-1.yml", "records/cases/S-1.yaml", "records/cases/s-1.yaml\n", "records/cases/con.yaml",
        "records/cases/com1.yaml", "records/cases/-a.yaml", "records/cases/" + "a" * 64 + ".yaml",
        "records/cases/" + "a" * 65 + ".yaml", "records/tombstones/" + "a" * 65 + ".yaml",
        "records/tombstones/" + "a" * 81 + ".yaml", "records/cases/s-1.yaml/x", "Records/cases/s-1.yaml",
        "docs/cases/s-1.yaml", "records/cases/s１.yaml", "records/README.md", "records",
    ],
)  # fmt: skip
def test_the_quick_look_at_a_path_sees_what_the_careful_one_sees(path: str) -> None:
    careful = read_name(path) if path.startswith("records/") else None
    assert named(path) == (careful if isinstance(careful, Name) else None)
