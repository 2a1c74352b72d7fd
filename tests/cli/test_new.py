"""``supervision new``: what it fills in, what it only offers, and that it never overwrites or writes what is wrong."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from supervision_records.cli import main
from supervision_records.yamlio import load

RECORDS = {
    "teams/north": "name: North\norganisation: borough-a\nagency: childrens-service\nmanager: boss\n"
    "protocols: [{protocol: case-management-supervision, from: 2025-01-01}]\n",
    "people/boss": "posts: [{team: north, role: team-manager, from: 2025-01-01}]\n",
    "people/worker": "posts: [{team: north, role: social-worker, from: 2025-01-01, case_holding: true}]\n",
    "cases/c-aaaa1111": "opened: 2026-01-05\nteams: [{team: north, from: 2026-01-05}]\n"
    "status: [{category: cin, from: 2026-01-05}]\nallocations: [{person: worker, from: 2026-01-05}]\n",
    "cases/c-bbbb2222": "opened: 2026-01-05\nclosed: 2026-05-01\nteams: [{team: north, from: 2026-01-05}]\n"
    "status: [{category: cin, from: 2026-01-05}]\nallocations: [{person: worker, from: 2026-01-05}]\n",
    "sessions/north/2026/first": "protocol: case-management-supervision\nteam: north\ntype: case\ndate: 2026-06-10\n"
    "status: held\nsupervisors: [boss]\nsupervisees: [worker]\ncases: [{case: c-aaaa1111}]\n"
    "actions:\n- {id: 1, what: Ring the school, owner: worker, due: 2026-06-20}\n"
    "- {id: 2, what: Book the room, owner: worker, due: 2026-06-21}\n",
    "sessions/north/2026/second": "protocol: case-management-supervision\nteam: north\ntype: case\ndate: 2026-06-24\n"
    "status: held\nsupervisors: [boss]\nsupervisees: [worker]\ncases: [{case: c-aaaa1111}]\n"
    "reviewed: [{session: first, action: 2, outcome: done}]\n",
}
DAY = ("--set", "changed=2026-07-01")
OPENED = ("--set", "opened=2026-07-01")
WRITTEN = "records/sessions/north/2026/2026-07-14-worker-case.yaml"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for name, text in RECORDS.items():
        path = tmp_path / "records" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def new(office: Path, *words: str) -> int:
    return main(["--root", str(office), "new", *words])


def read(path: Path) -> dict[str, object]:
    document, problems = load(path.name, path.read_bytes())
    assert document is not None, problems
    return dict(document.data)


def test_what_is_known_is_filled_in(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(office, "sessions", "--person", "worker", "--set", "date=2026-07-14") == 0
    assert capsys.readouterr().out.splitlines()[0] == WRITTEN
    assert read(office / WRITTEN) == {
        "protocol": "case-management-supervision",
        "team": "north",
        "type": "case",
        "date": "2026-07-14",
        "status": "held",
        "supervisors": ["boss"],
        "supervisees": ["worker"],
    }


def test_what_only_a_person_can_confirm_is_offered_and_not_claimed(office: Path) -> None:
    new(office, "sessions", "--person", "worker", "--set", "date=2026-07-14")
    text = (office / WRITTEN).read_text()
    assert "#   - case: c-aaaa1111\n" in text
    assert "c-bbbb2222" not in text, "the case was closed before"
    assert "#   - session: first\n#     action: 1\n" in text
    assert "action: 2" not in text, "it was done already"
    assert "#   - threshold-decisions\n" in text
    uncommented = text.replace("\n# ", "\n").replace("\nThe ", "\n# The ").replace("\nActions ", "\n# Actions ")
    (office / WRITTEN).write_text(uncommented)
    assert read(office / WRITTEN)["cases"] == [{"case": "c-aaaa1111"}]
    assert main(["--root", str(office), "check"]) == 0


def test_a_session_that_was_not_held_offers_nothing(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--set", "status=cancelled", "--set", "reason=service", "--set", "date=2026-07-14", "--dry-run")
    assert new(office, "sessions", "--person", "worker", *words) == 0
    assert "# " not in capsys.readouterr().out.partition("\n")[2]
    assert not (office / WRITTEN).exists()


def test_answers_make_the_record_whole(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ["[worker", "[worker]", "1", "c", "2, 6", ""]  # the first cannot be read and is asked again
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(answers) + "\n"))
    assert new(office, "sessions", "--ask", "--set", "date=2026-07-14") == 0
    assert "cannot be read" in capsys.readouterr().err
    record = read(office / WRITTEN)
    assert record["cases"] == [{"case": "c-aaaa1111"}]
    assert record["reviewed"] == [{"session": "first", "action": 1, "outcome": "carried-forward"}]
    assert record["agenda"] == ["last-actions", "threshold-decisions"]
    assert "notes" not in record
    assert main(["--root", str(office), "check"]) == 0


def test_nothing_is_overwritten(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("2026-07-14-worker-case", "2026-07-14-worker-case-2"):
        words = ("--set", "minutes=50") if name.endswith("2") else ()
        assert new(office, "sessions", "--person", "worker", "--set", "date=2026-07-14", *words) in (0, 1)
    before = (office / WRITTEN).read_bytes()
    call = ("sessions", "--person", "worker", "--set", "date=2026-07-14", "--set", "type=informal", "--id")
    assert new(office, *call, "2026-07-14-worker-case") == 2
    assert "exists already" in capsys.readouterr().err
    assert (office / WRITTEN).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["sessions"], 1, "`supervisees` is missing"),
        (["sessions", "--person", "nobody"], 1, "missing"),
        (["sessions", "--person", "worker", "--set", "date=2026-02-30"], 1, "date"),
        (["sessions", "--person", "worker", "--set", "colour=red"], 1, "not known in this place"),
        (["sessions", "--person", "worker", "--set", "minutes"], 2, "KEY=VALUE"),
        (["sessions", "--person", "worker", "--set", "minutes=[1"], 2, "cannot be read"),
        (["people", "--set", "posts=[{team: north, role: assistant, from: 2026-01-01}]"], 2, "--id"),
        (["cases", "--person", "worker"], 2, "--person does not belong"),
        (["absences", "--person", "stranger"], 1, "stranger"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(
    office: Path, capsys: pytest.CaptureFixture[str], words: list[str], status: int, said: str
) -> None:
    before = sorted(office.rglob("*"))
    assert new(office, *words) == status
    assert said in capsys.readouterr().err
    assert sorted(office.rglob("*")) == before


def test_every_kind_can_be_started(office: Path) -> None:
    calls = {
        "absences": ["--person", "worker", "--set", "from=2026-07-01"],
        "contracts": ["--person", "worker", "--set", "interval.calendar=month", "--set", "minutes=60"],
        "handovers": [
            "--person",
            "worker",
            "--set",
            "to=[boss]",
            "--set",
            "changed=2026-07-01",
            "--set",
            "present=[boss]",
        ],
        "escalations": ["--person", "worker", "--set", "about=practice", "--set", "steps=[]"],
        "people": ["--id", "other", "--set", "posts=[{team: north, role: assistant, from: 2026-01-01}]"],
        "tombstones": ["--id", "sessions--old", "--set", "reason=mistake", "--set", "by=boss"],
        "cases": [
            "--set",
            "opened=2026-07-01",
            "--set",
            "teams=[{team: north, from: 2026-07-01}]",
            "--set",
            "status=[]",
        ],
    }
    for kind, words in calls.items():
        assert new(office, kind, *words) == 0, kind
    made = [p.relative_to(office / "records").as_posix() for p in sorted((office / "records").rglob("*.yaml"))]
    assert "people/other.yaml" in made
    assert "contracts/worker-boss-" in " ".join(made)
    assert sum(name.startswith("cases/c-") for name in made) == 3
    assert main(["--root", str(office), "check", "--format", "json"]) == 0


JOINT = {
    "teams/north": "name: North\norganisation: borough-a\nagency: childrens-service\nmanager: boss\n"
    "protocols: [{protocol: joint-supervision, from: 2025-01-01}]\n",
    "teams/minds": "name: Minds\norganisation: trust\nagency: mental-health\nmanager: lead\n"
    "protocols: [{protocol: joint-supervision, from: 2025-01-01}]\n",
    "people/lead": "posts: [{team: minds, role: team-leader, from: 2025-01-01}]\n",
    "people/nurse": "posts: [{team: minds, role: mental-health-worker, from: 2025-01-01}]\n",
    "people/gone": "posts: [{team: minds, role: mental-health-worker, from: 2025-01-01, to: 2026-06-30}]\n",
    "sessions/north/2026/first": "protocol: joint-supervision\nteam: north\ntype: joint\ndate: 2026-06-10\n"
    "status: held\nsupervisors: [boss, lead]\nsupervisees: [worker, nurse, gone]\ncases: [{case: c-aaaa1111}]\n",
    "sessions/north/2026/second": "protocol: joint-supervision\nteam: north\ntype: joint\ndate: 2026-06-24\n"
    "status: held\nsupervisors: [boss]\nsupervisees: [worker, nurse]\nabsent: [lead]\ncases: [{case: c-aaaa1111}]\n",
}


@pytest.fixture
def joint_office(office: Path) -> Path:
    for name, text in JOINT.items():
        path = office / "records" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return office


def test_a_joint_session_begins_with_whoever_came_last_time(joint_office: Path) -> None:
    """The last time that both services came, and of those who came whoever is still there."""
    assert new(joint_office, "sessions", "--person", "nurse", "--set", "date=2026-07-14", "--set", "team=north") == 0
    (path,) = joint_office.rglob("2026-07-14-*.yaml")
    found = read(path)
    assert (found["type"], found["supervisors"], found["supervisees"]) == (
        "joint",
        ["boss", "lead"],
        ["nurse", "worker"],
    )


def test_of_two_the_actions_of_the_session_that_was_last_are_offered(joint_office: Path) -> None:
    text = JOINT["sessions/north/2026/second"].replace("absent: [lead]\n", "")
    for name, day, who in (("late", "2026-07-05", "nurse"), ("early", "2026-07-01", "worker")):
        made = text.replace("2026-06-24", day).replace("[worker, nurse]", f"[{who}]")
        made += f"actions: [{{id: 1, what: Ring, owner: {who}, due: 2026-08-01}}]\n"
        (joint_office / f"records/sessions/north/2026/{name}.yaml").write_text(made)
    assert new(joint_office, "sessions", "--person", "nurse", "--set", "date=2026-07-14", "--set", "team=north") == 0
    (path,) = joint_office.rglob("2026-07-14-*.yaml")
    text = path.read_text()
    assert "session: late" in text
    assert "session: early" not in text


def test_what_somebody_gave_is_not_changed_by_it(joint_office: Path) -> None:
    words = ("--set", "date=2026-07-14", "--set", "supervisors=[lead]", "--set", "absent=[boss]")
    assert new(joint_office, "sessions", "--person", "worker", *words) == 0
    (path,) = joint_office.rglob("2026-07-14-*.yaml")
    found = read(path)
    assert (found["supervisors"], found["absent"]) == (["lead"], ["boss"])
    assert found["supervisees"] == ["worker", "nurse"]
