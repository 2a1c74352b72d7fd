"""A whole repository as it lies on disk: settings, schemas, protocols and records, read once.

A root that has no schemas or no protocol pages of its own uses those that came with the tool.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from supervision_records.files import Disk, Files
from supervision_records.local_names import read_names
from supervision_records.model import Problem, Protocol
from supervision_records.protocol import FOLDER, read_protocols
from supervision_records.schema import Schemas
from supervision_records.settings import Settings, read_settings
from supervision_records.store import Store, collect, read_store
from supervision_records.yamlio import Place, load

#: Where each rule's cases are.
CASES = "tests/cases/rules"

#: The checkout that this package lives in.
OWN = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Repository:
    """What was read. ``fatal`` are problems of schemas, settings or protocols: with any, nothing can be judged.

    ``tests`` are the paths of tests by rule or demand.
    """

    root: Path
    schemas: Schemas
    settings: Settings
    protocols: Mapping[str, Protocol]
    store: Store
    fatal: tuple[Problem, ...]
    tests: Mapping[str, tuple[str, ...]]


def find_root(start: Path) -> Path | None:
    """The nearest folder, from ``start`` upwards, that has ``records/``."""
    return next((folder for folder in (start, *start.parents) if (folder / "records").is_dir()), None)


def read_repository(root: Path, rules: Files | None = None, ignored: Container[str] = ()) -> Repository:
    """Read the repository at ``root``: its records, and what they are judged by (from ``rules``, if given).

    ``ignored`` are the paths that Git passes over: no record there is judged.
    """
    repository = read_rules(root, rules)
    return replace(repository, store=read_store(root, repository.schemas, ignored))


def read_rules(root: Path, rules: Files | None = None) -> Repository:
    """Read what the records of the repository at ``root`` are judged by, and no record yet."""
    by = rules or Disk(root)
    schemas = Schemas.of(_own_or_ours(by, "schemas"))
    settings, wrong_settings = read_settings(by, schemas)
    protocols, wrong_protocols = read_protocols(_own_or_ours(by, FOLDER), schemas)
    names, wrong_names = read_names(root)
    fatal = [*no_folders(by), *schemas.problems, *wrong_settings, *wrong_protocols, *wrong_names]
    return Repository(
        root, schemas, replace(settings, names=names), protocols, collect(()), tuple(fatal), read_tests(root)
    )


def settings_of(root: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of the repository at ``root`` alone, and what is wrong with them or their schema."""
    schemas = Schemas.of(_own_or_ours(Disk(root), "schemas"))
    settings, wrong = read_settings(root, schemas)
    return settings, (*schemas.problems, *wrong)


def read_tests(root: Path) -> Mapping[str, tuple[str, ...]]:
    """The tests of each rule and demand: a file of cases each rule, and those that ``tests/demands.yaml`` names.

    A repository of records alone has no tests of its own: those of the tool stand for it. A test that is named and
    not there is left out, so that its demand shows as untested.
    """
    home = root if (root / CASES).is_dir() else OWN
    found = {f.stem: (f.relative_to(home).as_posix(),) for f in sorted((home / CASES).glob("*.yaml"))}
    table = home / "tests" / "demands.yaml"
    document, _ = load(table.name, table.read_bytes()) if table.is_file() else (None, ())
    for demand, paths in document.data.items() if document else ():
        there = tuple(path for path in paths if (home / path).exists())
        found[demand] = (*found.get(demand, ()), *there)
    return found


def no_folders(files: Files) -> Iterator[Problem]:
    """What goes by the name of the schemas or the protocols and is no folder: ours must not stand in for it."""
    for folder in ("schemas", FOLDER):
        if not files.has_folder(folder) and _is_there(files, folder):
            message = "This is a link, a file or a repository of its own, and should be a folder."
            yield Place(folder).problem("not-a-folder", message, "Put the folder itself here, or take this away.")


def _is_there(files: Files, path: str) -> bool:
    try:
        files.read(path, 1)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _own_or_ours(files: Files, folder: str) -> Files:
    return files if files.has_folder(folder) else Disk(OWN)
