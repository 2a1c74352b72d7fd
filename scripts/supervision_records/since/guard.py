"""What a change does to what judges: the rules guard themselves.

Contributors bring records and words. What records are judged by, and what runs, is the maintainers': each such file
that differs is named. It refuses the change where it could let something through: a weaker schema, rule or setting; a
change of the product or of the workflows; rules and records together, which should be looked at one without the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from supervision_records.model import Problem, Severity
from supervision_records.protocol import FOLDER as PROTOCOLS
from supervision_records.schema import FOLDER as SCHEMAS
from supervision_records.settings import FILE as SETTINGS
from supervision_records.since.contents import Paths
from supervision_records.since.states import Rules
from supervision_records.store import FOLDER as RECORDS
from supervision_records.store import printable
from supervision_records.weaker import Basis, compare, problems_of
from supervision_records.yamlio import Place, some


class Sort(NamedTuple):
    """A sort of file that is guarded: its stable code, its name for people, and whether any change of it refuses."""

    code: str
    name: str
    severity: Severity
    holds: Callable[[str], bool]


def _below(*folders: str) -> Callable[[str], bool]:
    return lambda path: path.startswith(tuple(f"{folder}/" for folder in folders))


#: What is guarded, the first that fits; whatever is no record and no page of words is the product.
GUARDED: Sequence[Sort] = (
    Sort("changed-schema", "what a record may hold (schemas)", Severity.WARNING, _below(SCHEMAS)),
    Sort("changed-setting", "the settings", Severity.WARNING, lambda path: path == SETTINGS),
    Sort("changed-workflow", "what runs at a pull request, and who is asked", Severity.ERROR, _below(".github", ".ci")),
    Sort("changed-product", "the product itself", Severity.ERROR, lambda _: True),
)
RULE = Sort("changed-rule", "the rules of a protocol", Severity.WARNING, _below(PROTOCOLS))

PAGE = ".md"

AGREE = (
    "Propose it by itself, without records in it, and ask a maintainer to agree: "
    "at a pull request they do so with the label `rules-agreed`."
)


@dataclass(frozen=True, slots=True)
class Guarded:
    """What a change does to what judges: problems, and one sentence for each sort of file that it touches."""

    problems: tuple[Problem, ...] = ()
    said: tuple[str, ...] = ()


def guard(before: Rules, after: Rules, paths: Paths, *, agreed: bool) -> Guarded:
    """What a change does to the rules. ``agreed``: a maintainer has said so, and nothing here refuses it."""
    found: dict[Sort, list[str]] = {}
    for path in paths.all:
        if sort := _sort(path):
            found.setdefault(sort, []).append(path)
    if pages := [path for path in paths.all if _is_protocol(path) and _rules_differ(before, after, path)]:
        found[RULE] = pages
    problems = [_named(sort, touched) for sort, touched in found.items()]
    problems += _lost_folders(before, after, paths)
    if before is not after:
        problems += problems_of(compare(_basis(before), _basis(after)))
    if found and (records := [path for path in paths.all if path.startswith(f"{RECORDS}/")]):
        problems.append(_both(records))
    if agreed:
        problems = [replace(problem, severity=Severity.WARNING) for problem in problems]
    return Guarded(tuple(sorted(problems)), tuple(_sentence(sort, touched) for sort, touched in found.items()))


def touches_rules(paths: Paths) -> bool:
    """Does a change touch any file that records are judged by?"""
    return any(path == SETTINGS or path.startswith((f"{SCHEMAS}/", f"{PROTOCOLS}/")) for path in paths.all)


def is_guarded(path: str) -> bool:
    """Is a path the maintainers', and none that anybody may propose?"""
    return _sort(path) is not None


def _sort(path: str) -> Sort | None:
    """The sort of guarded file that a path is; None for what anybody may propose: records, and pages of words."""
    if path.startswith(f"{RECORDS}/"):
        return None
    if path.endswith(PAGE) and (path.startswith("docs/") or "/" not in path) and not path.startswith("docs/overrides/"):
        return None
    return next(sort for sort in GUARDED if sort.holds(path))


def _is_protocol(path: str) -> bool:
    return path.startswith(f"{PROTOCOLS}/") and path.endswith(PAGE) and "/" not in path.removeprefix(f"{PROTOCOLS}/")


def _rules_differ(before: Rules, after: Rules, path: str) -> bool:
    """Does more than the words of a page differ? A page that cannot be read on one side differs."""
    name = path.removeprefix(f"{PROTOCOLS}/").removesuffix(PAGE)
    one, other = before.protocols.get(name), after.protocols.get(name)
    if one is None or other is None:
        return (one is not None or other is not None) or name != "index"
    return one.data != other.data


def _basis(rules: Rules) -> Basis:
    return Basis(rules.schemas.sources, rules.protocols, rules.settings)


def _named(sort: Sort, paths: Sequence[str]) -> Problem:
    hint = AGREE if sort.severity is Severity.ERROR else "Look whether that is meant; its owners have to review it."
    return Place(printable(paths[0])).problem(sort.code, _sentence(sort, paths), hint, sort.severity)


def _sentence(sort: Sort, paths: Sequence[str]) -> str:
    return f"This change touches {sort.name}: {some(map(printable, paths))}."


def _both(records: Iterable[str]) -> Problem:
    return Place(printable(next(iter(records)))).problem(
        "rules-and-records",
        "This change touches both records and what they are judged by, so that neither can be looked at by itself.",
        "Make two of it: first what judges, then the records.",
    )


def _lost_folders(before: Rules, after: Rules, paths: Paths) -> Iterator[Problem]:
    """Without a folder of its own, a repository is judged by what came with the tool: that is a change of all of it."""
    for folder, code, own, still in (
        (SCHEMAS, "weaker-schema", before.own_schemas, after.own_schemas),
        (PROTOCOLS, "weaker-rule", before.own_protocols, after.own_protocols),
    ):
        if own and not still:
            place = next((path for path in paths.removed if path.startswith(f"{folder}/")), folder)
            yield Place(place).problem(code, f"The folder {folder}, which records are judged by, is gone.", AGREE)
