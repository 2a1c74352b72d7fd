"""What a schema refuses, in plain words, with its place. No value of the document is ever in a message.

One sentence is made by one function for each keyword (the table ``_WORDINGS``). Where a document could have fitted one
of several branches, the branch that it comes closest to speaks; where none is closer, the choices are named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import islice, pairwise
from typing import Any, NamedTuple

from jsonschema import ValidationError

from supervision_records.model import Document, Problem
from supervision_records.schema.keywords import DUPLICATE, NOT_HERE, UNKNOWN
from supervision_records.yamlio import child, more, problem_at

MAX_PROBLEMS = 100
_MAX_CHOICES = 40

_TYPES: Mapping[str, tuple[str, str]] = {
    "object": (
        "a group of keys, each with its value",
        "Write each key on a line of its own below, indented: `key: value`.",
    ),
    "array": (
        "a list",
        "Write each entry on a line of its own below, after a hyphen and a space; or all in [square brackets].",
    ),
    "string": ("text", 'Put it in double quotes: "like this".'),
    "integer": ("a whole number", "Write digits only, without quotes."),
    "number": ("a whole number", "Write digits only, without quotes."),
    "boolean": ("true or false", "Write true or false, in small letters and without quotes."),
}


class _Wording(NamedTuple):
    """A problem but for its place. ``at_key`` points to the key instead of its value."""

    code: str
    message: str
    hint: str
    at_key: bool = False


#: Of several complaints about one value, the first of these codes says enough.
_PRECEDENCE = (
    "wrong-type",
    "bad-date",
    "not-allowed-value",
    "too-short",
    "too-long",
    "out-of-range",
    "bad-form",
    "no-match",
)


def problems_of(document: Document, errors: Iterable[ValidationError]) -> tuple[Problem, ...]:
    """The problems of one document, each once, in the order of the file; and if there are too many, that there are."""
    found: dict[tuple[str, str], dict[str, Problem]] = defaultdict(dict)
    worded = _worded(errors)
    for error, words in islice(worded, MAX_PROBLEMS):
        problem = _placed(document, error, words)
        group = "value" if problem.code in _PRECEDENCE else problem.message
        found[problem.pointer, group].setdefault(problem.code, problem)
    told = sorted(min(codes.values(), key=_precedence) for codes in found.values())
    return (*told, more(told[-1])) if next(worded, None) else tuple(told)


def _precedence(problem: Problem) -> int:
    return _PRECEDENCE.index(problem.code) if problem.code in _PRECEDENCE else 0


def _worded(errors: Iterable[ValidationError]) -> Iterator[tuple[ValidationError, _Wording]]:
    """Each error with its words, errors of branches instead of the error that there is no branch that fits."""
    for error in errors:
        if error.validator in ("oneOf", "anyOf"):
            closest = _closest_branch(error)
            if closest:
                yield from _worded(closest)
                continue
        words = _WORDINGS.get(str(error.validator), _no_match)(error)
        hint = error.schema.get("x-hint") if isinstance(error.schema, dict) else None
        yield error, words._replace(hint=hint) if hint and words.code in _PRECEDENCE else words


def _placed(document: Document, error: ValidationError, words: _Wording) -> Problem:
    """A problem with its place; what is missing is told at the group of keys that lacks it."""
    pointer = ""
    steps = list(error.absolute_path)
    for step in steps[:-1] if words.code == "missing-key" else steps:
        pointer = child(pointer, step)
    return problem_at(document.path, document.marks, pointer, words.code, words.message, words.hint, key=words.at_key)


def _closest_branch(error: ValidationError) -> list[ValidationError]:
    """The errors of the branch that was meant, if it can be told: the right sort of value, the fewest wrong keys."""
    branches: dict[Any, list[ValidationError]] = defaultdict(list)
    for inner in error.context or ():
        branches[inner.relative_schema_path[0]].append(inner)
    scores = sorted((_distance(errors), index) for index, errors in branches.items())
    if not scores or scores[0][0] >= _FAR or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return []
    return branches[scores[0][1]]


_FAR = 1000


def _distance(errors: Iterable[ValidationError]) -> int:
    """How far a value is from a branch: another sort of value altogether, or some keys too many or too few."""
    distance = 0
    for error in errors:
        if not error.relative_path:
            distance += _FAR
        elif len(error.relative_path) == 1 and error.validator in ("const", "enum", "required", UNKNOWN, NOT_HERE):
            distance += 10
        else:
            distance += 1
    return distance


def _subject(error: ValidationError) -> str:
    """What an error is about, as the beginning of a sentence: a key with its title, or an entry of one."""
    path = list(error.absolute_path)
    key = next((step for step in reversed(path) if isinstance(step, str)), None)
    if key is None:
        return "The record"
    if path and isinstance(path[-1], int):
        return f"Entry {path[-1] + 1} of `{key}`" if key in _known(error) else "This entry"
    return f"The key `{key}`" if key in _known(error) else "The key here"


def _known(error: ValidationError) -> set[str]:
    """The keys on the way to an error that the schema names. Any other may be somebody's name, and is never shown."""
    steps = [str(step) for step in error.absolute_schema_path]
    named = {key for before, key in pairwise(steps) if before == "properties"}
    return named | {str(error.path[-1])} if error.validator in ("required", NOT_HERE) else named


def _wrong_type(error: ValidationError) -> _Wording:
    wanted: Any = error.validator_value
    names = [_TYPES.get(name, (name, "")) for name in ([wanted] if isinstance(wanted, str) else wanted)]
    return _Wording("wrong-type", f"{_subject(error)} must be {_either([name for name, _ in names])}.", names[0][1])


def _not_allowed_value(error: ValidationError) -> _Wording:
    wanted: Any = error.validator_value if error.validator == "enum" else [error.validator_value]
    choices = [_spoken(value) for value in wanted]
    near = get_close_matches(str(error.instance)[:_MAX_CHOICES].lower(), choices, n=1)
    hint = f"Did you mean `{near[0]}`?" if near else "Choose one of the values that are listed."
    shown = ", ".join(choices[:_MAX_CHOICES]) + (" …" if len(choices) > _MAX_CHOICES else "")
    if len(choices) == 1:
        return _Wording("not-allowed-value", f"{_subject(error)} must be {shown} here.", f"Write {shown}.")
    return _Wording("not-allowed-value", f"{_subject(error)} must be one of: {shown}.", hint)


def _spoken(value: object) -> str:
    """A value of the schema as one writes it in YAML."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _bad_format(error: ValidationError) -> _Wording:
    return _Wording(
        "bad-date",
        f"{_subject(error)} must be a day of the calendar, written year-month-day.",
        "Write it like 2026-07-15, and check that the month has such a day.",
    )


def _bad_form(error: ValidationError) -> _Wording:
    if isinstance(error.instance, str) and not error.instance.strip():
        return _empty(error)
    schema = error.schema if isinstance(error.schema, dict) else {}
    hints = [str(schema.get("description", "")).strip()]
    hints += [f"For example: {_spoken(example)}." for example in schema.get("examples", ())[:1]]
    message = f"{_subject(error)} is not written in the form that it must have."
    return _Wording("bad-form", message, " ".join(filter(None, hints)) or _COMPARE)


_COMPARE = "Compare it with a record that works."


def _missing(error: ValidationError) -> _Wording:
    title, key = _title_of_key(error), str(error.path[-1])
    what = f" ({title})" if title and title.lower() != key.replace("_", " ") else ""
    return _Wording("missing-key", f"{_subject(error)}{what} is missing.", f"Add a line `{error.path[-1]}: …` here.")


def _title_of_key(error: ValidationError) -> str:
    """The title that the schema gives to the key that an error is about, or "" if it stands elsewhere."""
    schema = error.schema if isinstance(error.schema, dict) else {}
    properties = schema.get("properties", {})
    entry = properties.get(error.path[-1]) if error.path else None
    return str(entry.get("title", "")) if isinstance(entry, dict) else ""


def _unknown_key(error: ValidationError) -> _Wording:
    known: Any = error.validator_value
    near = get_close_matches(str(error.path[-1]).lower(), known, n=1)
    hint = f"Did you mean `{near[0]}`?" if near else f"The keys that may stand here: {', '.join(known) or 'none'}."
    return _Wording("unknown-key", f"{_subject(error)} is not known in this place.", hint, at_key=True)


def _not_here(error: ValidationError) -> _Wording:
    return _Wording(
        "not-allowed-here",
        f"{_subject(error)} does not go with what the rest of this group says.",
        "Delete it, or check the keys that it depends on, such as the type or the status.",
        at_key=True,
    )


def _duplicate(error: ValidationError) -> _Wording:
    return _Wording("duplicate-item", f"{_subject(error)} repeats an entry above it.", "Delete one of the two.")


def _empty(error: ValidationError) -> _Wording:
    return _Wording("too-short", f"{_subject(error)} is empty.", "Write the text, or leave the key out.")


def _too_short(error: ValidationError) -> _Wording:
    if error.validator_value == 1:
        return _empty(error)
    least = f"must have at least {error.validator_value} characters"
    return _Wording("too-short", f"{_subject(error)} {least}.", "Check that all of it was written.")


def _too_long(error: ValidationError) -> _Wording:
    return _Wording(
        "too-long",
        f"{_subject(error)} must have at most {error.validator_value} characters.",
        "Shorten it; longer text belongs in the case system.",
    )


def _counted(code: str, limit: str, hint: str) -> Callable[[ValidationError], _Wording]:
    """The wording for a list or mapping that has too few or too many entries."""

    def wording(error: ValidationError) -> _Wording:
        number = error.validator_value
        if limit == "at least" and number == 1:
            return _Wording(code, f"{_subject(error)} must have at least one entry.", hint)
        noun = "entry" if number == 1 else "entries"
        return _Wording(code, f"{_subject(error)} must have {limit} {number} {noun}.", hint)

    return wording


def _bounded(limit: str) -> Callable[[ValidationError], _Wording]:
    """The wording for a number outside its bounds."""

    def wording(error: ValidationError) -> _Wording:
        return _Wording(
            "out-of-range", f"{_subject(error)} must be {limit} {error.validator_value}.", "Check the number."
        )

    return wording


def _no_match(error: ValidationError) -> _Wording:
    """Nothing closer can be said: the choices, by their titles."""
    inners = error.validator_value if isinstance(error.validator_value, list) else []
    titled = [inner for inner in inners if isinstance(inner, dict) and "title" in inner]
    if titled and len(titled) == len(inners):
        titles = _either([str(inner["title"]).lower() for inner in titled])
        hint = " ".join(f"{inner['title']}: {inner.get('description', '')}" for inner in titled)
        return _Wording("no-match", f"{_subject(error)} fits none of its forms: {titles}.", hint)
    return _Wording("no-match", f"{_subject(error)} is not written in any of the ways that are allowed.", _COMPARE)


def _either(choices: list[str]) -> str:
    """Words in a row: "a, b or c"."""
    return " or ".join([", ".join(choices[:-1]), choices[-1]]) if len(choices) > 1 else choices[0]


_too_few = _counted("too-few", "at least", "Add what is missing.")
_too_many = _counted("too-many", "at most", "Delete what is too much.")

_WORDINGS: Mapping[str, Callable[[ValidationError], _Wording]] = {
    "type": _wrong_type,
    "enum": _not_allowed_value,
    "const": _not_allowed_value,
    "format": _bad_format,
    "pattern": _bad_form,
    "required": _missing,
    UNKNOWN: _unknown_key,
    NOT_HERE: _not_here,
    DUPLICATE: _duplicate,
    "minLength": _too_short,
    "maxLength": _too_long,
    "minItems": _too_few,
    "minProperties": _too_few,
    "maxItems": _too_many,
    "maxProperties": _too_many,
    "minimum": _bounded("at least"),
    "maximum": _bounded("at most"),
    "exclusiveMinimum": _bounded("more than"),
    "exclusiveMaximum": _bounded("less than"),
    "not": _not_here,
}
