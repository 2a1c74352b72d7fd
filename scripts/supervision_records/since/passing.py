"""Personal details in whatever a change brings: files of any sort, what only a commit on the way held, and messages.

Records as they are at the end are looked at with all others. The history keeps the rest as well, so it is looked at
here; nothing of it is ever repeated in a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from supervision_records.model import Problem, Record, Severity
from supervision_records.privacy import BY_CODE, Names, check_record, found_in
from supervision_records.settings import Settings
from supervision_records.since.guard import is_guarded
from supervision_records.since.way import Message, Passing
from supervision_records.store import FOLDER as RECORDS
from supervision_records.store import named, printable
from supervision_records.yamlio import Place, load

_ON_THE_WAY = "In a commit on the way, though no longer at the end of the change: "
_ANEW = (
    "Taking it out in a later commit leaves it in the history. Make the change anew from the state before it, without "
    "that commit, and delete this branch; if others can see it already, tell whoever is responsible for information "
    "governance."
)

#: What is hardly ever anything else, wherever it stands. An office may well have a telephone and an address.
SURE = frozenset({"nhs-number", "upn", "insurance-number", "birth-date", "name"})
#: Files that hold no text: pictures, fonts, archives. Their bytes look like anything.
_NO_TEXT = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"wOF", b"\x1f\x8b", b"PK\x03\x04")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
#: Long runs of letters and digits are checksums and keys, whatever is within.
_CHANCE = re.compile(r"[0-9A-Za-z+/=_-]{32,}")
#: Who made a commit, in the lines that programs add to its message.
_MADE_BY = re.compile(r"[A-Z][A-Za-z-]*-by: ")


def passing_problems(
    contents: Iterable[Passing], messages: Iterable[Message], settings: Settings, *, agreed: bool = False
) -> Iterator[Problem]:
    """Personal details in contents and messages. ``agreed``: a maintainer agreed to a change of the product's files."""
    names = Names.of(settings.names) if settings.names else None
    excused = {(excuse.code, excuse.path) for excuse in settings.excuses}
    found = {problem for passing in contents for problem in _of_content(passing, names, agreed=agreed)}
    found.update(problem for message in messages for problem in _of_message(message, names))
    yield from sorted(problem for problem in found if (problem.code, problem.path) not in excused)


def is_record(path: str) -> bool:
    """Is a path among the records, whatever its capitals?"""
    return path.casefold().startswith(f"{RECORDS}/")


def decoded(raw: bytes) -> str:
    """A text in the encoding that its first bytes say; without a mark, UTF-16 shows by its zeros. "" if it is none."""
    if raw.startswith(_NO_TEXT):
        return ""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    even, odd = raw[:4096:2], raw[1:4096:2]
    for zeros, encoding in ((odd, "utf-16-le"), (even, "utf-16-be")):
        if zeros and zeros.count(0) * 2 > len(zeros):
            return raw.decode(encoding, "replace")
    return raw.decode("utf-8", "replace")


def _of_content(passing: Passing, names: Names | None, *, agreed: bool) -> Iterator[Problem]:
    """What is found in one content; where it is gone again, in the words for that."""
    within = is_record(passing.path)
    found = check_record(_readable(passing), names) if within else _of_text(passing, names, agreed=agreed)
    for problem in found:
        if passing.stays:
            yield problem
        else:
            yield replace(problem, message=_ON_THE_WAY + problem.message, hint=_ANEW)


def _of_text(passing: Passing, names: Names | None, *, agreed: bool) -> Iterator[Problem]:
    """The first line of each sort of detail that a file outside the records did not have before."""
    old = frozenset(decoded(passing.old).splitlines())
    told: set[str] = set()
    for number, line in enumerate(decoded(passing.raw).splitlines(), start=1):
        if line in old:
            continue
        for code in _codes(line, names):
            if code not in told:
                told.add(code)
                sure = code in SURE and not (agreed and is_guarded(passing.path))
                yield Place(printable(passing.path), number).problem(
                    code,
                    f"This line holds what looks like {BY_CODE[code].looks_like}.",
                    f"{BY_CODE[code].instead} {_ANEW}",
                    Severity.ERROR if sure else Severity.WARNING,
                )


def _of_message(message: Message, names: Names | None) -> Iterator[Problem]:
    lines = [line for line in message.text.splitlines() if not _MADE_BY.match(line)]
    for code in dict.fromkeys(code for line in lines for code in _codes(line, names)):
        yield Place(f"commit {message.commit[:12]}").problem(
            code,
            f"The message of commit {message.commit[:12]} holds what looks like {BY_CODE[code].looks_like}.",
            f"Write the message anew without it. {_ANEW}",
            Severity.ERROR if code in SURE else Severity.WARNING,
        )


def _codes(line: str, names: Names | None) -> tuple[str, ...]:
    """What a line holds. A date long ago is no date of birth here, as it would be in a record."""
    codes = found_in(_CHANCE.sub("#", line)).codes
    return (*codes, "name") if names and names.are_in(line) else codes


def _readable(passing: Passing) -> Record:
    """What can be read of a record's content, whatever it is: what is no record is looked at line by line."""
    shown, text = printable(passing.path), decoded(passing.raw)
    name = named(passing.path)
    kind, record_id = (name.kind, name.id) if name else ("", shown)
    document, _ = load(shown, text.encode("utf-8", "replace"))
    if document is not None and isinstance(document.data, dict):
        return Record(kind, record_id, shown, document.data, document.marks)
    return Record(kind, record_id, shown, {"lines": text.splitlines()})
