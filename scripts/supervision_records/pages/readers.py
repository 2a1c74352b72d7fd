"""Who may read what: from the settings and from how keys are given out, so that it is always what is enforced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervision_records.narrative import NARRATIVE, Most, most
from supervision_records.pages.html import Column, Table, escape, link
from supervision_records.pages.links import RETENTION, SEALING, WHO_MAY_READ, href
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.words import plural
from supervision_records.report.retention import rule
from supervision_records.sealing.entitled import NAMED
from supervision_records.settings import Settings

_MOST: Mapping[Most, str] = {
    Most.PLAIN: "plain: everybody who may read the records",
    Most.SEALED: "sealed: those entitled to its key",
    Most.HELD: "held: nobody here; another system has it",
}
#: Kind of record → places whose key is another one than the record's own, in words.
_KEYS: Mapping[str, Mapping[str, str]] = {
    "contracts": {"": "the contract's"},
    "sessions": {
        "cases": "the case's",
        "actions": "the case's, if it names one; else as notes",
        "": "of a session on one case, the case's; else the contract's; without one, the session's",
    },
    "audits": {"files": "the case's, where the file is of one; else the audit's"},
}
_OF_A_CASE = (
    "who holds it; who supervises them by a contract in force; who took part in supervision of it, in the post that "
    "they still hold; the line of the teams that answer for it"
)
_WHO = (("a case's", _OF_A_CASE), ("a contract's", "its supervisors and supervisees; the line of the supervisees"))
#: What of a record names its readers, in words.
_NAMED: Mapping[str, str] = {
    "sessions": "who supervised and who was supervised",
    "audits": "the auditor",
    "observations": "practitioner and observer",
    "escalations": "the person, and who took a step with them",
    "assurance": "the lead",
}
_LINE = (
    "The line is the manager of the team, whoever supervises that manager by a contract in force, and so on. Only who "
    "is in post may read anything."
)


def pages(site: Site) -> Iterator[Page]:
    """The page, in either build: it names roles and sections, and nobody."""
    head = Head("Who may read what", dated=False, wide=True)
    intro = (
        "What a record says in words is plain, sealed or held in another system, by kind and section. Everything else "
        "in it (ids, dates, references) can be read by whoever may read the repository. "
        f"{link(href(WHO_MAY_READ, SEALING), 'How text is sealed')}."
    )
    yield page(
        site,
        WHO_MAY_READ,
        head,
        intro,
        "## Where words may stand { #places }",
        _places(site.settings),
        "## Who has which key { #keys }",
        _keys(site.settings),
        _LINE,
        "## How long { #kept }",
        _kept(site),
    )


def _places(settings: Settings) -> str:
    columns = (Column("Kind of record"), Column("Where"), Column("The most that may stand there"), Column("Its key"))
    rows = [
        [
            escape(kind),
            escape(".".join(place[1:])),
            _MOST[allowed],
            _key(kind, place[1]) if allowed is not Most.HELD else "",
        ]
        for kind in NARRATIVE
        for place, allowed in places_of(kind, settings)
    ]
    return str(Table("places", "Words in records, by kind and section; a star stands for every section", columns, rows))


def places_of(kind: str, settings: Settings) -> Iterator[tuple[tuple[str, ...], Most]]:
    """Each place of narrative in a kind, and each section that the settings name by itself where it differs."""
    named = sorted({*settings.plain, *settings.sealed, *settings.held})
    for pattern in NARRATIVE[kind]:
        steps = pattern.split(".")
        usual = (kind, *(step for i, step in enumerate(steps) if step != "*" or i == len(steps) - 1))
        allowed = most(usual, settings)
        yield usual, allowed
        for place in (tuple(text.split(".")) for text in named):
            own = (kind, *place[1:])
            if _within(own, usual) and place[0] in (kind, "*") and most(own, settings) is not allowed:
                yield own, most(own, settings)


def _within(place: tuple[str, ...], usual: tuple[str, ...]) -> bool:
    """Is it one section of what the usual place has a star for?"""
    return usual[-1] == "*" and place[:-1] == usual[:-1] and place[-1] != "*"


def _key(kind: str, first: str) -> str:
    own = _KEYS.get(kind, {})
    return own.get(first, own.get("", "the record's own"))


def _keys(settings: Settings) -> str:
    columns = (Column("Key"), Column("Who may have it"))
    roles = ", ".join(escape(role) for role in sorted(settings.sealing.auditors)) or "no role"
    own = [(f"that of a record of {kind}", f"{_NAMED[kind]}; the line") for kind in NAMED]
    rows = [[key, who] for key, who in (*_WHO, *own)]
    return str(Table("keys", "Who may have a key", columns, [*rows, ["every key", f"auditors: posts with {roles}"]]))


def _kept(site: Site) -> str:
    schedule = site.settings.retention
    more = f"{link(href(WHO_MAY_READ, RETENTION), 'Keeping and erasing')}."
    holds = f"Legal holds: {plural(len(site.settings.holds), 'hold')}." if site.shows_ids else ""
    if not schedule:
        return f"The settings do not say how long records are kept. {holds} {more}"
    columns = (Column("Kind of record"), Column("Kept for"))
    rows = [[escape(kind), rule(keep)] for kind, keep in sorted(schedule.items())]
    return f"{Table('kept', 'How long records are kept', columns, rows)}\n\n{holds} {more}"
