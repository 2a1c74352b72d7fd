"""A repository with a hostile text wherever a schema lets one in, and a canary where words about people may stand."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from supervision_records.demo import demo_files
from supervision_records.schema import Schemas
from supervision_records.store import right_path
from supervision_records.yamlio import load as read_yaml
from tests.fields import KEYS, Field, fields_of, places, write
from tests.schema_library import EXAMPLES, KINDS, load, paths_of
from tests.texts import HOSTILE, Supply, tags

#: Stands where narrative or comments may stand, in good records and in bad ones. It is shown nowhere.
CANARY = "canary7f3a told us"
WORD = "canary7f3a"

#: Sessions that are filled with texts; the rest of the sample's are left as they are.
_SESSIONS = 40
#: How many texts stand together in one place, where it has room: few where there are many places that are shown.
_TOGETHER, _IN_HEADS, _WHERE_FEW = 4, 12, 60
_MANY = {"teams", "assurance"}
#: How often each example is taken, so that its fields get enough of the texts.
_TIMES = 4
#: How many changes each protocol tells of, since those that ship tell of none.
_CHANGES = 12
#: A field of no more room is for a word of the protocol: a record with another word is judged otherwise.
_WORD = 200

#: Records that are refused, each in its own way, with the canary where somebody might have typed words.
BAD: Mapping[str, str] = {
    "people/wrong-type.yaml": f"posts: {CANARY}\n",
    "people/unknown-key.yaml": f"posts: []\n{WORD}: {CANARY}\n",
    "people/unknown-key-twice.yaml": f"posts: []\n{WORD}: 1\n{WORD}: 2\n",
    "people/no-value.yaml": f"posts: []\n{WORD}:\n",
    "people/sentence.yaml": f"posts: []\n{CANARY}: {CANARY}\n",
    "people/inner-key.yaml": f"posts:\n- team: north\n  {WORD}:\n    {WORD}: {CANARY}\n",
    "people/broken.yaml": f"posts: [\n{CANARY}\n",
    "people/bad-date.yaml": f"posts:\n- team: north\n  role: nurse\n  from: {CANARY}\n",
    "people/not-a-team.yaml": f"posts:\n- team: {WORD.upper()}\n  role: {WORD}\n  from: 2026-01-01\n",
    "people/alias.yaml": f"posts: &{WORD}\n- *{WORD}\n",
    "people/tag.yaml": f"posts: !{WORD} []\n",
    "people/fraction.yaml": "posts: 1.7373\n",
    "people/two-documents.yaml": f"posts: []\n---\n{CANARY}\n",
    "people/open-quote.yaml": f'posts: "{CANARY}\n',
    "people/a-list.yaml": f"- {CANARY}\n",
    "people/only-text.yaml": f"{CANARY}\n",
    "people/not-utf-8.yaml": f"name: {CANARY} \udcff\n",
    "people/control.yaml": f"name: {CANARY} \x07\n",
    "people/tab.yaml": f"posts:\n\t- {CANARY}\n",
    "people/conflict.yaml": f"<<<<<<< {WORD}\nname: {CANARY}\n=======\nname: {CANARY}\n>>>>>>> {WORD}\n",
    "sessions/north/2026/wrong-values.yaml": (
        f"protocol: {WORD}\nteam: {CANARY}\ntype: {WORD}\ndate: {CANARY}\nstatus: {CANARY}\nsupervisors: {WORD}\n"
        f"supervisees: [{CANARY}]\nnotes: {{{WORD}: [{CANARY}]}}\nactions: [{CANARY}]\nminutes: {CANARY}\n"
    ),
    "escalations/2026/wrong-step.yaml": (
        f"person: sw-ash\nopened: 2026-01-01\nabout: frequency\nsteps:\n- {{step: {WORD}, outcome: {CANARY}}}\n"
    ),
}  # fmt: skip

#: Names of files that are no records: a file's name is shown, so that it can be found, and does nothing.
NAMES = (
    *(h.text for h in HOSTILE if h.text.isprintable() and "/" not in h.text and len(h.text.encode()) < 200),
    "\x1b[2Jqz-escape",
    "\u202eqz-turned",
)


class Filled:
    """The repository as it is made. ``texts`` are the tags of the texts that each field was filled with."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder
        self.texts: defaultdict[Field, set[str]] = defaultdict(set)
        self._supply = Supply()
        self._sealed = False
        self._schemas = Schemas.read(root / "schemas")
        self._known = {
            kind: [field for field in fields_of(kind, judge.schema) if field.steps[-1] != "sealed"]
            for kind, judge in self._schemas.validators.items()
        }

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Every field of every kind of record, of the settings and of protocols; what is sealed is narrative, too."""
        return tuple(field for fields in self._known.values() for field in fields)

    def mark(self, field: Field) -> str:
        """What stands in a field beside its texts, to tell it from the others."""
        return f"qf{self.all_fields.index(field):03}f"

    def fill(self, kind: str, data: Any, *, words: bool = True) -> Any:
        """The data with a text in each field that takes one; what the schema then refuses stays as it was.

        Without ``words``, those of the protocol stay, too.
        """
        judge = self._schemas.validators[kind]
        fields = [[field] for field in self._known[kind] if words or field.most > _WORD]
        for chosen in ([field for [field] in fields], *fields):
            filled, texts = self._with_texts(data, chosen)
            if filled != data and judge.is_valid(filled):
                data = filled
                for field, text in texts:
                    self.texts[field] |= tags(text)
                if len(chosen) > 1:
                    break
        return data

    def _with_texts(self, data: Any, fields: Iterable[Field]) -> tuple[Any, list[tuple[Field, str]]]:
        """The data with a text in each place of these fields, and the texts."""
        filled, texts = copy.deepcopy(data), []
        for field in fields:
            for holder, name in list(places(filled, field.steps)):
                text = self._text(field)
                texts.append((field, str(text)))
                write(holder, name, text)
        return filled, texts

    def _text(self, field: Field) -> Any:
        if field.narrative:
            self._sealed = not self._sealed
            return {"sealed": CANARY} if self._sealed and KEYS not in field.steps else CANARY
        together = _TOGETHER if field.kind in _MANY else _WHERE_FEW
        if field.kind == "protocol":
            together = _TOGETHER if field.steps[1:] else _IN_HEADS
        room = field.most - len(field.begins) - 8
        text = f"{self._supply.take(field, room, together)} {self.mark(field)}"
        return field.begins + " ".join(text.split()) if field.begins else text

    def put(self, path: str, text: str) -> None:
        """A file of the repository."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", errors="surrogateescape"))

    def write(self, path: str, data: Any) -> None:
        """The same from data, in the part of YAML that is JSON, with the canary in a comment."""
        self.put(path, f"# {CANARY}\n{json.dumps(data, ensure_ascii=False, indent=1)}\n")


def fill(root: Path, folder: Path) -> Filled:
    """Make the repository in an empty folder: the sample, every valid example, the protocols, bad files, a history."""
    filled = Filled(root, folder)
    _records(filled)
    for path, text in BAD.items():
        filled.put(f"records/{path}", text)
    for name in NAMES:
        filled.put(f"records/people/{name}", f"# {CANARY}\n")
    for name in ("docs", "schemas"):
        shutil.copytree(root / name, folder / name)
    for page in (folder / "docs/protocols").glob("*.md"):
        _protocol(filled, page)
    _history(folder)
    return filled


def _records(filled: Filled) -> None:
    sessions = number = 0
    for path, text in demo_files(30, 12, 1):
        kind = path.split("/")[1] if "/" in path else "settings"
        sessions += kind == "sessions"
        if kind == "sessions" and sessions > _SESSIONS:
            filled.put(path, f"# {CANARY}\n{text}")
            continue
        data = _data(path, text)
        if kind == "settings":
            data["privacy"] = load(EXAMPLES / "settings/valid/everything.yaml")["privacy"]
        filled.write(path, filled.fill(kind, data, words=False))
    for kind in KINDS[:-1]:
        for example in [path for path in paths_of(kind, "valid") for _ in range(_times(path))]:
            number += 1
            data = filled.fill(kind, load(example))
            filled.write(right_path(kind, f"{kind[:3]}-{number}", data), data)


def _times(example: Path) -> int:
    """How often an example is taken; of those with answers to questions there are few."""
    return 3 * _TIMES if "answers:" in example.read_text(encoding="utf-8") else _TIMES


def _data(path: str, text: str) -> Any:
    document, problems = read_yaml(path, text.encode())
    assert document, problems
    return document.data


def _protocol(filled: Filled, page: Path) -> None:
    _, front, body = page.read_text(encoding="utf-8").split("---\n", 2)
    changes = [{"on": "2026-01-01", "what": "Other words."}] * _CHANGES
    data = filled.fill("protocol", _data(page.name, front) | {"version": "2", "changes": changes})
    text = json.dumps(data, ensure_ascii=False, indent=1)
    filled.put(f"docs/protocols/{page.name}", f"---\n# {CANARY}\n{text}\n---\n{body}")


def _history(folder: Path) -> None:
    """A commit for each text, which is its subject and its author's name."""
    environment = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(folder)}
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], env=environment, check=True)
    stream = "".join(_commits()).encode()
    command = ["git", "-C", str(folder), "fast-import", "--quiet"]
    subprocess.run(command, input=stream, env=environment, check=True)


def _commits() -> Iterator[str]:
    for number, hostile in enumerate(HOSTILE):
        subject = " ".join(hostile.text.split())
        author = "".join(sign for sign in subject if sign not in "<>")
        words = f"{subject}\n\n{CANARY}\n"
        page = f"---\ntitle: {number}\n---\n"
        yield f"commit refs/heads/main\nauthor {author} <a@example.org> {1780000000 + number} +0000\n"
        yield f"committer {author} <a@example.org> {1780000000 + number} +0000\n"
        yield f"data {len(words.encode())}\n{words}"
        yield f"M 100644 inline docs/protocols/joint-supervision.md\ndata {len(page)}\n{page}\n"
