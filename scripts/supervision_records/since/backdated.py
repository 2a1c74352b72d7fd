"""What a change sets long after its day, and what takes away or excuses demands of the days between: a word on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from supervision_records.calendar import WorkingDays
from supervision_records.model import Problem, Record, Severity
from supervision_records.store import Store
from supervision_records.yamlio import find, problem_at, shown

#: Kind → where an end stands after which nothing more is demanded.
ENDS: Mapping[str, tuple[str, ...]] = {
    "teams": ("protocols.*.to",),
    "people": ("posts.*.to",),
    "cases": ("closed", "allocations.*.to"),
    "contracts": ("ends",),
}
ABSENCES = "absences"


def backdated(before: Store, after: Store, working: WorkingDays, grace: int, today: date | None) -> Iterator[Problem]:
    """Ends that a change sets, and absences that it enters, more than the grace (in working days) after their day."""
    if today is None:
        return
    for kind, patterns in ENDS.items():
        for record_id, record in after.records[kind].items():
            old = before.records[kind].get(record_id)
            if old is not None and old.data != record.data:
                for pattern in patterns:
                    for pointer, day in _set(old, record, pattern):
                        if _is_over(day, working, grace, today):
                            yield _end(record, pointer, day, today)
    for record_id, record in after.records[ABSENCES].items():
        old, start = before.records[ABSENCES].get(record_id), record.data["from"]
        entered = old is None or old.data["from"] != start or old.data["person"] != record.data["person"]
        if entered and _is_over(start, working, grace, today):
            yield _absence(record, start, today)


def _set(old: Record, new: Record, pattern: str) -> Iterator[tuple[str, str]]:
    """The days that stand in a record now and did not before, and where; entries may have been put in another order."""
    known = Counter(str(value) for _, value in find(old.data, pattern))
    for pointer, value in find(new.data, pattern):
        if known[str(value)]:
            known[str(value)] -= 1
        else:
            yield pointer, str(value)


def _is_over(day: str, working: WorkingDays, grace: int, today: date) -> bool:
    """Is a day so far back? Records are valid here, so it is one."""
    return today > working.add(date.fromisoformat(day), grace)


def _end(record: Record, pointer: str, day: str, today: date) -> Problem:
    return problem_at(
        record.path, record.marks, pointer, "backdated-end",
        f"This change sets an end that lies long before it: {shown(pointer)} is {day}, and it comes in on {today}.",
        "What was demanded since then is no longer judged: ask whoever made the change what the day rests on.",
        severity=Severity.WARNING,
    )  # fmt: skip


def _absence(record: Record, day: str, today: date) -> Problem:
    return problem_at(
        record.path, record.marks, "/from", "backdated-absence",
        f"This change enters an absence long after it began: /from is {day}, and it comes in on {today}.",
        "It may excuse what was not done in that time: ask whoever made the change what the day rests on.",
        severity=Severity.WARNING,
    )  # fmt: skip
