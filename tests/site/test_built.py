"""The built site: every link leads somewhere, nothing comes from elsewhere, and it can be used by everybody."""

from __future__ import annotations

import hashlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from supervision_records.model import Status
from supervision_records.pages.site import Site, judge
from supervision_records.repository import read_repository
from tests.site.chromium import find, opened, watch

AXE = Path(__file__).parents[1] / "vendor/axe-core/axe.min.js"
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"

#: One page of each kind; of the lists of findings one that is short.
KINDS = (
    "index.html",
    "protocols/index.html",
    "protocols/joint-supervision.html",
    "protocols/strengthening-families.html",
    "protocols/strengthening-families/procedures/missing-children.html",
    "protocols/amendments.html",
    "reference/traceability.html",
    "compliance/index.html",
    "compliance/how-to-read.html",
    "compliance/due.html",
    "compliance/rules.html",
    "compliance/rules/jnt-9.html",
    "compliance/rules/stk-7.html",
    "compliance/protocols/joint-supervision.html",
    "compliance/teams/borough-a-mental-health.html",
    "compliance/teams/harbour-cin-1/people.html",
    "compliance/teams/harbour-contact/sessions.html",
    "compliance/applies.html",
    "compliance/assurance.html",
    "compliance/absent.html",
    "compliance/escalations.html",
    "sample.html",
    "submit/index.html",
    "submit/when-a-check-fails.html",
    "templates/index.html",
    "templates/partnership-supervision/partnership-record.html",
    "templates/strengthening-families/case-audit.html",
    "add-a-protocol.html",
    "glossary.html",
    "reference/records.html",
    "reference/records/contracts.html",
    "reference/rules/review.html",
    "reference/rule-meanings/index.html",
    "reference/rule-meanings/case-management-supervision.html",
    "404.html",
)


class Links(HTMLParser):
    """What a page refers to, and the places on it that can be referred to."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.loaded: list[str] = []
        self.places: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for name in ("href", "src"):
            if value := values.get(name):
                self.targets.append(value)
                if tag != "a":
                    self.loaded.append(value)
        if place := values.get("id"):
            self.places.append(place)


@pytest.fixture(scope="module")
def parsed(site: Path) -> dict[Path, Links]:
    pages: dict[Path, Links] = {}
    for path in sorted(site.rglob("*.html")):
        links = Links()
        links.feed(path.read_text(encoding="utf-8"))
        pages[path] = links
    return pages


def missing(site: Path, page: Path, target: str, parsed: dict[Path, Links]) -> bool:
    """Does an internal link of a page lead to a file or a place that is not there?"""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return False
    path = unquote(parts.path)
    file = (site / path.lstrip("/") if path.startswith("/") else page.parent / path).resolve() if path else page
    file = file / "index.html" if file.is_dir() else file
    if not file.exists():
        return True
    return bool(parts.fragment) and file in parsed and unquote(parts.fragment) not in parsed[file].places


def test_every_link_and_every_place_on_a_page_is_there(site: Path, parsed: dict[Path, Links]) -> None:
    broken = [
        f"{page.relative_to(site)}: {target}"
        for page, links in parsed.items()
        for target in dict.fromkeys(links.targets)
        if missing(site, page, target, parsed)
    ]
    assert broken == []


def test_no_place_on_a_page_has_the_name_of_another(site: Path, parsed: dict[Path, Links]) -> None:
    double = {
        page.relative_to(site).as_posix(): sorted({p for p in links.places if links.places.count(p) > 1})
        for page, links in parsed.items()
        if len(links.places) != len(set(links.places))
    }
    assert double == {}


def test_no_page_names_another_host_for_what_it_loads(parsed: dict[Path, Links]) -> None:
    assert [t for links in parsed.values() for t in links.loaded if urlsplit(t).netloc] == []


def test_every_page_can_be_reached_from_the_start(site: Path, parsed: dict[Path, Links]) -> None:
    seen: set[Path] = set()
    ahead = [site / "index.html"]
    while ahead:
        page = ahead.pop()
        if page in seen or page not in parsed:
            continue
        seen.add(page)
        for target in parsed[page].targets:
            path = urlsplit(target).path
            if path and not urlsplit(target).netloc:
                file = (page.parent / unquote(path)).resolve()
                ahead.append(file / "index.html" if file.is_dir() else file)
    assert [p.relative_to(site).as_posix() for p in parsed if p not in seen] == ["404.html"]


def test_no_token_is_left_on_a_page(site: Path) -> None:
    for page in (site / "protocols").rglob("*.html"):
        assert "[[" not in page.read_text(encoding="utf-8"), page


@pytest.fixture(scope="module")
def judged(repository: Path) -> Site:
    """What the site was made from."""
    read = read_repository(repository)
    assert read.settings.as_of
    return judge(read, read.settings.as_of)


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
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == AXE_SHA256


@pytest.mark.browser
def test_pages_ask_no_other_host_and_raise_no_error(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        seen = watch(page, address)
        for kind in KINDS:
            page.goto(address + kind, wait_until="networkidle")
        page.goto(address)
        find(page, "supervision")
    assert seen == []


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


#: What to look for in which window: all that axe knows, and again what other colours or a narrow screen may change.
WINDOWS: dict[str, tuple[int, str, dict[str, Any]]] = {
    "light": (1280, "light", {}),
    "dark": (1280, "dark", {"runOnly": ["color-contrast", "link-in-text-block"]}),
    "phone": (
        320,
        "light",
        {"runOnly": ["cat.keyboard", "cat.semantics", "cat.tables", "cat.sensory-and-visual-cues"]},
    ),
}


@pytest.mark.browser
@pytest.mark.parametrize("window", WINDOWS)
def test_axe_finds_nothing(browser: Browser, address: str, window: str) -> None:
    width, scheme, options = WINDOWS[window]
    script = AXE.read_text(encoding="utf-8")
    found: list[str] = []
    with opened(browser, width, scheme) as page:
        for kind in KINDS:
            page.goto(address + kind)
            page.evaluate(script)
            result = page.evaluate("options => axe.run(document, options)", {**options, "resultTypes": ["violations"]})
            found += [f"{kind}: {v['id']} {v['nodes'][0]['target']}" for v in result["violations"]]
    assert found == []


@pytest.mark.browser
def test_on_a_narrow_screen_only_tables_scroll_sideways_and_by_keyboard(browser: Browser, address: str) -> None:
    with opened(browser, 320) as page:
        for kind in KINDS:
            page.goto(address + kind)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind
        page.goto(address + "reference/records/contracts.html")
        assert page.locator(".sheet").get_attribute("tabindex") == "0"


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
