"""Files to records: each judged on its own, then all together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from unicodedata import normalize

from supervision_records.model import Problem, Record, Severity
from supervision_records.schema import Schemas
from supervision_records.store.paths import KINDS, TOLERATED, read_name, right_path
from supervision_records.yamlio import Place, load, some

WRONG_FOLDER = "wrong-folder"


@dataclass(frozen=True, slots=True)
class Judged:
    """What one file came to: a record, or none and why. Beside a record, problems that leave it fit to be judged.

    ``unfit`` is what could be read of a file that does not fit its schema: it is only looked through for personal
    details.
    """

    path: str
    record: Record | None
    problems: tuple[Problem, ...] = ()
    unfit: Record | None = None


@dataclass(frozen=True)
class Store:
    """All records by kind and id (every kind is there, ids in order), and what is wrong with the files.

    Every file that was seen is either judged or refused; ``unfit`` is what could be read of the refused ones.
    """

    records: Mapping[str, Mapping[str, Record]] = field(repr=False)
    problems: tuple[Problem, ...]
    seen: int
    judged: int
    refused: int
    unfit: tuple[Record, ...] = field(default=(), repr=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems but for warnings: those for which a figure from these records may be wrong."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def build_store(files: Iterable[tuple[str, bytes]], schemas: Schemas) -> Store:
    """The store of files given as (path from the root, bytes)."""
    return collect((judge_file(path, raw, schemas) for path, raw in files if path not in TOLERATED), schemas.problems)


def build_index(records: Iterable[Record]) -> Store:
    """A store of records that are in order by themselves, of different ids."""
    by_kind: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}
    for record in records:
        by_kind[record.kind][record.id] = record
    number = sum(map(len, by_kind.values()))
    return Store(by_kind, (), number, number, 0)


def judge_file(path: str, raw: bytes, schemas: Schemas, *, quick: bool = True) -> Judged:
    """One file, by itself: its name, its YAML, its schema, its folder.

    ``quick``: where it is surely in order, the quick loader and validator may say so. Without, the reference judges.
    """
    name = read_name(path)
    if isinstance(name, Problem):
        return Judged(path, None, (name,))
    document, problems = load(path, raw, quick=quick)
    if document is None:
        return Judged(path, None, problems)
    record = Record(name.kind, name.id, path, document.data, document.marks)
    if problems := schemas.validate(name.kind, document, quick=quick):
        return Judged(path, None, problems, unfit=record)
    return Judged(path, record, (*_wrong_folder(record), *_cut_short(path, raw)))


def collect(files: Iterable[Judged], problems: Iterable[Problem] = ()) -> Store:
    """The store of files that were judged, each, with what can only be seen of all together."""
    judged = sorted(files, key=lambda file: file.path)
    found = [*problems, *_colliding(file.path for file in judged)]
    records: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}
    twins: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file in judged:
        found += file.problems
    for file in sorted(judged, key=_misplaced):
        if file.record is not None:
            records[file.record.kind].setdefault(file.record.id, file.record)
            twins[file.record.kind, file.record.id].append(file.path)
    found += _duplicates(twins)
    kept = sum(map(len, records.values()))
    by_kind = {kind: MappingProxyType(dict(sorted(of_kind.items()))) for kind, of_kind in records.items()}
    unfit = tuple(file.unfit for file in judged if file.unfit is not None)
    return Store(MappingProxyType(by_kind), tuple(sorted(found)), len(judged), kept, len(judged) - kept, unfit)


def _misplaced(file: Judged) -> bool:
    """Does it lie in a wrong folder? Of two with one id, the one in its place is judged: no other can push in."""
    return any(problem.code == WRONG_FOLDER for problem in file.problems)


def _wrong_folder(record: Record) -> Iterator[Problem]:
    """Is the record where its content says that it belongs?"""
    right = right_path(record.kind, record.id, record.data)
    if record.path != right:
        yield Place(record.path).problem(WRONG_FOLDER, "The file lies in the wrong folder.", f"Move it to {right}.")


def _cut_short(path: str, raw: bytes) -> Iterator[Problem]:
    """Does the last line break off? Some editors leave it so; so does a file that was not saved to its end."""
    if not raw.endswith(b"\n"):
        yield Place(path, raw.count(b"\n") + 1).problem(
            "no-line-end",
            "The last line has no end: the file may not have been saved whole.",
            "Look whether its end is there, and press Enter after the last line.",
            Severity.WARNING,
        )


def _duplicates(twins: Mapping[tuple[str, str], list[str]]) -> Iterator[Problem]:
    """Files of one kind and id: an error at each, naming the others; only the first is judged."""
    for (_, record_id), paths in twins.items():
        for path in paths if len(paths) > 1 else ():
            others = some(other for other in paths if other != path)
            yield Place(path).problem(
                "duplicate-id",
                f"The id {record_id} is taken twice: see also {others}.",
                f"Give one of them another name, or delete it. Until then only {paths[0]} is judged.",
            )


def _colliding(paths: Iterable[str]) -> Iterator[Problem]:
    """Paths that are one file on some computers, though not on others."""
    groups: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        groups[_confused(path)].add(path)
    for group in groups.values():
        for path in group if len(group) > 1 else ():
            others = some(sorted(group - {path}))
            yield Place(path).problem(
                "case-collision",
                f"On many computers this is the same path as {others}.",
                "Use small letters for folders and files, and keep one of them.",
            )


def _confused(path: str) -> str:
    """A path as computers have it that tell no capitals, make-up of accents, or dots and spaces at an end apart."""
    folded = path.lower() if path.isascii() else normalize("NFD", normalize("NFD", path).casefold())
    return "/".join(part.rstrip(". ") for part in folded.split("/"))
