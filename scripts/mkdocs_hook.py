"""The thin bridge into MkDocs: reads the repository, judges it, hands the generated pages over. It makes no page.

It runs at each build, so that ``mkdocs serve`` shows a changed record at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_kept import Shelf
from supervision_records.calendar import parse_date
from supervision_records.cli.past import past_of
from supervision_records.clock import ClockError, today
from supervision_records.files import Disk
from supervision_records.history.ignored import ignored
from supervision_records.model import Problem, Severity
from supervision_records.pages import site_files, site_pages
from supervision_records.pages.aside import put_back, put_date_back, set_aside, set_date_aside
from supervision_records.pages.glossary import abbreviations, has_tooltips, with_tooltips
from supervision_records.pages.links import GLOSSARY, PROTOCOLS, SAMPLE
from supervision_records.pages.policy import hashes_of, policy
from supervision_records.pages.sample import has_stories
from supervision_records.pages.site import Site, judge
from supervision_records.repository import read_repository
from supervision_records.settings import Settings
from supervision_records.store import FOLDER as RECORDS
from supervision_records.writing import CannotWriteError, settle
from supervision_records.written import html_faults, page_problems

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("supervision")

#: What a running ``mkdocs serve`` watches besides ``docs/``.
WATCHED = ("records", "schemas", "supervision.yaml", "scripts/supervision_records")

#: How the policy stands in a page.
POLICY = '<meta http-equiv="Content-Security-Policy" '

#: The tables of each generated page, while the builder makes HTML of the rest of it.
_aside: dict[str, tuple[str, ...]] = {}
#: The as-of line of each, which comes last of all.
_dated: dict[str, str] = {}
#: The pages of the last build, and those of this one; the navigation of this one. One build is at work at a time.
_shelf: list[Shelf] = []
_nav: list[Navigation] = []


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every generated page; a written protocol page gives way to its expanded form."""
    site = read_site(_root(config), config.repo_url or "")
    made = dict(site_pages(site))
    for source, markdown in made.items():
        written = files.get_file_from_path(source)
        if written is None:
            # Outside the navigation, which takes the square of its size to draw: pages link to one another.
            generated = File.generated(config, source, content=markdown, inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(generated)
        else:
            written.content_string = markdown
    for source, text in site_files(site):
        files.append(File.generated(config, source, content=text))
    stories = files.get_file_from_path(SAMPLE)
    if stories and not has_stories(site):
        files.remove(stories)
    explain_abbreviations(files)
    _set_tables_aside(files, made)
    config.nav = with_protocols(config.nav, site)
    return files


def _set_tables_aside(files: Files, made: Iterable[str]) -> None:
    """Keep the tables of generated pages from the builder's Markdown, which is slow with them."""
    _aside.clear()
    _dated.clear()
    for source in made:
        if file := files.get_file_from_path(source):
            undated, _dated[source] = set_date_aside(file.content_string)
            file.content_string, _aside[source] = set_aside(undated)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files, **_: Any) -> Navigation:
    """Take over what the last build made of generated pages that are as they were; those in the navigation are made."""
    _shelf[:], _nav[:] = [Shelf(_root(config), config)], [nav]
    for source, tables in _aside.items():
        file = files.get_file_from_path(source)
        if file and file.page not in nav.pages:
            _shelf[0].offer(file, tables, files, config)
    return nav


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Put a generated page's tables back; refuse a written page that became more than words."""
    if page.file.src_uri not in _aside and (wrong := html_faults(html)):
        message = f"docs/{page.file.src_uri} may not hold {', '.join(wrong)}: a page is written in Markdown alone."
        raise PluginError(message)
    return put_back(html, _aside.get(page.file.src_uri, ()))


def on_post_page(output: str, page: Page, **_: Any) -> str:
    """Let no page out that is without the site's policy, whatever template made it."""
    source = page.file.src_uri
    return _with_policy(put_date_back(_shelf[0].built(page, output), _dated.get(source, "")), source)


def on_post_build(**_: Any) -> None:
    """Leave the pages for the next build."""
    _shelf[0].leave()


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """The same for pages that no source makes, such as the one for an address that is not there."""
    return _with_policy(output_content, template_name) if template_name.endswith(".html") else output_content


def _with_policy(html: str, name: str) -> str:
    head = html.partition("<head>")[2].lstrip()
    if not head.startswith(('<meta charset="utf-8">', POLICY)) or POLICY not in head[:400]:
        message = (
            f"{name} is built without the site's Content-Security-Policy: docs/overrides/main.html has to make it."
        )
        raise PluginError(message)
    return html


def explain_abbreviations(files: Files) -> None:
    """Give the protocols' pages the glossary's abbreviations as tooltips."""
    glossary = files.get_file_from_path(GLOSSARY)
    known = abbreviations(glossary.content_string) if glossary else {}
    for file in files.documentation_pages():
        if has_tooltips(file.src_uri):
            file.content_string = with_tooltips(file.content_string, known)


def on_env(env: Environment, config: MkDocsConfig, files: Files, **_: Any) -> Environment:
    """Give the theme's pages (``docs/overrides/main.html``) their Content-Security-Policy."""

    @cache
    def hashes(base_url: str) -> tuple[str, ...]:
        """The hashes of the theme's own scripts; some hold the address of the site's root as seen from the page."""
        return hashes_of(_empty_page(env, config, base_url))

    def content_security_policy(page: Page | None, base_url: str) -> str:
        return policy(page.file.src_uri if page else "", hashes(base_url))

    env.globals["content_security_policy"] = content_security_policy
    _shelf[0].stand_in(_empty_page(env, config, "..", _nav[0]), files, config)
    return env


def _empty_page(env: Environment, config: MkDocsConfig, base_url: str, nav: Navigation | None = None) -> str:
    """What the theme makes of a page without any content or title: the theme's scripts, and the navigation if given."""
    page = Page("", File.generated(config, "empty.md", content=""), config)
    page.markdown, page.content = "", ""
    return env.get_template("main.html").render(
        config=config,
        page=page,
        nav=nav or Navigation([], []),
        base_url=base_url,
        content_security_policy=lambda *_: "",
    )


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Build again when a record, a schema, a setting or the tool itself changes."""
    for name in WATCHED:
        path = _root(config) / name
        if path.exists():
            server.watch(str(path))
    return server


def read_site(root: Path, repo_url: str) -> Site:
    """Everything that the pages need, read from the disk and judged."""
    try:
        settle(root)
        repository = read_repository(root, ignored=ignored(root, RECORDS))
        as_of = _as_of(repository.settings)
    except (CannotWriteError, ClockError) as error:
        raise PluginError(str(error)) from error
    _report((*repository.fatal, *page_problems(Disk(root))))
    site = judge(repository, as_of, repo_url, past_of(repository))
    for demand in site.demands:
        for fault in demand.faults:
            log.warning("%s: demand %s: %s. See: supervision demands", demand.page, demand.id, fault)
    return site


def _as_of(settings: Settings) -> date:
    """The environment's date, else the fixed one of the settings, else today."""
    asked = os.environ.get("SUPERVISION_AS_OF")
    return parse_date(asked) if asked else settings.as_of or today()


def _report(problems: tuple[Problem, ...]) -> None:
    """What makes all figures untrustworthy is a warning, which fails a strict build; a page lists the rest."""
    for problem in problems:
        if problem.severity is Severity.ERROR:
            log.warning("%s:%d: %s %s", problem.path, problem.line, problem.message, problem.hint)


def with_protocols(nav: list[Any] | None, site: Site) -> list[Any] | None:
    """The navigation with every protocol in the section that holds their list, so that a new page is all it takes."""
    if nav is None:
        return None
    pages = [f"protocols/{name}.md" for name in site.protocols]
    return [_filled(entry, pages) for entry in nav]


def _filled(entry: Any, pages: list[str]) -> Any:
    if not isinstance(entry, dict):
        return entry
    ((title, children),) = entry.items()
    if not isinstance(children, list) or PROTOCOLS not in children:
        return entry
    after = children.index(PROTOCOLS) + 1
    return {title: [*children[:after], *(page for page in pages if page not in children), *children[after:]]}


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent
