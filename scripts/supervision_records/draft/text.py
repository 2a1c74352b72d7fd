"""A draft as the text of its file: what is known as YAML, what somebody has to confirm as comments below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from supervision_records.calendar import parse_date
from supervision_records.draft.known import Draft
from supervision_records.draft.offers import Offer
from supervision_records.yamlio.emit import to_yaml

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def draft_text(draft: Draft, order: Sequence[str]) -> str:
    """The text, keys in the ``order`` of the kind's schema. An offer becomes an entry when its ``#`` are deleted."""
    keys = sorted(draft.data, key=lambda key: (order.index(key) if key in order else len(order), key))
    text = to_yaml({key: _dated(draft.data[key]) for key in keys})
    return text + "".join(line + "\n" for offer in draft.offers for line in _commented(offer))


def _commented(offer: Offer) -> Iterator[str]:
    yield ""
    yield f"# {offer.about} Delete the # and the space before each line that holds."
    for line in to_yaml({offer.key: _dated(offer.value)}).splitlines():
        yield f"# {line}"


def _dated(value: Any) -> Any:
    """A value with its dates as dates, which are written without quotes."""
    if isinstance(value, Mapping):
        return {key: _dated(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner) for inner in value]
    return _day(value) if isinstance(value, str) and _DATE.fullmatch(value) else value


def _day(text: str) -> date | str:
    """A day that exists; else the text, which its schema will refuse."""
    try:
        return parse_date(text)
    except ValueError:
        return text
