"""The protocols' forms as pages that print on clean A4, and the list of them all.

Each is made from the front matter that the rules are read from, so that form and rule cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from supervision_records.model import Data, Protocol
from supervision_records.pages.html import escape, link
from supervision_records.pages.links import TEMPLATES, href, protocol_page, template
from supervision_records.pages.sheets import Sheet, parts
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.words import long_date

_INTRO = (
    "Every form that a protocol has, ready to print on A4 and to write on. They are made from the sections "
    "and the agenda that the rules check: a form that is filled in completely has all that they look for."
)
_IDS_ONLY = (
    "No form has a place for a child's or family's name, date of birth, address, school or GP. Write the case id; the "
    "rest stays on the child's own file."
)
_PRINT = (
    '<div class="print-hint"><p>This page prints as the form alone, on A4.</p>'
    '<button type="button" class="print-form" hidden>Print this form</button></div>'
)


def pages(site: Site) -> Iterator[Page]:
    """The list of forms, then each form."""
    yield _index(site)
    for protocol in site.protocols.values():
        for form in protocol.data.get("forms", ()):
            yield _form(site, protocol, form)


def _index(site: Site) -> Page:
    blocks = [_INTRO, _IDS_ONLY]
    for protocol in site.protocols.values():
        if entries := forms_of(TEMPLATES, protocol):
            title = link(href(TEMPLATES, protocol_page(protocol.id)), escape(protocol.title))
            blocks += [f"## {title} {{ #{protocol.id} }}", entries]
    return page(site, TEMPLATES, Head("Forms to print", dated=False), *blocks)


def forms_of(source: str, protocol: Protocol) -> str:
    """Links from a page to a protocol's forms; nothing where it has none."""
    entries = [
        f"<li>{link(href(source, template(protocol.id, form['id'])), escape(form['title']))}</li>"
        for form in protocol.data.get("forms", ())
    ]
    return "<ul>\n" + "\n".join(entries) + "\n</ul>" if entries else ""


def _form(site: Site, protocol: Protocol, form: Data) -> Page:
    here = template(protocol.id, form["id"])
    trail = [(TEMPLATES, "Forms to print"), (protocol_page(protocol.id), escape(protocol.title))]
    head = Head(form["title"], trail=trail, dated=False, wide=True)
    words = [_PRINT, _origin(protocol, form), _withheld(form)]
    blocks = [*words, *parts(Sheet(protocol, form, site.schemas))]
    return page(site, here, head, *blocks)


def _origin(protocol: Protocol, form: Data) -> str:
    """Which protocol the form is of, and what it is for."""
    name = f"{escape(protocol.title)} ({escape(protocol.data['reference'])})"
    words = [f"{name}, in force since {long_date(protocol.in_force)}."]
    if form.get("ours"):
        words.append("The document has no such form: this one is ours, made from its text.")
    if "about" in form:
        words.append(escape(form["about"]))
    return f'<p class="form-origin">{" ".join(words)}</p>'


def _withheld(form: Data) -> str:
    """What stands for a child or family, and what the document's form asks for and this one does not."""
    asked = escape(", ".join(form.get("withheld", ())))
    if _names_cases(form):
        document = f" (the document's form asks for {asked})" if asked else ""
        what = f"What identifies a child or family{document} stays on the child's file."
        words = f"<strong>Write the case id only.</strong> {what}"
    elif asked:
        words = f"The document's form also asks for: {asked}. That stays off this form."
    else:
        return ""
    return f'<p class="withheld">{words}</p>'


def _names_cases(form: Data) -> bool:
    """Has the form a place for a case?"""
    lists = [names for part in form["parts"] for names in (part.get("case_fields", ()), part.get("lines", ()))]
    lists += [part["case_log"]["fields"] for part in form["parts"] if "case_log" in part]
    return any(name in ("case", "Case id") for names in lists for name in names)
