"""Form 6, review, in words: the protocol itself is in date."""

from __future__ import annotations

from supervision_records.calendar import parse_date
from supervision_records.model import Data, Protocol, Rule
from supervision_records.pages.meaning.line import Line, line, plain, sentence
from supervision_records.pages.words import long_date


def lines(protocol: Protocol, _rule: Rule) -> tuple[Line, ...]:
    """All that a review says: its dates stand in the protocol's front matter, not in the rule."""
    named = [_by(item) for item in protocol.data.get("reviews", ())]
    return (
        *line("What is judged", "The protocol itself, one finding for each review date that it names."),
        *line("By when", *(named or ["The protocol names no date, so there is nothing to judge."])),
        *line("Verdict", "Met up to and on the date, then a breach with its days late. "
              "A new date in the protocol's front matter ends it."),
    )  # fmt: skip


def _by(item: Data) -> str:
    document = f"{plain(item['document'])}: " if "document" in item else ""
    return sentence(f"{document}by {long_date(parse_date(item['date']))}")
