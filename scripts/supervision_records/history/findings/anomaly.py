"""What the history can show, by a stable code each: how grave it is, and what to do. Never a record's text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from supervision_records.history.values import Commit
from supervision_records.model import Severity


class Code(NamedTuple):
    """One sort of anomaly. ``of_record``: it is about one record, not about the history as a whole."""

    severity: Severity
    hint: str
    of_record: bool = True


E, W = Severity.ERROR, Severity.WARNING

#: Every code; ``docs/reference/history.md`` explains each.
CODES: Mapping[str, Code] = {
    "recorded-late": Code(W, "Ask why it came in so late. Until then, go by the day on which it came in."),
    "backdated": Code(E, "Ask whoever added it what the day rests on. Until then, go by the day on which it came in."),
    "ahead-of-its-day": Code(E, "Nothing can be done before its day. Correct the date, in a new change."),
    "changed-after-signing": Code(
        E, "Show each who signed what was changed. If it is right, let them sign again; if not, put it back."
    ),
    "signature-changed": Code(E, "Put the signature back as it was. Who signs again adds a signature of that day."),
    "not-witnessed": Code(W, "Ask the person named whether it is theirs. A signature is best added by its owner."),
    "identities-changed": Code(W, "Ask the person whether the address is theirs. Until then, nothing is signed by it."),
    "deleted": Code(E, "Put the record back, or say in a tombstone who decided to remove it, when and why."),
    "overwritten": Code(E, "Put the earlier record back, and give the other one an id of its own."),
    "restored": Code(W, "Compare the record with what it was before it went."),
    "tombstone-late": Code(W, "Have the tombstone come with the removal itself the next time."),
    "tombstone-gone": Code(E, "Put the tombstone back: it is all that is left of the record."),
    "tombstone-changed": Code(W, "Ask whoever changed it. The earlier words stand in the history."),
    "tombstone-of-a-record": Code(W, "Remove either the record, as the tombstone says, or the tombstone."),
    "evil-merge": Code(W, "Compare the record with both sides, and ask whoever merged."),
    "came-in-twice": Code(
        E, "Ask whoever merged: the branch may be the true main line, and the earlier date not the right one."
    ),
    "no-date": Code(E, "Nothing that came in with it can be dated. Ask whoever made the change.", of_record=False),
    "clock-backwards": Code(
        E, "The clock of one of the two was wrong, or was set. Ask whoever made the change.", of_record=False
    ),
    "clock-ahead": Code(E, "A clock was wrong, or was set. Check this machine's; ask who made it.", of_record=False),
    "rewritten": Code(
        E, "Ask who may push to the main line, and compare with another clone before you trust this one.",
        of_record=False,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Something that the history shows and somebody has to look at.

    ``commit`` is the change that did it, ``on`` its day, where it has one to go by; ``claimed`` is the day that the
    record names; ``pointers`` are the places in the record; ``person`` is the id of whom it is about, where one is.
    """

    path: str
    code: str
    commit: str
    on: date | None
    message: str
    claimed: date | None = None
    pointers: tuple[str, ...] = ()
    person: str | None = None

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return CODES[self.code].severity

    @property
    def hint(self) -> str:
        """What to do."""
        return CODES[self.code].hint


def anomaly(path: str, code: str, commit: Commit, message: str, **more: object) -> Anomaly:
    """An anomaly that a commit of the main line brought."""
    return Anomaly(path, code, commit.id, commit.on, message, **more)  # type: ignore[arg-type]


def when(commit: Commit) -> str:
    """The day of a commit, for a sentence."""
    return f"on {commit.on}" if commit.on else f"by commit {commit.id[:12]}, whose date cannot be gone by"
