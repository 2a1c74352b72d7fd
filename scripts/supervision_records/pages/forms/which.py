"""Which forms there are: one a kind; for sessions one a protocol; and one for each form of a protocol with questions.

A form of a protocol brings what is settled by it (protocol, type, process) and its words: agenda, sections, questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from supervision_records.draft import usual_session
from supervision_records.model import Data, Protocol
from supervision_records.pages.forms.layout import LAYOUTS
from supervision_records.pages.forms.shape import Words
from supervision_records.pages.links import fill_in
from supervision_records.pages.site import Site
from supervision_records.questions import ANSWERS, SCALES, SETTLES, questions, sheets

#: Each answer in words.
_SAID: Mapping[object, str] = {
    "yes": "Yes",
    "no": "No",
    "n/a": "Not applicable",
    1: "1, exceeds good",
    2: "2, good",
    3: "3, requires improvement",
    4: "4, inadequate",
}


@dataclass(frozen=True)
class Form:
    """One form: of a kind, perhaps of a protocol, perhaps of one of the protocol's own forms (``sheet``)."""

    kind: str
    protocol: Protocol | None = None
    sheet: Data | None = None

    @property
    def place(self) -> str:
        """Its page."""
        names = [self.protocol.id] if self.protocol else []
        return fill_in(self.kind, "-".join([*names, self.sheet["id"]] if self.sheet else names))

    @property
    def title(self) -> str:
        """What it is called in lists."""
        name = str(self.sheet["title"]) if self.sheet else LAYOUTS[self.kind].title
        return f"{name}: {self.protocol.title}" if self.protocol else name

    @property
    def settled(self) -> dict[str, str]:
        """What a new record begins with."""
        if self.protocol is None:
            return {}
        if self.kind == "sessions":
            usual = usual_session(self.protocol)
            return {"protocol": self.protocol.id, **({"type": usual} if usual else {}), "status": "held"}
        sheet, protocol = self.sheet or {}, {"protocol": self.protocol.id} if self.kind != "observations" else {}
        return {**protocol, **{key: sheet[name] for key, name in SETTLES.items() if name in sheet}}

    @property
    def unseen(self) -> list[str]:
        """What is settled and cannot be changed: of a session, only its protocol."""
        return [key for key in self.settled if key == "protocol" or self.kind != "sessions"]


def forms_of(site: Site) -> Iterator[Form]:
    """Every form of the site."""
    for kind in LAYOUTS:
        if kind in site.whole:
            yield from (Form(kind, p) for p in site.protocols.values()) if kind == "sessions" else (Form(kind),)
    for protocol in site.protocols.values():
        yield from (Form(s["kind"], protocol, s) for s in sheets(protocol.data) if s["kind"] in site.whole)


def words_of(site: Site, form: Form) -> Words:
    """What the protocol and the settings add to a kind's schema."""
    own, protocol = site.settings, form.protocol
    plain = frozenset(_places(own.plain, form.kind)) - {*_places(own.sealed, form.kind), *_places(own.held, form.kind)}
    choices: dict[str, Mapping[str, str]] = {"protocol": {p.id: p.title for p in site.protocols.values()}}
    named: dict[str, Mapping[str, str]] = {}
    if protocol:
        choices = {"protocol": {protocol.id: protocol.title}}
        if form.sheet:
            asked = list(questions(protocol.data, form.sheet))
            for place in ANSWERS[form.kind]:
                named[place] = {entry["id"]: str(entry["text"]) for _, entry in asked}
                choices |= {f"{place}.{entry['id']}": _said(scale) for scale, entry in asked}
        else:
            sections = _titles(protocol.data.get("sections", ()))
            choices["agenda"] = _titles(protocol.data.get("agenda", ()))
            named = {"notes": sections, "cases.notes": sections}
    return Words(plain, {place: words for place, words in choices.items() if words}, named)


def _said(scale: str) -> Mapping[str, str]:
    return {str(answer): _SAID[answer] for answer in SCALES[scale]}


def _places(patterns: frozenset[str], kind: str) -> Iterator[str]:
    """The places in this kind that some of the settings' patterns name."""
    for pattern in patterns:
        head, _, rest = pattern.partition(".")
        if head in (kind, "*"):
            yield rest


def _titles(entries: Any) -> dict[str, str]:
    return {entry["id"]: str(entry["title"]) for entry in entries}
