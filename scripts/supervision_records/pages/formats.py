"""What each kind of record, the settings, a protocol and each form of rule may hold, as the schemas say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supervision_records.pages.html import escape
from supervision_records.pages.keys import keys_table
from supervision_records.pages.links import FORMATS, FRONT_MATTER, RULE_FORMS, record_format, rule_form
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.words import FORM_WORDS

#: Schemas that describe no record.
_NOT_RECORDS = frozenset({"common", "protocol", "settings"})

_DOTS = (
    "A key with a dot is within another: `posts.role` is the `role` of an entry of `posts`. "
    "Some keys are needed or allowed only in certain cases; the check says which."
)


def pages(site: Site) -> Iterator[Page]:
    """A page for each kind of record, for the settings, for a protocol's front matter, and for each form of rule."""
    records = [(FORMATS, "Kinds of record")]
    rules = [(RULE_FORMS, "Forms of rule")]
    for kind in site.schemas:
        if kind not in _NOT_RECORDS:
            yield _format(site, record_format(kind), records, kind, "")
    if "settings" in site.schemas:
        yield _format(site, record_format("settings"), records, "settings", "")
    if "protocol" in site.schemas:
        yield _front_matter(site, rules)
        for form in FORM_WORDS:
            yield _format(site, rule_form(form), rules, "protocol", form)


def _format(site: Site, here: str, trail: Sequence[tuple[str, str]], name: str, definition: str) -> Page:
    schema = site.schemas[name]["$defs"][definition] if definition else site.schemas[name]
    title = str(schema["title"])
    table = keys_table(site.schemas, name, definition, f"Keys of {title.lower()}")
    head = Head(title, trail=trail, wide=True, dated=False)
    return page(site, here, head, escape(schema["description"]), _DOTS, table)


def _front_matter(site: Site, trail: Sequence[tuple[str, str]]) -> Page:
    """The keys beside ``rules``, whose own keys depend on their form."""
    schema = site.schemas["protocol"]
    others = {key: part for key, part in schema["properties"].items() if key != "rules"}
    schemas = {**site.schemas, "protocol": {**schema, "properties": others}}
    table = keys_table(schemas, "protocol", "", "Keys of a protocol's front matter")
    intro = f"{escape(schema['description'])} The keys of `rules` depend on the form of each rule."
    head = Head("A protocol's front matter", trail=trail, wide=True, dated=False)
    return page(site, FRONT_MATTER, head, intro, _DOTS, table)
