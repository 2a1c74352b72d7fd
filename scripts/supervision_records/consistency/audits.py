"""Audits and what follows from them: answers that fit the questions, second readers, who closes and who checks."""

from __future__ import annotations

from collections.abc import Iterator

from supervision_records.consistency.world import World, doubt
from supervision_records.model import Data, Problem, Record
from supervision_records.questions import ANSWERS, SCALES, asked_in
from supervision_records.yamlio import find


def check(world: World) -> Iterator[Problem]:
    """All warnings: an audit that is answered or followed up in another way is still an audit."""
    for kind in ("audits", "assurance"):
        for record in world.of(kind):
            yield from _answers(world, record)
            yield from _actions(record)
    for audit in world.of("audits"):
        yield from _second(audit)


def _answers(world: World, record: Record) -> Iterator[Problem]:
    """Answers to questions that the form does not ask, or on another scale. What was answered is not said again."""
    protocol = world.protocols.get(record.data["protocol"])
    asked = asked_in(protocol.data, record.kind, record.data) if protocol else None
    if asked is None:
        return
    for place in ANSWERS[record.kind]:
        for pointer, answers in find(record.data, place.replace("files.", "files.*.")):
            if not answers.keys() <= asked.keys():
                hint = "Take the questions' names from its form, on the site under Fill in a record."
                yield doubt(record, pointer, "unknown-question", "The protocol's form has no such question.", hint)
            if any(answers[name] not in SCALES[asked[name]] for name in answers.keys() & asked.keys()):
                hint = (
                    "Answer yes, no or n/a where the form asks for that, and 1 to 4 or n/a where it asks for a score."
                )
                yield doubt(
                    record, pointer, "other-scale", "A question is answered on another scale than its own.", hint
                )


def _actions(record: Record) -> Iterator[Problem]:
    """Whoever audited should not close the action, and whoever closed it should not check it."""
    judge = record.data.get("auditor")
    for pointer, action in find(record.data, "actions.*"):
        yield from _closed(record, pointer, action, judge)


def _closed(record: Record, pointer: str, action: Data, judge: str | None) -> Iterator[Problem]:
    closer = action.get("done_by")
    if closer is not None and closer == judge:
        message = f"{closer} audited, and closed the action, too."
        yield doubt(record, f"{pointer}/done_by", "closed-by-auditor", message, "The line manager closes an action.")
    if closer is not None and closer == action.get("checked_by"):
        message = f"{closer} closed the action, and checked it, too."
        yield doubt(record, f"{pointer}/checked_by", "checked-by-closer", message, "Let somebody else check it.")


def _second(audit: Record) -> Iterator[Problem]:
    """A second reader is somebody else, and reads some of the same files."""
    second = audit.data.get("second")
    if second is None:
        return
    if second["by"] == audit.data["auditor"]:
        message = f"{second['by']} is the auditor, and the second reader, too."
        yield doubt(audit, "/second/by", "own-second-reading", message, "Let somebody else read some of the files.")
    refs = {str(file["ref"]) for file in audit.data["files"]}
    for pointer, ref in find(audit.data, "second.files.*.ref"):
        if str(ref) not in refs:
            message = "The audit has no file of this reference, so there is nothing to compare."
            yield doubt(audit, pointer, "unknown-file", message, "Call the file as the audit calls it.")
