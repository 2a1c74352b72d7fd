"""The pages to fill in a record on: one a kind, and for sessions one a protocol, which has its agenda and sections."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from supervision_records.model import Protocol
from supervision_records.pages.forms.cases import conditional_keys
from supervision_records.pages.forms.layout import LAYOUTS, complete
from supervision_records.pages.forms.shape import Words, form_schema
from supervision_records.pages.forms.worded import worded
from supervision_records.pages.html import escape, link
from supervision_records.pages.links import FILL_IN, KNOWN_FILE, fill_in, href, protocol_page, record_format
from supervision_records.pages.site import Head, Page, Site, page

_SCRIPTS = (
    "assets/vendor/jedison.js", "assets/vendor/js-yaml.js", "assets/javascripts/form/convert.js",
    "assets/javascripts/form/check.js", "assets/javascripts/form/fields.js", "assets/javascripts/form/output.js",
    "assets/javascripts/form/known.js", "assets/javascripts/form/draft.js", "assets/javascripts/form/form.js",
)  # fmt: skip

_BODY = """<div class="record-form" data-search-exclude data-known="{known}">
<noscript><p>This form needs JavaScript. Without it, fill in a record by hand: see "Submit a record".</p></noscript>
<div class="record-form__draft" hidden>
<p role="status"></p>
<p><button type="button" class="md-button">Discard the draft</button></p>
</div>
<div class="record-form__known" hidden>
<p><label>Who was supervised? <select></select></label></p>
<p role="status"></p>
<div class="record-form__offers"></div>
</div>
<div class="record-form__summary" tabindex="-1" role="group"></div>
<div class="record-form__fields"></div>
<p><button type="button" class="record-form__check md-button md-button--primary">Check and show the record</button></p>
<section class="record-form__result" tabindex="-1" hidden aria-labelledby="result-title">
<h2 id="result-title">Your record</h2>
<p>Nothing was sent anywhere. Name the file, then copy it, download it, or open it on the forge.</p>
<p><label>File name, without .yaml <input class="record-form__name" type="text" autocomplete="off"></label></p>
<p>It belongs at <code class="record-form__path"></code>.</p>
<pre class="record-form__yaml" tabindex="0"></pre>
<p><button type="button" class="record-form__copy md-button">Copy</button>
<button type="button" class="record-form__download md-button">Download</button>
<a class="record-form__forge md-button" rel="noreferrer" hidden>Open as a new file on the forge</a></p>
<p class="record-form__said" role="status"></p>
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
        f"<li>{link(href(FILL_IN, fill_in(kind)), escape(layout.title))}</li>"
        for kind, layout in LAYOUTS.items()
        if kind != "sessions" and kind in site.whole
    )
    return page(
        site, FILL_IN, Head("Fill in a record", dated=False),
        "A form checks what you fill in as the repository will, and gives the record to submit. Filling it in sends "
        "nothing anywhere.",
        f"## A supervision session\n\nWhich protocol was it held under?\n\n<ul>\n{sessions}\n</ul>",
        f"## Something else\n\n<ul>\n{others}\n</ul>",
    )  # fmt: skip


def _form(site: Site, kind: str, protocol: Protocol | None) -> Page:
    source = fill_in(kind, protocol.id if protocol else "")
    layout = LAYOUTS[kind]
    title = f"{layout.title}: {protocol.title}" if protocol else layout.title
    scripts = "\n".join(f'<script defer src="{_up(source)}{script}"></script>' for script in _SCRIPTS)
    about = [link(href(source, record_format(kind)), "What every key means")]
    if protocol:
        about.append(link(href(source, protocol_page(protocol.id)), "The protocol"))
    return page(
        site,
        source,
        Head(layout.title, name=escape(title), trail=[(FILL_IN, "Fill in a record")], dated=False, search=False),
        f"<p>{' · '.join(about)}</p>",
        f'<script type="application/json" id="form-data">{_data(site, kind, protocol)}</script>',
        _BODY.replace("{known}", KNOWN_FILE.rpartition("/")[2] if site.shows_ids else ""),
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
        "fixed": {"protocol": protocol.id, "status": "held"} if protocol else {},
        "place": {"folder": layout.folder, "year": layout.year, "name": layout.name},
        "forge": "",
    }
    return json.dumps(about, separators=(",", ":"), ensure_ascii=True).replace("<", "\\u003c").replace("&", "\\u0026")


def _words(site: Site, kind: str, protocol: Protocol | None) -> Words:
    """What the protocol and the settings add to a kind's schema."""
    plain = frozenset(place for place in _places(site.settings.plain, kind))
    protocols = {p.id: p.title for p in site.protocols.values()}
    choices: dict[str, Mapping[str, str]] = {"protocol": protocols}
    named: dict[str, Mapping[str, str]] = {}
    if protocol:
        sections = _titles(protocol.data.get("sections", ()))
        choices = {"protocol": {protocol.id: protocol.title}, "agenda": _titles(protocol.data.get("agenda", ()))}
        named = {"notes": sections, "cases.notes": sections}
    return Words(plain, {place: words for place, words in choices.items() if words}, named)


def _places(patterns: frozenset[str], kind: str) -> Iterator[str]:
    """Where narrative may be plain text in this kind, from the settings' patterns."""
    for pattern in patterns:
        head, _, rest = pattern.partition(".")
        if head in (kind, "*"):
            yield rest


def _titles(entries: Any) -> dict[str, str]:
    return {entry["id"]: str(entry["title"]) for entry in entries}


def _up(source: str) -> str:
    return "../" * source.count("/")
