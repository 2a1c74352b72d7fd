r"""Whether a document fits its schema, a hundred times faster than the reference, by a validator in Rust.

It says one thing alone: that a document fits. Where it says that one does not, or cannot tell, the reference
(``keywords``) judges and words what is wrong. So no document may fit here and not there; tests compare the two.

Patterns are put such that both take them alike: in the reference, ``$`` means the very end, and ``\s`` the spaces of
ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from supervision_records.schema.keywords import is_date

Fits = Callable[[Any], bool]

_SPACES = r" \t\n\r\f\v"
#: Parts of a pattern: a class, a sign after a backslash, what our patterns may have before their end.
_PART = re.compile(r"\[(?:\\.|[^\]\\])*\]|\\.|\(\?!\\n\)\$", re.DOTALL)
_ANYTHING = frozenset({r"[\s\S]", r"[\S\s]"})


class Quick:
    """The quick validators of some schemas, each made when it is first asked. The schemas have no references."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._made: dict[str, Fits] = {}

    def fits(self, kind: str, value: Any) -> bool:
        """Does the value surely fit? False may also mean that the reference has to say."""
        if kind not in self._made:
            self._made[kind] = _validator(self._schemas.get(kind, False))
        return self._made[kind](value)


def _never(_: Any) -> bool:
    return False


def _validator(schema: Any) -> Fits:
    try:
        from jsonschema_rs import Draft202012Validator, RegexOptions  # noqa: PLC0415  (only when first asked)
    except ImportError:  # there is none for this machine: the reference does all
        return _never
    try:
        made = Draft202012Validator(
            _alike(schema),
            formats={"date": _is_day},
            validate_formats=True,
            pattern_options=RegexOptions(),
            offline=True,
        )
    except ValueError:
        return _never
    return made.is_valid


@lru_cache(maxsize=1 << 14)
def _is_day(text: str) -> bool:
    try:
        return is_date(text)
    except ValueError:
        return False


def _alike(schema: Any) -> Any:
    """The schema with its patterns put in the way that the validator takes as the reference does."""
    if isinstance(schema, list):
        return [_alike(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _PART.sub(_part, value) if key == "pattern" and isinstance(value, str) else _alike(value)
        for key, value in schema.items()
    }


def _part(found: re.Match[str]) -> str:
    part = found.group()
    if part.startswith("("):
        return "$"
    if part in _ANYTHING:
        return r"(?s:.)"
    if part.startswith("["):
        if r"\S" in part:
            raise ValueError(part)
        return part.replace(r"\s", _SPACES)
    return {r"\s": f"[{_SPACES}]", r"\S": f"[^{_SPACES}]"}.get(part, part)
