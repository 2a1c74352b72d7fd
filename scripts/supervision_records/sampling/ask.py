"""What a sample is asked for: all that, with the revision, decides which files come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision_records.calendar import parse_date
from supervision_records.model import Record
from supervision_records.sampling.population import SOURCES, STRATA


class NotASampleError(Exception):
    """What was to be drawn again does not say how it was drawn; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Request:
    """A sample of ``size`` files in all, or of ``each`` in every stratum; one of the two is None.

    ``by`` are the strata, ``teams`` those that files are taken from (none named: all), ``auditors`` those whose own
    files are left out. ``weighted`` gives a file more chances for what was found on it earlier.
    """

    audit: str
    protocol: str
    as_of: date
    seed: str
    size: int | None
    each: int | None = None
    by: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    auditors: tuple[str, ...] = ()
    weighted: bool = False
    discussed: bool = False


def asked(data: Any) -> tuple[Request, str]:
    """The request and the revision that a kept sample (``report.sample``, as JSON) states."""
    if not isinstance(data, Mapping) or data.get("version") != 1:
        raise NotASampleError("this is not a sample as `supervision sample --format json` writes it.")
    return _read(data, data), _text(data, "revision")


def asked_by(record: Record) -> tuple[Request, str]:
    """The request and the revision that the record of an audit states."""
    sample = record.data.get("sample", {})
    about = {"audit": record.data["type"], "protocol": record.data["protocol"], "auditors": [record.data["auditor"]]}
    if "as_of" not in sample:
        raise NotASampleError("its record does not say for which day the sample was drawn (sample, as_of).")
    return _read(sample, about), _text(sample, "revision")


def _read(sample: Mapping[str, Any], about: Mapping[str, Any]) -> Request:
    each = _number(sample, "each") if sample.get("each") is not None else None
    audit, by = _text(about, "audit"), _texts(sample, "by")
    if audit not in SOURCES or not set(by) <= set(STRATA):
        raise NotASampleError("it names a type of audit or a stratum that there is not.")
    try:
        as_of = parse_date(_text(sample, "as_of"))
    except ValueError as error:
        raise NotASampleError("the day that it was drawn for is no date.") from error
    return Request(
        audit, _text(about, "protocol"), as_of, _text(sample, "seed"),
        _number(sample, "size") if each is None else None, each, by, _texts(sample, "teams"),
        _texts(about, "auditors"), bool(sample.get("weighted", False)), bool(sample.get("discussed", False)),
    )  # fmt: skip


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str | int):
        raise NotASampleError(f"it does not say what `{key}` was.")
    return str(value)


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = data.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise NotASampleError(f"`{key}` is not a list of names.")
    return tuple(values)


def _number(data: Mapping[str, Any], key: str) -> int:
    value = data.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise NotASampleError(f"it does not say what `{key}` was, as a number.")
    return value
