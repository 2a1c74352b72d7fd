"""The pages to fill in a record on: one a kind, and for sessions one a protocol, which has its agenda and sections."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from supervision_records.draft import usual_session
from supervision_records.model import Protocol
from supervision_records.pages.forms.cases import conditional_keys
from supervision_records.pages.forms.layout import LAYOUTS, WHEN, complete
from supervision_records.pages.forms.shape import Words, form_schema
from supervision_records.pages.forms.worded import worded
from supervision_records.pages.html import escape, link
from supervision_records.pages.links import (
    BROWSER,
    CHANGES,
    FILL_IN,
    KNOWN_FILE,
    fill_in,
    href,
    new_file,
    protocol_page,
    record_format,
)
from supervision_records.pages.site import Head, Page, Site, page

_SCRIPTS = (
    "vendor/jedison.js", "vendor/js-yaml.js",
    *(f"javascripts/form/{name}.js" for name in (
        "dom", "convert", "yaml", "check", "consistency", "widgets", "blocks", "fields", "output", "known", "draft",
        "faults", "form",
    )),
)  # fmt: skip

_BODY = """<div class="record-form" data-search-exclude data-known="{known}">
<noscript><p>This form needs JavaScript. Without it, write the record by hand: see "Submit a record".</p></noscript>
<div class="record-form__summary" tabindex="-1" role="group"></div>
<p class="record-form__said record-form__draft" role="status"></p>
<p class="record-form__discard" hidden><button type="button" class="button button--quiet">Discard the draft</button></p>
<div class="record-form__known" hidden></div>
<div class="record-form__fields"></div>
<p class="record-form__live record-form__unseen" role="status"></p>
<div class="record-form__end" hidden>
<button type="button" class="record-form__check button button--main">Check and show the record</button>
</div>
<section class="record-form__result" tabindex="-1" hidden aria-labelledby="result-title">
<h2 id="result-title">Your record is in order</h2>
<p>Nothing has been sent: the record is on this page only. Two steps are left.</p>
<ol class="record-form__steps">
<li><p>Download the file, or copy it.</p>
<div class="field">
<label class="field__label" for="record-name">Name of the file, without .yaml</label>
<div class="field__hint" id="record-name-hint">Small letters, digits and hyphens. It tells nothing of a child or family,
and no other record has it.</div>
<div class="field__fault"></div>
<input class="record-form__name" id="record-name" type="text" autocomplete="off" spellcheck="false"
aria-describedby="record-name-hint">
</div>
<p class="record-form__buttons">
<button type="button" class="record-form__download button button--main">Download</button>
<button type="button" class="record-form__copy button">Copy</button>
</p>
<p class="record-form__done record-form__said" role="status"></p></li>
<li><p>Put it where the records are, at <code class="record-form__path"></code>. The page {browser} shows how, with
pictures; you need no other program. Or send the file to whoever does this for your team.</p>
<p class="record-form__send" hidden>
<a class="record-form__forge button" rel="noreferrer" target="_blank">Open it as a new
file where the records are</a></p></li>
</ol>
<div class="record-form__doubts" hidden></div>
<h3>The record as a file</h3>
<pre class="record-form__yaml" tabindex="0" role="group" aria-label="The record as a file"></pre>
</section>
</div>"""


def pages(site: Site) -> Iterator[Page]:
    """The list of forms, then each."""
    yield _index(site)
    for kind in LAYOUTS:
        if kind in site.whole:
            for protocol in site.protocols.values() if kind == "sessions" else (None,):
                yield _form(site, kind, protocol)


def _index(site: Site) -> Page:
    sessions = "\n".join(
        f"<li>{link(href(FILL_IN, fill_in('sessions', protocol.id)), escape(protocol.title))}</li>"
        for protocol in site.protocols.values()
    )
    others = "\n".join(
        f"<li>{link(href(FILL_IN, fill_in(kind)), escape(layout.title))}: {WHEN[kind]}</li>"
        for kind, layout in LAYOUTS.items()
        if kind != "sessions" and kind in site.whole
    )
    return page(
        site, FILL_IN, Head("Fill in a record", dated=False),
        "A form checks what you fill in as the repository will, and gives the record to submit. Filling it in sends "
        "nothing anywhere.",
        f"## A supervision session\n\nWhich protocol was it held under?\n\n<ul>\n{sessions}\n</ul>",
        f"## Something else\n\n<ul>\n{others}\n</ul>",
        f"## Somebody left, moved or came back\n\nThat is a line in a record that is there already, and no new one: "
        f"{link(href(FILL_IN, CHANGES), 'When something changes')}.",
    )  # fmt: skip


def _form(site: Site, kind: str, protocol: Protocol | None) -> Page:
    source = fill_in(kind, protocol.id if protocol else "")
    layout = LAYOUTS[kind]
    title = f"{layout.title}: {protocol.title}" if protocol else layout.title
    scripts = "\n".join(f'<script defer src="{_up(source)}assets/{script}"></script>' for script in _SCRIPTS)
    about = [link(href(source, record_format(kind)), "What every key means")]
    if protocol:
        about.append(link(href(source, protocol_page(protocol.id)), "The protocol"))
    return page(
        site,
        source,
        Head(layout.title, name=escape(title), trail=[(FILL_IN, "Fill in a record")], dated=False, search=False),
        f"<p>{' · '.join(about)}</p>",
        f'<script type="application/json" id="form-data">{_data(site, kind, protocol)}</script>',
        _BODY.replace("{known}", KNOWN_FILE.rpartition("/")[2] if site.shows_ids else "").replace(
            "{browser}", link(href(source, BROWSER), "In your browser")
        ),
        scripts,
    )


def _data(site: Site, kind: str, protocol: Protocol | None) -> str:
    """What the form is made of, as JSON that cannot end the element it stands in."""
    schema, layout = site.whole[kind], LAYOUTS[kind]
    form = form_schema(worded(site.schemas, kind), _words(site, kind, protocol))
    groups = complete(layout.groups, form["properties"])
    about = {
        "kind": kind,
        "schema": schema,
        "form": form,
        "groups": [asdict(group) for group in groups],
        "conditional": conditional_keys(schema),
        "fixed": _settled(protocol) if protocol else {},
        "unseen": ["protocol"] if protocol else [],
        "place": {"folder": layout.folder, "year": layout.year, "name": layout.name},
        "forge": new_file(site.repo_url),
    }
    return json.dumps(about, separators=(",", ":"), ensure_ascii=True).replace("<", "\\u003c").replace("&", "\\u0026")


def _settled(protocol: Protocol) -> dict[str, str]:
    """What a new session of a protocol begins with; all but the protocol can be changed."""
    usual = usual_session(protocol)
    return {"protocol": protocol.id, **({"type": usual} if usual else {}), "status": "held"}


def _words(site: Site, kind: str, protocol: Protocol | None) -> Words:
    """What the protocol and the settings add to a kind's schema."""
    own = site.settings
    plain = frozenset(_places(own.plain, kind)) - {*_places(own.sealed, kind), *_places(own.held, kind)}
    protocols = {p.id: p.title for p in site.protocols.values()}
    choices: dict[str, Mapping[str, str]] = {"protocol": protocols}
    named: dict[str, Mapping[str, str]] = {}
    if protocol:
        sections = _titles(protocol.data.get("sections", ()))
        choices = {"protocol": {protocol.id: protocol.title}, "agenda": _titles(protocol.data.get("agenda", ()))}
        named = {"notes": sections, "cases.notes": sections}
    return Words(plain, {place: words for place, words in choices.items() if words}, named)


def _places(patterns: frozenset[str], kind: str) -> Iterator[str]:
    """The places in this kind that some of the settings' patterns name."""
    for pattern in patterns:
        head, _, rest = pattern.partition(".")
        if head in (kind, "*"):
            yield rest


def _titles(entries: Any) -> dict[str, str]:
    return {entry["id"]: str(entry["title"]) for entry in entries}


def _up(source: str) -> str:
    return "../" * source.count("/")
