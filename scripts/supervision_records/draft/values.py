"""What somebody typed, as data: ``key=value`` pairs, the values in the notation of the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from supervision_records.model import Problem
from supervision_records.yamlio import load


class TypedError(ValueError):
    """What was typed cannot be read; the message says what and how to write it."""


def typed(pairs: Iterable[str]) -> dict[str, Any]:
    """``["date=2026-07-14", "reallocation.by=tm-1"]`` to data; a dot leads into a mapping."""
    data: dict[str, Any] = {}
    for pair in pairs:
        key, sign, text = pair.partition("=")
        if not sign or not key:
            message = "write KEY=VALUE, for instance date=2026-07-14."
            raise TypedError(message)
        inner = data
        *above, last = key.split(".")
        for name in above:
            inner = inner.setdefault(name, {})
        inner[last] = typed_value(key, text)
    return data


def typed_value(key: str, text: str) -> Any:
    """One value in the notation of the records: a word, a number, a date, ``[a, b]``, ``{held: lcs}``."""
    document, problems = load("typed", f"value: {text}\n".encode())
    if document is None or not isinstance(document.data, Mapping):
        raise TypedError(_said(key, problems))
    return document.data["value"]


def _said(key: str, problems: tuple[Problem, ...]) -> str:
    why = f"{problems[0].message} {problems[0].hint}" if problems else "It is no value."
    return f"the value of {key} cannot be read. {why}"
