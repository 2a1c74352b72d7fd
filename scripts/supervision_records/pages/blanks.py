"""Places to write on paper, each made from the schema of what a record would hold there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from supervision_records.pages.html import Column, Table, escape
from supervision_records.pages.keys import Schema, absolute, resolve

#: Each list of keys in a part of a form, and where in a record those keys are.
WITHIN: Mapping[str, tuple[str, ...]] = {
    "fields": (),
    "case_fields": ("cases",),
    "prepared": ("prepared",),
    "partnership": ("partnership",),
    "log": (),
    "case_log": ("cases",),
    "reviewed": ("reviewed",),
    "actions": ("actions",),
}
#: Words of records that staff know under another spelling; others show with spaces for their hyphens.
_WORDS: Mapping[str, str] = {
    **{name: name.upper() for name in ("acrp", "caf", "cin", "cla", "cp", "eis", "ics", "ipm", "lcs", "tac")},
    "protocol": "Protocol",
    "rio": "RiO",
    "vct-copy": "copy to the Vulnerable Children Team",
}
_YES_NO = ("Yes", "No")
#: The most answers that are offered to be ticked on a line, and in a table; more are written by hand.
_MOST, _MOST_IN_TABLES = 5, 3
#: With so many answers a place takes the whole width.
_WIDE = 4

_TICK = '<span class="tick"></span>'


@dataclass(frozen=True, slots=True)
class Blank:
    """One place to write: what it asks, the answers to tick (none: a line), and whether it is a box for long words."""

    title: str
    answers: tuple[str, ...] = ()
    tall: bool = False

    @property
    def is_tick(self) -> bool:
        """Is a tick all that it wants?"""
        return self.answers == _YES_NO


def blanks(schemas: Mapping[str, Schema], kind: str, place: str, names: Sequence[str]) -> list[Blank]:
    """The places for some keys of a record; one that no schema describes is a line under its own name."""
    return [blank for name in names for blank in _blanks(name, find(schemas, kind, (*WITHIN[place], name)), schemas)]


def _blanks(name: str, schema: Schema, schemas: Mapping[str, Schema]) -> Iterator[Blank]:
    """A key that holds several others has a place for each of them, unless only one of them is ever given."""
    title = str(schema.get("title", name.replace("_", " ").capitalize()))
    if schema.get("type") == "object" and schema.get("maxProperties") != 1:
        for part, inner in schema["properties"].items():
            whole = resolve(schemas, inner)
            yield Blank(f"{title}: {str(whole.get('title', part)).lower()}", tuple(_answers(whole)))
    else:
        yield Blank(title, tuple(_answers(schema)), tall="oneOf" in schema)


def columns(schemas: Mapping[str, Schema], kind: str, place: str, names: Sequence[str]) -> list[Blank]:
    """The columns of an empty table, one for each key."""
    found = ((name, find(schemas, kind, (*WITHIN[place], name))) for name in names)
    return [Blank(str(schema.get("title", name.capitalize())), tuple(_answers(schema))) for name, schema in found]


def find(schemas: Mapping[str, Schema], kind: str, path: Sequence[str]) -> Schema:
    """The schema at the end of a path of keys, through lists; empty where there is none."""
    schema: Schema = absolute(schemas.get(kind, {}), kind)
    for name in path:
        if schema.get("type") == "array":
            schema = resolve(schemas, schema.get("items", {}))
        schema = resolve(schemas, next(_named(schemas, schema, name), {}))
    return schema


def _named(schemas: Mapping[str, Schema], schema: Schema, name: str) -> Iterator[Schema]:
    """The properties of one name, those that only some records have among them."""
    if name in schema.get("properties", {}):
        yield schema["properties"][name]
    for branch in ("then", "else"):
        if branch in schema:
            yield from _named(schemas, resolve(schemas, schema[branch]), name)


def _answers(schema: Schema) -> Iterator[str]:
    values = schema.get("enum") or schema.get("items", {}).get("enum", ())
    if schema.get("type") == "boolean" or schema.get("const") is True:
        yield from _YES_NO
    elif len(values) <= _MOST:
        yield from (in_words(str(value)) for value in values)


def in_words(value: str) -> str:
    """A value of a record as staff would write it."""
    return _WORDS.get(value, value.replace("-", " "))


def lines(places: Sequence[Blank]) -> str:
    """Short places to write, side by side where there is room."""
    rows = "\n".join(
        f"<div{_wide(place)}><dt>{escape(place.title)}</dt><dd>{_choice(place.answers)}</dd></div>" for place in places
    )
    return f'<dl class="blanks">\n{rows}\n</dl>'


def _wide(place: Blank) -> str:
    return ' class="wide"' if len(place.answers) >= _WIDE else ""


def _choice(answers: Sequence[str]) -> str:
    return " ".join(f'<span class="choice">{_TICK}{escape(answer)}</span>' for answer in answers)


def ticks(titles: Sequence[str]) -> str:
    """A list of things to tick."""
    rows = "\n".join(f"<li>{_TICK}{escape(title)}</li>" for title in titles)
    return f'<ul class="tick-list">\n{rows}\n</ul>'


def box(title: str) -> str:
    """A box with a heading, large enough to write in."""
    return f'<div class="box"><h3>{escape(title)}</h3></div>'


def grid(key: str, caption: str, places: Sequence[Blank], rows: int, css: str) -> str:
    """An empty table of numbered rows; ``css`` says which kind of table, for the widths of its columns."""
    heads = [Column("No."), *(Column(escape(place.title)) for place in places)]
    cells = [_cell(place) for place in places]
    body = [[str(number + 1), *cells] for number in range(rows)]
    return str(Table(key, escape(caption), heads, body, css=f"figures form-grid {css}"))


def _cell(place: Blank) -> str:
    if place.is_tick:
        return _TICK
    return _choice(place.answers) if len(place.answers) <= _MOST_IN_TABLES else ""
