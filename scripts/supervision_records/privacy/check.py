"""Records to problems: what is found in each, but for what the settings excuse."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date

from supervision_records.calendar import add_months
from supervision_records.model import Problem, Record
from supervision_records.privacy.clear import is_clear
from supervision_records.privacy.detect import BY_CODE, NAME, NOTHING, Found, found_in
from supervision_records.privacy.excused import left_over, sift
from supervision_records.privacy.fields import EXEMPT, Path, Piece, own_day, pieces, pointer, steps
from supervision_records.privacy.names import Names
from supervision_records.settings import Settings
from supervision_records.store import Store
from supervision_records.yamlio import Place, TextMarks, locate

#: A full date that lies further back than this from the record's own day is taken for a date of birth.
MONTHS_BACK = 24

_FURTHER = (
    "If it was already sent in, tell whoever is responsible for information governance: deleting the line does not "
    "take it out of the history. If it is a false alarm, say so in supervision.yaml under `privacy`, with the reason."
)


def check(store: Store, settings: Settings, passed: Container[str] = frozenset()) -> Iterator[Problem]:
    """Every place in the records that holds such a detail, refused files included; and excuses without an alarm.

    ``passed`` are the paths of records that were looked through before, and had none.
    """
    found = tuple(alarms(store, settings, passed))
    yield from sift(found, settings.excuses)
    yield from left_over(found, settings.excuses)


def alarms(store: Store, settings: Settings, passed: Container[str] = frozenset()) -> Iterator[Problem]:
    """Every place in the records, refused files included, whether excused or not."""
    names = Names.of(settings.names) if settings.names else None
    every = (*(record for of_kind in store.records.values() for record in of_kind.values()), *store.unfit)
    for record in every:
        if record.path not in passed:
            yield from check_record(record, names)


def notes(settings: Settings) -> tuple[str, ...]:
    """What a reader of the result has to know of how it was come by: a sentence each."""
    said = []
    if settings.names is None:
        said.append("Names were not looked for: no list of them is kept here.")
    elif too_short := Names.of(settings.names).too_short:
        said.append(f"Names of the list that are too short to be looked for: {too_short}.")
    if settings.excuses:
        said.append(f"False alarms excused in supervision.yaml: {len(settings.excuses)}.")
    return tuple(said)


def check_record(record: Record, names: Names | None = None) -> Iterator[Problem]:
    """Every place in one record, its file's name and its keys included."""
    if is_clear(record, names):
        return
    told: list[Piece] = []
    for piece in ((None, record.id, False), *pieces(record.data)):
        found = found_in(piece[1])
        if found is NOTHING and not (names and names.are_in(piece[1])):
            continue
        for code in _codes(record, piece, found, names):
            told.append(piece)
            yield _problem(record, piece, code, [path for path, _, is_key in told if is_key])
    yield from _comments(record, names)


def _comments(record: Record, names: Names | None) -> Iterator[Problem]:
    """What nobody reads but everybody who has the file: it is in the history like the rest of it."""
    for (line, column), text in record.marks.comments() if isinstance(record.marks, TextMarks) else ():
        for code in _codes(record, (None, text, False), found_in(text), names):
            found = BY_CODE[code]
            yield Place(record.path, line, column).problem(
                code, f"The comment here holds what looks like {found.looks_like}.", f"{found.instead} {_FURTHER}"
            )


def _codes(record: Record, piece: Piece, found: Found, names: Names | None) -> list[str]:
    """What a text holds that it may not."""
    path, text, _ = piece
    codes = list(found.codes)
    if found.earliest and "birth-date" not in codes and _is_long_ago(found.earliest, own_day(record.data)):
        codes.append("birth-date")
    if names and names.are_in(text):
        codes.append(NAME.code)
    place = ".".join([record.kind, *(step for step in steps(path) if isinstance(step, str))])
    return [code for code in codes if code not in EXEMPT.get(place, ())]


def _is_long_ago(day: date, own: date | None) -> bool:
    return own is None or day < add_months(own, -MONTHS_BACK)


def _problem(record: Record, piece: Piece, code: str, bad_keys: Sequence[Path | None]) -> Problem:
    """The alarm; it points to the place as far as that can be named without repeating what was found in a key."""
    path, _, is_key = piece
    found = BY_CODE[code]
    where = "The file's name" if path is None else "The key here" if is_key else "The text here"
    return Place(record.path, *locate(record.marks, pointer(path), key=is_key), _outside(path, bad_keys)).problem(
        code,
        f"{where} holds what looks like {found.looks_like}.",
        f"{found.instead} {_FURTHER}",
    )


def _outside(path: Path | None, bad_keys: Sequence[Path | None]) -> str:
    """The pointer of the nearest place around a path that has no key in it that was complained of."""
    shown = path
    while path is not None:
        if path in bad_keys:
            shown = path[0]
        path = path[0]
    return pointer(shown)
