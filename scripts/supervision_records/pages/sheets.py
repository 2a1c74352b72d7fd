"""The parts of a form to print as blocks of a page: a protocol's own names and questions, with room to write.

Everything that a part shows is named in the protocol's front matter, where the rules find the same names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from supervision_records.form_checks import types_of
from supervision_records.model import Data, Protocol
from supervision_records.pages.blanks import Blank, blanks, box, columns, grid, in_words, lines, ticks
from supervision_records.pages.html import Column, Table, escape
from supervision_records.pages.keys import Schema

Part = Mapping[str, Any]
Blocks = Iterator[str]


@dataclass(frozen=True)
class Sheet:
    """One form of one protocol, with the schemas that its fields are described in."""

    protocol: Protocol
    form: Data
    schemas: Mapping[str, Schema]

    @property
    def kind(self) -> str:
        """The kind of record that it shows; nothing where none is kept of it."""
        return str(self.form.get("kind", ""))

    def blanks(self, place: str, names: Sequence[str]) -> list[Blank]:
        """The places for keys of the form's record; where it is filed is what the rules say."""
        found = []
        for name in names:
            systems = tuple(self._systems()) if name == "filed" else ()
            places = blanks(self.schemas, self.kind, place, [name])
            found += [Blank(places[0].title, systems)] if systems else places
        return found

    def titles(self, key: str, names: Sequence[str]) -> list[str]:
        """The titles that the protocol gives its sections or agenda points."""
        known = {entry["id"]: str(entry["title"]) for entry in self.protocol.data[key]}
        return [known[name] for name in names]

    def _systems(self) -> Iterator[str]:
        """Where the rules want a session of the form's type to be filed."""
        for rule in self.protocol.rules:
            if self.form.get("type") in types_of(self.protocol.data, rule.spec):
                for place in rule.spec.get("needs", {}).get("filed", ()):
                    under = f" ({place['under']})" if "under" in place else ""
                    yield in_words(place["system"]) + under


def parts(sheet: Sheet) -> Blocks:
    """The form's parts in their order, each a heading and its blocks."""
    for number, part in enumerate(sheet.form["parts"], 1):
        css = " .new-sheet" if part.get("new_page") else ""
        yield f"## {escape(part['title'])} {{ #part-{number}{css} }}"
        for show in _BLOCKS:
            yield from show(sheet, part, f"part-{number}")


def _words(_: Sheet, part: Part, __: str) -> Blocks:
    if "about" in part:
        yield f'<p class="about">{escape(part["about"])}</p>'
    if "points" in part:
        yield '<ul class="points">\n' + "\n".join(f"<li>{escape(point)}</li>" for point in part["points"]) + "\n</ul>"


def _places(sheet: Sheet, part: Part, _: str) -> Blocks:
    """Lines first, then the boxes of those that take longer words."""
    places = [blank for key in ("fields", "case_fields") for blank in sheet.blanks(key, part.get(key, ()))]
    places += [Blank(title) for title in part.get("lines", ())]
    prepared = sheet.blanks("prepared", part.get("prepared", ()))
    places += [blank for blank in prepared if not blank.is_tick]
    places += sheet.blanks("partnership", part.get("partnership", ()))
    short = [blank for blank in places if not blank.tall]
    if short:
        yield lines(short)
    if done := [blank.title for blank in prepared if blank.is_tick]:
        yield ticks(done)
    if "agenda" in part:
        yield ticks(sheet.titles("agenda", part["agenda"]))
    yield from (box(blank.title) for blank in places if blank.tall)


def _table(key: str) -> Callable[[Sheet, Part, str], Blocks]:
    """What shows one of the keys that are tables of empty rows."""

    def show(sheet: Sheet, part: Part, name: str) -> Blocks:
        if key in part:
            heads = columns(sheet.schemas, sheet.kind, key, part[key]["fields"])
            yield grid(f"{name}-{key}", part["title"], heads, part[key]["rows"], key.replace("_", "-"))

    return show


def _boxes(sheet: Sheet, part: Part, _: str) -> Blocks:
    yield from (box(title) for title in sheet.titles("sections", part.get("sections", ())))
    yield from (box(title) for title in part.get("boxes", ()))


def _questions(sheet: Sheet, part: Part, _: str) -> Blocks:
    sets = {entry["id"]: entry for entry in sheet.protocol.data.get("question_sets", ())}
    for name in part.get("questions", ()):
        if "about" in sets[name]:
            yield f'<p class="about">{escape(sets[name]["about"])}</p>'
        yield _question_table(sets[name])


def _question_table(entry: Part) -> str:
    answers = entry.get("answers", ())
    written = ["Comment"] if entry.get("comment") else [] if answers else ["What was seen"]
    heads = [Column("Question"), *(Column(escape(answer), number=True) for answer in answers), *map(Column, written)]
    empty = [""] * (len(heads) - 1)
    css = "figures questions" + (" with-words" if answers and written else "") + ("" if answers else " open")
    rows = [[label, *empty] for label in _numbered(entry)]
    return str(Table(f"questions-{entry['id']}", escape(entry["title"]), heads, rows, css=css))


def _numbered(entry: Part) -> Iterator[str]:
    """The questions, with their numbers where they have any; a number that is given is gone on from."""
    number = 0
    for question in entry["questions"]:
        number = question.get("number", number + 1)
        yield (f"{number}. " if entry.get("numbered") else "") + escape(question["text"])


def _signatures(_: Sheet, part: Part, name: str) -> Blocks:
    if "signatures" in part:
        heads = [Column(title) for title in ("Who", "Name", "Signature", "Date")]
        rows = [[escape(who), "", "", ""] for who in part["signatures"]]
        caption = f"{escape(part['title'])}: who signs"
        yield str(Table(f"{name}-signatures", caption, heads, rows, css="figures form-grid signatures"))


#: What a part may show, in the order in which it shows it.
_BLOCKS: tuple[Callable[[Sheet, Part, str], Blocks], ...] = (
    _words,
    _places,
    _table("log"),
    _table("case_log"),
    _table("reviewed"),
    _boxes,
    _questions,
    _table("actions"),
    _signatures,
)
