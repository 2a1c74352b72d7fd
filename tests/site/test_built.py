"""The built site: every link leads somewhere, nothing comes from elsewhere, and it shows what was judged."""

from __future__ import annotations

import hashlib
import html
import posixpath
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from supervision_records.model import Status
from supervision_records.pages.site import Site
from tests.site import axe
from tests.site.chromium import opened

AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"

#: The elements of a built page, and their attributes that lead somewhere or can be led to.
_ELEMENT = re.compile(r"<([a-z][a-z0-9]*)(\s[^<>]*)>")
_ATTRIBUTE = re.compile(r'\s(href|src|id)="?([^"\s>]*)')


@dataclass(frozen=True, slots=True)
class Links:
    """What a page refers to, what of it is loaded, and the places on it that can be referred to."""

    targets: tuple[str, ...]
    loaded: tuple[str, ...]
    places: Counter[str]


def links_of(text: str) -> Links:
    found = [
        (tag, name, html.unescape(value))
        for tag, attributes in _ELEMENT.findall(text)
        for name, value in _ATTRIBUTE.findall(attributes)
    ]
    leading = [(tag, value) for tag, name, value in found if name != "id" and value]
    return Links(
        tuple(dict.fromkeys(value for _, value in leading)),
        tuple(dict.fromkeys(value for tag, value in leading if tag != "a")),
        Counter(value for _, name, value in found if name == "id" and value),
    )


@pytest.fixture(scope="module")
def parsed(site: Path) -> dict[str, Links]:
    """Every page by its address."""
    pages = sorted(site.rglob("*.html"))
    return {page.relative_to(site).as_posix(): links_of(page.read_text(encoding="utf-8")) for page in pages}


@pytest.fixture(scope="module")
def files(site: Path) -> set[str]:
    """Every file of the site, and every folder that opens with a page."""
    names = {path.relative_to(site).as_posix() for path in site.rglob("*")}
    return names | {"."}


def led_to(page: str, target: str) -> tuple[str, str]:
    """The file and the place on it that a link of a page leads to; no file if it leads out of the site."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return "", ""
    path = unquote(parts.path)
    here = "" if path.startswith("/") else posixpath.dirname(page)
    file = posixpath.normpath(posixpath.join(here, path.lstrip("/"))) if path else page
    return (file if file.rpartition("/")[2].count(".") else posixpath.join(file, "index.html")), unquote(parts.fragment)


def missing(page: str, target: str, parsed: dict[str, Links], files: set[str]) -> bool:
    """Does an internal link of a page lead to a file or a place that is not there?"""
    file, place = led_to(page, target)
    if not file:
        return False
    return posixpath.normpath(file) not in files or (
        bool(place) and file in parsed and place not in parsed[file].places
    )


def test_every_link_and_every_place_on_a_page_is_there(parsed: dict[str, Links], files: set[str]) -> None:
    broken = [
        f"{page}: {target}"
        for page, links in parsed.items()
        for target in links.targets
        if missing(page, target, parsed, files)
    ]
    assert broken == []
    assert sum(len(links.targets) for links in parsed.values()) > 10_000
    assert missing("a/b.html", "../none.html", parsed, files)
    assert missing("index.html", "glossary.html#none", parsed, files)


def test_no_place_on_a_page_has_the_name_of_another(parsed: dict[str, Links]) -> None:
    double = {page: [p for p, n in links.places.items() if n > 1] for page, links in parsed.items()}
    assert {page: names for page, names in double.items() if names} == {}


def test_no_page_names_another_host_for_what_it_loads(parsed: dict[str, Links]) -> None:
    assert [t for links in parsed.values() for t in links.loaded if urlsplit(t).netloc] == []


def test_every_page_can_be_reached_from_the_start(parsed: dict[str, Links]) -> None:
    seen: set[str] = set()
    ahead = ["index.html"]
    while ahead:
        page = ahead.pop()
        if page in seen or page not in parsed:
            continue
        seen.add(page)
        ahead += [posixpath.normpath(led_to(page, target)[0]) for target in parsed[page].targets]
    assert [page for page in parsed if page not in seen] == ["404.html"]


def test_no_token_is_left_on_a_page(site: Path) -> None:
    for page in (site / "protocols").rglob("*.html"):
        assert "[[" not in page.read_text(encoding="utf-8"), page


def test_the_shown_totals_are_those_of_the_judgement(judged: Site, site: Path) -> None:
    text = (site / "compliance/index.html").read_text(encoding="utf-8")
    breaches = sum(finding.status is Status.BREACH for finding in judged.findings)
    assert f"{len(judged.findings):,} findings: <strong>" in text
    assert f"<strong>{breaches:,} breaches</strong>" in text
    assert "1 file could not be read" in text


def test_no_page_is_too_long_to_open_at_once(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert page.read_text(encoding="utf-8").count("<tr>") < 1500, page


def test_vendored_files_are_as_they_came() -> None:
    assert hashlib.sha256(axe.FILE.read_bytes()).hexdigest() == AXE_SHA256


@pytest.mark.browser
def test_a_hostile_name_is_shown_as_it_is_and_does_nothing(browser: Browser, address: str, judged: Site) -> None:
    team = judged.teams[0]
    name = judged.store.records["teams"][team].data["name"]
    with opened(browser) as page:
        for kind in ("index", "compliance/index", f"compliance/teams/{team}/findings", f"compliance/teams/{team}"):
            page.goto(f"{address}{kind}.html")
            assert page.evaluate("window.harm") is None, kind
            assert name in page.locator("article").inner_text(), kind
        assert page.title() == f"Team {team} - Supervision records"
        page.locator(".md-search__input").fill("harm")
        page.wait_for_timeout(500)
        assert page.evaluate("window.harm") is None


@pytest.mark.browser
def test_a_demand_leads_to_its_findings_and_back(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(address + "protocols/joint-supervision.html#enforced")
        page.locator("#table-rules").locator("xpath=..").locator("a.mark").first.click()
        page.wait_for_url("**/compliance/rules/jnt-1.html")
        page.locator("a.rule").first.click()
        page.wait_for_url("**/protocols/joint-supervision.html#*")
        place = page.url.rpartition("#")[2]
        assert page.locator(f"#{place}").count() == 1
