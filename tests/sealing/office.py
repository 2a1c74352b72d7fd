"""A made-up office with keys: its records, each narrative a canary of its own, and everybody's secret keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage

from supervision_records.narrative import NARRATIVE, texts
from supervision_records.yamlio import load

CASE, OTHER_CASE = "c-aaaaaaaa", "c-bbbbbbbb"
#: In every narrative of the office, and nowhere else.
CANARY = "canary"

SETTINGS = """\
as_of: 2026-06-30
organisation: Example office (fictitious)
narrative: {plain: []}
sealing: {keys: ../keys}
"""

TEAM = """\
name: North
organisation: example-council
agency: early-help
manager: head
protocols:
  - {protocol: strengthening-families, from: 2025-01-01}
"""

#: Who is there: their post. All of the north team but ``stranger``, whose team is another; ``gone`` has left.
POSTS = {
    "worker": "{team: north, role: practitioner, from: 2025-01-01, case_holding: true}",
    "boss": "{team: north, role: senior-practitioner, from: 2025-01-01}",
    "head": "{team: north, role: team-leader, from: 2025-01-01}",
    "chief": "{team: south, role: service-manager, from: 2025-01-01}",
    "checker": "{team: south, role: auditor, from: 2025-01-01}",
    "stranger": "{team: south, role: practitioner, from: 2025-01-01, case_holding: true}",
    "gone": "{team: north, role: practitioner, from: 2025-01-01, to: 2026-05-31}",
}

_CASE = """\
opened: 2026-01-05
teams:
  - {team: north, from: 2026-01-05}
status:
  - {category: family-support, from: 2026-01-05}
allocations:
  - {person: worker, from: 2026-01-05}
"""
_CONTRACT = """\
protocol: strengthening-families
supervisors: [SUPERVISOR]
supervisees: [SUPERVISEE]
starts: 2026-01-05
interval: {weeks: 6}
reason: canary of a reason
minutes: 60
signed:
  - {by: SUPERVISOR, on: 2026-01-05}
  - {by: SUPERVISEE, on: 2026-01-05, agreed: false, comment: canary of a comment}
"""

RECORDS: Mapping[str, str] = {
    "teams/north": TEAM,
    "teams/south": TEAM.replace("North", "South").replace("head", "chief"),
    f"cases/{CASE}": _CASE,
    f"cases/{OTHER_CASE}": _CASE,
    "contracts/k-worker": _CONTRACT.replace("SUPERVISOR", "boss").replace("SUPERVISEE", "worker"),
    "contracts/k-head": _CONTRACT.replace("SUPERVISOR", "chief").replace("SUPERVISEE", "head"),
    "sessions/north/2026/s-personal": """\
protocol: strengthening-families
team: north
type: personal
date: 2026-06-10
status: held
supervisors: [boss]
supervisees: [worker]
notes:
  wellbeing: canary of wellbeing
  training: |
    canary of training,
    on two lines
actions:
  - {id: 1, what: canary of an action, owner: worker, due: 2026-07-01, measure: canary of a measure}
disagreement: canary of a disagreement
signed:
  - {by: worker, on: 2026-06-12, agreed: false, comment: canary of a comment on signing}
""",
    "sessions/north/2026/s-cases": """\
protocol: strengthening-families
team: north
type: case
date: 2026-06-11
status: held
supervisors: [boss]
supervisees: [worker]
cases:
  - case: c-aaaaaaaa
    notes: {risk: canary of the first case}
  - case: c-bbbbbbbb
    notes: {risk: canary of the second case}
notes: {way-forward: canary of the whole session}
actions:
  - {id: 1, what: canary of an action in a case, owner: worker, due: 2026-07-01, case: c-bbbbbbbb}
reviewed:
  - {session: s-personal, action: 1, outcome: dropped, reason: canary of a dropped action}
""",
    "audits/2026/a-1": """\
type: case-supervision
protocol: strengthening-families
on: 2026-06-15
auditor: checker
team: north
files:
  - {ref: c-aaaaaaaa, answers: {recorded: 3}, comment: canary of a comment on a case}
  - {ref: file-7, answers: {recorded: 3}, comment: canary of a comment on a file}
actions:
  - {id: 1, what: canary of an audit, owner: head, due: 2026-08-01}
""",
    "observations/2026/o-1": """\
practitioner: worker
observer: boss
on: 2026-06-16
consent: {from: family-agreed, on: 2026-06-15}
objectives: canary of objectives
notes: canary of an observation
reflection: canary of a reflection
family_comment: canary of a family
grade: canary of a grade
""",
    "escalations/2026/e-1": """\
person: worker
opened: 2026-06-17
about: dispute
steps:
  - {step: one-to-one, on: 2026-06-17, with: [boss], outcome: canary of an outcome}
""",
    "assurance/2026/as-1": """\
protocol: strengthening-families
process: data-quality
on: 2026-06-18
lead: head
organisation: example-council
evidence: canary of evidence
lessons: canary of lessons
actions:
  - {id: 1, what: canary of assurance, owner: head, due: 2026-08-01}
""",
}


@dataclass(frozen=True)
class Office:
    """The office: its repository, its store of keys, and the folder of everybody's secret keys."""

    root: Path
    keys: Path
    secrets: Path

    def path(self, name: str) -> Path:
        """The file of a record, by the end of its name."""
        (found,) = [path for path in (self.root / "records").rglob("*.yaml") if path.stem == name]
        return found

    def identity(self, person: str) -> str:
        """The file of somebody's secret key."""
        return str(self.secrets / person)

    def records_with_text(self) -> Iterator[Path]:
        """Every record that has narrative."""
        for kind in NARRATIVE:
            yield from sorted((self.root / "records" / kind).rglob("*.yaml"))

    def data(self, path: Path) -> Any:
        """What a record says."""
        document, problems = load(path.name, path.read_bytes())
        assert document is not None, problems
        return document.data

    def texts(self, path: Path) -> dict[str, Any]:
        """The narrative of a record, by its places."""
        kind = path.relative_to(self.root / "records").parts[0]
        return {text.pointer: text.value for text in texts(kind, self.data(path))}


def made(folder: Path, *, without_key: tuple[str, ...] = ()) -> Office:
    """A new office, everything in it plain."""
    office = Office(folder / "office", folder / "keys", folder / "secrets")
    for part in (office.root, office.keys, office.secrets):
        part.mkdir(parents=True)
    (office.root / "supervision.yaml").write_text(SETTINGS, encoding="utf-8")
    for name, text in RECORDS.items():
        _write(office.root / f"records/{name}.yaml", text)
    for person, post in POSTS.items():
        identity = pyrage.x25519.Identity.generate()
        (office.secrets / person).write_text(f"# made up\n{identity}\n", encoding="utf-8")
        keys = "" if person in without_key else f"keys: [{identity.to_public()}]\n"
        _write(office.root / f"records/people/{person}.yaml", f"posts:\n  - {post}\n{keys}")
    return office


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def where(folder: Path, words: str = CANARY) -> list[str]:
    """The files below a folder in which words stand, whatever lies between their letters' cases."""
    wanted = re.compile(re.escape(words.encode()), re.IGNORECASE)
    found = [path for path in folder.rglob("*") if path.is_file() and wanted.search(path.read_bytes())]
    return sorted(path.relative_to(folder).as_posix() for path in found)
