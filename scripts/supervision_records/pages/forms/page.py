"""The pages to fill in a record on (``which`` says which there are)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from supervision_records.pages.forms.cases import conditional_keys
from supervision_records.pages.forms.layout import LAYOUTS, WHEN, complete
from supervision_records.pages.forms.shape import form_schema
from supervision_records.pages.forms.which import Form, forms_of, words_of
from supervision_records.pages.forms.worded import worded
from supervision_records.pages.html import escape, link
from supervision_records.pages.links import (
    BROWSER,
    CHANGES,
    FILL_IN,
    KNOWN_FILE,
    href,
    new_file,
    protocol_page,
    record_format,
    template,
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
    for form in forms_of(site):
        yield _form(site, form)


def _index(site: Site) -> Page:
    lists: dict[str, list[str]] = {"sessions": [], "questions": [], "others": []}
    for form in forms_of(site):
        sort = "sessions" if form.kind == "sessions" else "questions" if form.sheet else "others"
        name = form.protocol.title if form.protocol and sort == "sessions" else form.title
        when = f": {WHEN[form.kind]}" if sort == "others" else ""
        lists[sort].append(f"<li>{link(href(FILL_IN, form.place), escape(name))}{when}</li>")
    shown = {sort: "<ul>\n" + "\n".join(entries) + "\n</ul>" for sort, entries in lists.items()}
    questions = f"## Audits, observations and visits by questions\n\n{shown['questions']}" if lists["questions"] else ""
    return page(
        site, FILL_IN, Head("Fill in a record", dated=False),
        "A form checks what you fill in as the repository will, and gives the record to submit. Filling it in sends "
        "nothing anywhere.",
        f"## A supervision session\n\nWhich protocol was it held under?\n\n{shown['sessions']}",
        *filter(None, [questions]),
        f"## Something else\n\n{shown['others']}",
        f"## Somebody left, moved or came back\n\nThat is a line in a record that is there already, and no new one: "
        f"{link(href(FILL_IN, CHANGES), 'When something changes')}.",
    )  # fmt: skip


def _form(site: Site, form: Form) -> Page:
    source = form.place
    scripts = "\n".join(f'<script defer src="{_up(source)}assets/{script}"></script>' for script in _SCRIPTS)
    about = [link(href(source, record_format(form.kind)), "What every key means")]
    if form.protocol:
        about.append(link(href(source, protocol_page(form.protocol.id)), "The protocol"))
    if form.protocol and form.sheet:
        about.append(link(href(source, template(form.protocol.id, form.sheet["id"])), "The form to print"))
    head = Head(
        LAYOUTS[form.kind].title,
        name=escape(form.title),
        trail=[(FILL_IN, "Fill in a record")],
        dated=False,
        search=False,
    )
    return page(
        site,
        source,
        head,
        f"<p>{' · '.join(about)}</p>",
        f'<script type="application/json" id="form-data">{_data(site, form)}</script>',
        _BODY.replace("{known}", KNOWN_FILE.rpartition("/")[2] if site.shows_ids else "").replace(
            "{browser}", link(href(source, BROWSER), "In your browser")
        ),
        scripts,
    )


def _data(site: Site, form: Form) -> str:
    """What the form is made of, as JSON that cannot end the element it stands in."""
    schema, layout = site.whole[form.kind], LAYOUTS[form.kind]
    shape = form_schema(worded(site.schemas, form.kind), words_of(site, form))
    groups = complete(layout.groups, shape["properties"])
    about = {
        "kind": form.kind,
        "schema": schema,
        "form": shape,
        "groups": [asdict(group) for group in groups],
        "conditional": conditional_keys(schema),
        "fixed": form.settled,
        "unseen": form.unseen,
        "place": {"folder": layout.folder, "year": layout.year, "name": layout.name},
        "forge": new_file(site.repo_url),
    }
    return json.dumps(about, separators=(",", ":"), ensure_ascii=True).replace("<", "\\u003c").replace("&", "\\u0026")


def _up(source: str) -> str:
    return "../" * source.count("/")
