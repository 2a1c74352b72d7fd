"""``compliance --since`` in every format: what a change does to the verdicts, what it undoes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from supervision_records import encode
from supervision_records.encode import command
from supervision_records.model import Finding, Problem, Status
from supervision_records.report import jsontext
from supervision_records.report.github import SHOWN
from supervision_records.report.markdown import cell, table
from supervision_records.report.since_result import SinceResult
from supervision_records.since.findings import Moved, Verdicts
from supervision_records.summary import count

#: The parts, in the order in which they are told, and the heading of each.
PARTS: Mapping[str, str] = {
    "gone": "No longer judged: who or what these are about is no longer there, or no longer in scope on those days",
    "excused": "Breaches that become excused by what is entered only now, such as an absence: that mends nothing",
    "undone": "No longer met: this change turns into a breach what was met",
    "new": "New breaches that come with what this change records",
    "unknown": "Cannot be told any more",
    "mended": "Breaches that this change mends",
    "other": "Other verdicts that this change moves",
}
#: The same where the records stay and the rules are others.
PROPOSED: Mapping[str, str] = {
    "gone": "No longer judged by these rules",
    "excused": "Breaches that these rules excuse",
    "undone": "Met so far, and a breach by these rules",
    "new": "Other breaches that only these rules see",
    "unknown": "Cannot be told by these rules",
    "mended": "Breaches so far that are none by these rules",
    "other": "Other verdicts that differ",
}
#: More of one part than a person reads at a terminal.
MOST = 40
#: How many of those that are gone, and of those that are excused, are annotated one by one.
EXAMPLES = 3
INCOMPLETE = "Not all could be compared, so this is no all-clear: see what is unknown or was not judged."


def as_text(result: SinceResult) -> str:
    """For a person at a terminal: each part that has something, then the counts."""
    lines: list[str] = []
    for title, found in parts(result):
        lines += [f"{title} ({len(found)}):", *(f"  {_line(moved)}" for moved in found[:MOST])]
        lines += [f"  … and {len(found) - MOST} more: --format json lists them all.", ""] if len(found) > MOST else [""]
    for title, problems in _unjudged(result):
        lines += [f"{title} ({len(problems)}):"]
        for p in problems:
            lines += [f"  {p.path}:{p.line}:{p.column}: {p.message}", f"      → {p.hint}"]
        lines.append("")
    return encode.lines([*lines, *_summary(result)])


def as_markdown(result: SinceResult) -> str:
    """For a step summary."""
    what = "these rules would do" if result.proposed else "this change does"
    head = f"## What {what} to compliance, as of {result.whole.assessment.as_of}"
    lines = [head + cell(result.whole.cut), "", " ".join(_summary(result)), ""]
    for title, found in parts(result):
        rows = [
            [m.finding.rule, _subject(m.finding), m.finding.team or "", _words(m.was), _words(m.now), m.finding.message]
            for m in found
        ]
        lines += [f"### {title}: {len(found)}", "", table(["Rule", "About", "Team", "Was", "Is", "What"], rows)]
    for title, problems in _unjudged(result):
        cells = [[f"{p.path}:{p.line}:{p.column}", p.message, p.hint] for p in problems]
        lines += [f"### {title}: {len(problems)}", "", table(["Where", "What is wrong", "What to do"], cells)]
    return "\n".join(lines)


def as_github(result: SinceResult) -> str:
    """Annotations: what the change keeps from being judged, then what it undoes and brings, then the counts."""
    lines = [
        command("error", f"Not judged: {p.message} {p.hint}", file=p.path, line=p.line, col=p.column, title=p.code)
        for p in result.unjudged.brought
    ]
    warned = tuple(_warned(result.verdicts))
    lines += [command("warning", said, title=title) for title, said in warned]
    for moved in _annotated(result.verdicts)[: SHOWN - len(warned)]:
        f = moved.finding
        path = f.records[0] if f.records else result.whole.protocols[f.protocol].path
        said = f"{_subject(f)}: was {_words(moved.was)}, is {_words(moved.now)}. {f.message}"
        lines.append(command("warning", said, file=path, title=f.rule))
    return "\n".join([*lines, *_summary(result)]) + "\n"


def _annotated(verdicts: Verdicts) -> tuple[Moved, ...]:
    """What is annotated at its record. Of what has a sentence of its own already, some examples."""
    return (*verdicts.gone[:EXAMPLES], *verdicts.excused[:EXAMPLES], *verdicts.new, *verdicts.unknown)


def as_json(result: SinceResult) -> str:
    """The findings after the change, and under ``since`` what it does to them."""
    verdicts = result.verdicts
    parts = {name: getattr(verdicts, name) for name in ("new", "excused", "mended", "gone", "unknown", "other")}
    since = {
        "revision": result.revision,
        "complete": result.complete,
        **{name: [_moved(moved) for moved in found] for name, found in parts.items()},
        "not_judged": {
            name: [jsontext.problem(p) for p in getattr(result.unjudged, name)]
            for name in ("brought", "mended", "left")
        },
    }
    return jsontext.text({**jsontext.whole(result.whole), "since": since})


#: Formats of ``compliance --since``.
SINCE: Mapping[str, Callable[[SinceResult], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "summary": as_markdown,
}


def parts(result: SinceResult) -> Iterator[tuple[str, tuple[Moved, ...]]]:
    """The parts that have something, each with its heading."""
    verdicts = result.verdicts
    for name, title in (PROPOSED if result.proposed else PARTS).items():
        found: tuple[Moved, ...] = getattr(verdicts, name)
        if name == "new":
            found = tuple(moved for moved in found if moved not in verdicts.undone)
        if found:
            yield title, found


def _unjudged(result: SinceResult) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    unjudged = result.unjudged
    for title, problems in (
        ("Not judged because of this change", unjudged.brought),
        ("Not judged before, judged now: some of the verdicts above are new for that reason", unjudged.mended),
        ("Not judged, before as after", unjudged.left),
    ):
        if problems:
            yield title, problems


def _summary(result: SinceResult) -> Iterable[str]:
    verdicts, c = result.verdicts, count(result.whole.assessment.findings)
    yield from (said for _, said in _warned(verdicts))
    yield (
        f"{_change(result)} brings "
        f"{len(verdicts.new)} breaches ({len(verdicts.undone)} of what was met), mends {len(verdicts.mended)}, and "
        f"moves {len(verdicts.other)} other verdicts."
    )
    yield f"All in all: {c.met} met, {c.due} due, {c.breach} in breach, {c.excused} excused, {c.unknown} unknown."
    if not result.complete:
        yield INCOMPLETE


def _change(result: SinceResult) -> str:
    day = f"as of {result.whole.assessment.as_of}"
    if result.proposed:
        return f"To judge these records by the rules of {result.revision[:12]}, {day},"
    return f"Since {result.revision[:12]}, {day}: this change"


def _warned(verdicts: Verdicts) -> Iterator[tuple[str, str]]:
    """What may look like a mending and is none: title and sentence."""
    breaches, due = len(verdicts.lost), len(verdicts.gone) - len(verdicts.lost)
    if verdicts.gone:
        parts = [_breaches(breaches)] * bool(breaches) + [f"{due} due"] * bool(due)
        are, they_were = ("is", "it was") if len(verdicts.gone) == 1 else ("are", "they were")
        said = f"{' and '.join(parts)} {are} no longer judged, because who or what {they_were} about is no longer there"
        yield "No longer judged", f"{said}, or no longer in scope on those days."
    if excused := len(verdicts.excused):
        become = "becomes" if excused == 1 else "become"
        said = f"{_breaches(excused)} {become} excused by what is entered only now, such as an absence"
        yield "Excused", f"{said}: nothing was mended."


def _breaches(number: int) -> str:
    return "1 breach" if number == 1 else f"{number} breaches"


def _line(moved: Moved) -> str:
    f = moved.finding
    part = f" ({f.part})" if f.part else ""
    return f"{f.rule} {_subject(f)}{part}: was {_words(moved.was)}, is {_words(moved.now)}. {f.message}"


def _subject(f: Finding) -> str:
    return f"{f.subject.kind}/{f.subject.id}"


def _words(status: Status | None) -> str:
    return "not there" if status is None else "in breach" if status is Status.BREACH else status.value


def _moved(moved: Moved) -> dict[str, Any]:
    return {
        **jsontext.finding(moved.finding),
        "was": moved.was.value if moved.was else None,
        "now": moved.now.value if moved.now else None,
    }
