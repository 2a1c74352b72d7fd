"""One state of a repository: what it is judged by, and what its records come to."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from supervision_records.codeowners import at, stale
from supervision_records.consistency import check as consistency
from supervision_records.files import Disk, Files
from supervision_records.model import Problem, Protocol
from supervision_records.protocol import FOLDER as PROTOCOLS
from supervision_records.protocol import read_protocols
from supervision_records.repository import OWN, no_folders
from supervision_records.schema import FOLDER as SCHEMAS
from supervision_records.schema import Schemas
from supervision_records.settings import Settings, read_settings
from supervision_records.store import Judged, JudgeFile, Store, judge_file, read_store
from supervision_records.written import page_problems


@dataclass(frozen=True)
class Rules:
    """What records are judged by. With any ``problems``, nothing can be judged by them.

    ``own_schemas`` and ``own_protocols``: they are the repository's, and not those that came with the tool.
    """

    schemas: Schemas
    settings: Settings
    protocols: Mapping[str, Protocol]
    problems: tuple[Problem, ...]
    own_schemas: bool = True
    own_protocols: bool = True


@dataclass(frozen=True)
class State:
    """The records of one state as some rules judge them, and all that is wrong with them."""

    store: Store
    problems: frozenset[Problem] = frozenset()


def read_rules(files: Files, names: tuple[str, ...] | None = None) -> Rules:
    """The rules of one state. ``names`` is the list of names on this machine, which no repository holds."""
    own_schemas, own_protocols = files.has_folder(SCHEMAS), files.has_folder(PROTOCOLS)
    schemas = Schemas.of(files if own_schemas else Disk(OWN))
    settings, wrong_settings = read_settings(files, schemas)
    protocols, wrong_protocols = read_protocols(files if own_protocols else Disk(OWN), schemas)
    problems = tuple(sorted((*no_folders(files), *schemas.problems, *wrong_settings, *wrong_protocols)))
    return Rules(schemas, replace(settings, names=names), protocols, problems, own_schemas, own_protocols)


def read_state(files: Files, rules: Rules, ignored: Container[str] = (), judge: JudgeFile = judge_file) -> State:
    """Judge the records of one state; ``ignored`` are files that Git passes over. The rules have to be sound."""
    store = read_store(files, rules.schemas, ignored, judge)
    found = (*consistency(store, rules.protocols, rules.settings), *page_problems(files))
    return State(store, frozenset((*store.problems, *found)))


def owners_stale(files: Files, rules: Rules, store: Store) -> frozenset[Problem]:
    """Whether the file of owners of one state is another than its own settings and its teams make it."""
    forge = rules.settings.forge
    if forge is None or rules.problems:
        return frozenset()
    return frozenset(stale(store, rules.protocols, forge, at(files, forge.file)))


def remembering() -> JudgeFile:
    """What judges a file, and does not do so again where path, bytes and schemas are the same."""
    known: dict[tuple[str, bytes, int], Judged] = {}

    def judge(path: str, raw: bytes, schemas: Schemas) -> Judged:
        key = path, sha256(raw).digest(), id(schemas)
        if key not in known:
            known[key] = judge_file(path, raw, schemas)
        return known[key]

    return judge
