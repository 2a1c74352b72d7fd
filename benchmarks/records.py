"""Records to measure with: a fictitious organisation of about so many records of 2 KB, in a clone of its own.

The demo gives people, cases and sessions that belong together; every session gets further actions, each with a text of
its own, until a record has 2 KB on average. Their dates lie ahead, so that no verdict changes.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.measure import ROOT
from supervision_records.demo import demo_files
from supervision_records.yamlio import load
from supervision_records.yamlio.emit import to_yaml

FOLDER = ROOT / ".cache" / "benchmarks" / "records"
#: People and months that come to about this many records.
SIZES: Mapping[int, tuple[int, int]] = {1_000: (30, 12), 10_000: (120, 35), 100_000: (400, 106)}
_ACTIONS = 9
_WORDS = (
    "call", "visit", "write", "agree", "plan", "meeting", "parents", "school", "nurse", "review", "safety",
    "record", "update", "share", "draft", "invite", "worker", "family", "support", "group", "before", "after",
    "next", "with", "about", "their", "own", "part", "progress", "wishes", "feelings", "assessment", "report",
    "ready",
)  # fmt: skip


@dataclass(frozen=True)
class Records:
    """A repository of generated records: where it is, how many there are, how many bytes."""

    root: Path
    number: int
    size: int


def generated(number: int) -> Records:
    """The repository of about so many records; made once, and kept in the cache folder."""
    root = FOLDER / str(number)
    if not (root / "made").is_file():
        shutil.rmtree(root, ignore_errors=True)
        for path, text in _files(number):
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        _committed(root)
        (root / "made").touch()
    files = list((root / "records").rglob("*.yaml"))
    return Records(root, len(files), sum(file.stat().st_size for file in files))


def _committed(root: Path) -> None:
    """Make it a clone: what is there is one commit."""
    (root / ".gitignore").write_text("made\n.cache/\n.supervision-*\n", encoding="utf-8")
    git = ["git", "-c", "user.name=Generator", "-c", "user.email=generator@example.org", "-C", str(root)]
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "Generated records"]):
        subprocess.run([*git, *arguments], check=True)


def _files(number: int) -> Iterator[tuple[str, str]]:
    random = Random(number)  # noqa: S311  (no secret)
    people, months = SIZES[number]
    for path, text in demo_files(people, months, 1):
        yield path, _longer(path, text, random) if path.startswith("records/sessions/") else text


def _longer(path: str, text: str, random: Random) -> str:
    document, _ = load(path, text.encode(), quick=False)
    data: dict[str, Any] = document.data if document else {}
    owners = data["supervisees"] or data["supervisors"]
    actions = data.setdefault("actions", [])
    for number in range(len(actions) + 1, len(actions) + 1 + _ACTIONS):
        actions.append(
            {
                "id": number,
                "what": " ".join(random.choices(_WORDS, k=random.randint(8, 14))).capitalize(),
                "owner": random.choice(owners),
                "due": f"{random.randint(2027, 2029)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
                "measure": " ".join(random.choices(_WORDS, k=random.randint(4, 9))).capitalize(),
            }
        )
    return to_yaml(data)
