"""``review``: a change in plain words, for a team that never saw Git. One paper, as text and as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from supervision_records.model import Problem
from supervision_records.plain import long_date, plural
from supervision_records.report.github import SHOWN
from supervision_records.report.results import CheckResult
from supervision_records.report.sections import Line, Paper, Section, as_markdown, as_text
from supervision_records.report.since import PARTS, parts
from supervision_records.report.since_result import SinceResult
from supervision_records.review.asked import Asked
from supervision_records.review.brought import Group, Item
from supervision_records.since.findings import Moved

TITLE = "This change in plain words"
WRONG = "What is wrong, and how to mend it"
#: How many records or files of one sort are named.
NAMED = 25


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """A change for people: what it brings, what is wrong, what it does to compliance, what is left, who has to look.

    ``gone`` are the files that it takes away, ``notes`` what else a reader has to know, and ``files_at`` is the address
    at which the forge shows the files of the change ("": none is known).
    """

    brought: tuple[Group, ...]
    check: CheckResult
    since: SinceResult
    remaining: tuple[Item, ...]
    asked: tuple[Asked, ...] = ()
    gone: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    files_at: str = ""


def paper(result: ReviewResult) -> Paper:
    """The whole: what it brings, what is wrong, what it does to compliance, what is left, who has to look."""
    errors = result.check.errors
    warnings = tuple(p for p in result.check.problems if p not in errors)
    sections = (
        Section("What it brings", tuple(_brought(result.brought)), "" if result.brought else "Nothing is changed."),
        Section(
            "What is wrong, and how to mend it", tuple(_by_file(errors, result.gone)), _all_here(errors), urgent=True
        ),
        Section("Worth a look", tuple(_by_file(warnings, result.gone)), _all_here(warnings), urgent=True),
        *_compliance(result),
        Section("What is left to do", tuple(Line(item.words, path=item.path) for item in result.remaining)),
        Section("Who has to look at it", tuple(Line(f"{a.owners}: {plural(a.files, 'file')}") for a in result.asked)),
        Section("Good to know", tuple(map(Line, result.notes))),
    )
    shown = tuple(section for section in sections if section.lines or section.sentence)
    return Paper(TITLE, tuple(_head(len(errors), len(warnings))), shown, result.files_at)


def unfit_paper(problems: Iterable[Problem]) -> Paper:
    """Where nothing could be judged."""
    said = "Nothing was judged: protocols, schemas and settings have to be right first."
    return Paper(TITLE, (said,), (Section(WRONG, tuple(_by_file(problems))),))


def _head(errors: int, warnings: int) -> Iterator[str]:
    if errors:
        have = "has" if errors == 1 else "have"
        yield f"✗ {plural(errors, 'thing')} {have} to be mended before this change can come in."
        yield "Edit the file where you made the change: it is checked again by itself."
    else:
        yield "✓ Nothing is wrong with this change."
    if warnings:
        yield f"{plural(warnings, 'thing')} in it {'is' if warnings == 1 else 'are'} worth a look."


def _all_here(problems: tuple[Problem, ...]) -> str:
    """A forge that shows only some of the problems beside their lines must not be taken for the whole."""
    if len(problems) <= SHOWN:
        return ""
    return f"All {len(problems):,} stand here; beside the lines of the files, a forge may show the first {SHOWN} only."


def _brought(groups: Iterable[Group]) -> Iterator[Line]:
    for group in groups:
        if len(group.items) == 1:
            item = group.items[0]
            yield Line(f"{group.title}, {item.words}", path=item.path)
            continue
        yield Line(f"{group.title}:")
        yield from (Line(item.words, path=item.path, inner=True) for item in group.items[:NAMED])
        if len(group.items) > NAMED:
            yield Line(f"… and {len(group.items) - NAMED:,} more.", inner=True)


def _by_file(problems: Iterable[Problem], gone: Collection[str] = ()) -> Iterator[Line]:
    """Problems below the name of their file, the files in the order of their first; one that is gone has no link."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.path, []).append(problem)
    for path, found in files.items():
        yield Line(path)
        for p in found:
            place = ("", 0) if path in gone else (path, p.line)
            yield Line(p.message, p.hint, *place, inner=True)


def _compliance(result: ReviewResult) -> Iterator[Section]:
    """What was not judged is told among what is wrong; what is newly met or due is not told one by one."""
    yield Section("What it does to compliance", sentence=" ".join(_verdicts(result.since)))
    for title, moved in parts(result.since):
        if title != PARTS["other"]:
            yield Section(f"{title}: {len(moved)}", tuple(map(_moved, moved)))


def _verdicts(since: SinceResult) -> Iterator[str]:
    new, mended = len(since.verdicts.new), len(since.verdicts.mended)
    brings = plural(new, "breach", "breaches") if new else "no breach"
    mends = str(mended) if mended else "none"
    yield f"Judged for {long_date(since.whole.assessment.as_of)}, it brings {brings} and mends {mends}."
    if new:
        yield "That does not keep it from coming in: a late record is welcome."
    if not since.complete:
        yield "Not everything could be judged yet, so this is no all-clear."


def _moved(moved: Moved) -> Line:
    f = moved.finding
    part = f" ({f.part})" if f.part else ""
    return Line(f"{f.subject.kind} {f.subject.id}{part}: {f.message}")


#: Formats of ``review``.
REVIEW: Mapping[str, Callable[[Paper], str]] = {"text": as_text, "summary": as_markdown}
