"""Dates that contradict each other within a record, or with the person's posts and the case's life."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervision_records.calendar import FOREVER, Span, holds, parse_date
from supervision_records.consistency.world import World, doubt, first_outside, issue, span_of
from supervision_records.model import Problem, Record
from supervision_records.store import KINDS
from supervision_records.yamlio import TextMarks, find, groups, has_group, values

#: First and last day, by whatever keys a kind has for them.
_PAIRS = (("from", "to"), ("opened", "closed"), ("starts", "ends"), ("commenced", "ceased"))
_LASTS = frozenset(last for _, last in _PAIRS)

#: Kind → the key of its own date, and the dates that cannot come before it.
_AFTER: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "sessions": (
        "date",
        (
            "recorded.on",
            "cases.*.recorded.on",
            "filed.*.on",
            "cases.*.filed.*.on",
            "signed.*.on",
            "feedback.*.on",
            "actions.*.due",
            "next",
            "review",
            "rearranged_for",
        ),
    ),
    "referrals": ("on", ("screened.on", "ended.on")),
    "escalations": ("opened", ("steps.*.on",)),
    "observations": ("on", ("feedback_on",)),
    "audits": ("on", ("actions.*.due", "actions.*.done", "actions.*.checked")),
    "assurance": ("on", ("actions.*.due", "actions.*.done", "actions.*.checked")),
}


def check(world: World) -> Iterator[Problem]:
    """All contradictions between dates."""
    for kind in KINDS:
        for record in world.of(kind):
            yield from _ends_before_start(record)
            yield from _too_early(record)
    for person in world.of("people"):
        yield from _overlapping_posts(person)
    for absence in world.of("absences"):
        yield from _absence(world, absence)
    for case in world.of("cases"):
        yield from _allocations(world, case)
        yield from _agreed_intervals(world, case)
    for contract in world.of("contracts"):
        yield from _contract(contract)


def _ends_before_start(record: Record) -> Iterator[Problem]:
    """Refused: a last day before the first."""
    text = record.marks.lines if isinstance(record.marks, TextMarks) else None
    if not (has_group(record.data, _LASTS) if text is None else any(f"{last}:" in text for last in _LASTS)):
        return
    for pointer, group in groups(record.data):
        for first, last in _PAIRS:
            start, end = group.get(first), group.get(last)
            if isinstance(start, str) and isinstance(end, str) and end < start:
                yield issue(
                    record,
                    f"{pointer}/{last}",
                    "ends-before-start",
                    f"`{last}` ({end}) is before `{first}` ({start}).",
                    "Check both dates.",
                )


def _too_early(record: Record) -> Iterator[Problem]:
    """Warned about: what follows from something is dated before it."""
    key, patterns = _AFTER.get(record.kind, ("", ()))
    early = [p for p in patterns if any(value < record.data[key] for value in values(record.data, p))]
    for pattern in early:
        for pointer, value in find(record.data, pattern):
            if value < record.data[key]:
                yield doubt(
                    record,
                    pointer,
                    "too-early",
                    f"This date ({value}) is before the record's own date ({record.data[key]}).",
                    "Check both dates.",
                )


def _overlapping_posts(person: Record) -> Iterator[Problem]:
    """Refused: two posts of one person on the same day."""
    posts = sorted((span_of(post), pointer) for pointer, post in find(person.data, "posts.*"))
    reach: Span | None = None
    for span, pointer in posts:
        if reach is not None and span.start <= reach.end:
            yield issue(
                person,
                f"{pointer}/from",
                "overlapping-posts",
                f"This post begins on {span.start}, while the one from {reach.start} still runs.",
                "End the earlier post (`to`) on the day before, or correct this date: nobody has two posts at a time.",
            )
        if reach is None or span.end > reach.end:
            reach = span


def _absence(world: World, absence: Record) -> Iterator[Problem]:
    """Warned about: an absence outside the person's posts."""
    posts = world.posts.get(absence.data["person"])
    if posts is None:
        return
    span = span_of(absence.data)
    known = Span(span.start, span.start if span.end == FOREVER else span.end)
    if outside := first_outside(known, posts):
        yield doubt(
            absence,
            "/from",
            "outside-post",
            f"{absence.data['person']} has no post on {outside.start}, a day of this absence.",
            "Check the absence's dates and the person's posts.",
        )


def _allocations(world: World, case: Record) -> Iterator[Problem]:
    """Warned about: an allocation outside the case's life or the person's posts."""
    life = world.lives[case.id]
    for pointer, entry in find(case.data, "allocations.*"):
        span = span_of(entry)
        if "to" not in entry:
            span = Span(span.start, max(span.start, life.end))
        if span.end < span.start:
            continue
        if outside := first_outside(span, (life,)):
            yield doubt(
                case,
                f"{pointer}/from",
                "outside-case",
                f"The case is not open on {outside.start}, a day of this allocation.",
                "Check the allocation's dates against the case's `opened` and `closed`.",
            )
        if (posts := world.posts.get(entry["person"])) is not None and (outside := first_outside(span, posts)):
            yield doubt(
                case,
                f"{pointer}/person",
                "outside-post",
                f"{entry['person']} has no post on {outside.start}, a day of this allocation.",
                "End the allocation with the post and allocate somebody else, or correct the person's posts.",
            )


def _agreed_intervals(world: World, case: Record) -> Iterator[Problem]:
    """Warned about: an interval agreed outside the case's life, or by somebody without a post that day."""
    for pointer, entry in find(case.data, "joint_interval.*"):
        start = parse_date(entry["from"])
        if not world.lives[case.id].holds(start):
            yield doubt(
                case,
                f"{pointer}/from",
                "outside-case",
                f"The case is not open on {start}, when this interval begins.",
                "Check the date against the case's `opened` and `closed`.",
            )
        for place, person in find(entry, "agreed_by.*"):
            posts = world.posts.get(person)
            if posts is not None and not holds(posts, start):
                yield doubt(
                    case,
                    pointer + place,
                    "outside-post",
                    f"{person} has no post on {start}, when this interval begins.",
                    "Check who agreed to it, and their posts.",
                )


def _contract(contract: Record) -> Iterator[Problem]:
    """Warned about: a signature or review before the contract starts or after it ends."""
    life = span_of(contract.data, "starts", "ends")
    for what, pattern in (("signature", "signed.*.on"), ("review", "reviews.*.on")):
        for pointer, value in find(contract.data, pattern):
            if not life.holds(parse_date(value)):
                side = f"before the contract starts ({life.start})"
                if parse_date(value) >= life.start:
                    side = f"after the contract ended ({life.end})"
                yield doubt(
                    contract, pointer, "outside-contract", f"This {what} ({value}) is {side}.", "Check both dates."
                )
