"""Takes the pictures of the site: ``python -m tests.site.pictures SITE TARGET``.

``SITE`` is the folder of a built site with the sample, ``TARGET`` the folder of the pictures that pages and the README
show, ``docs/assets/screenshots``. With ``--gallery`` it takes every type of page instead, light and dark, on a desktop
and on a phone, to be looked at after a change of the styles; ``--only WORD`` takes those with that in their address.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from supervision_records.pages.site import judge
from supervision_records.repository import read_repository
from tests.site.chromium import launched, opened
from tests.site.conftest import served
from tests.site.kinds import representatives, types

FORM = "fill-in/sessions-joint-supervision.html"
#: The pages that the README shows, by the name of the picture.
SHOWN = {
    "home": "index.html",
    "protocol": "protocols/joint-supervision.html",
    "team": "compliance/teams/harbour-cin-1.html",
}
_FORM_WIDTH, _README_WIDTH = 720, 1280
#: Widths of the gallery's windows.
_LOOKS = {"desktop": 1280, "phone": 320}
#: So much of a long page is in the gallery.
_TALLEST = 2600


def pages(page: Page, address: str, target: Path) -> None:
    """What the README shows."""
    for name, place in SHOWN.items():
        page.goto(address + place)
        page.screenshot(path=target / f"{name}.png")


def form(page: Page, address: str, target: Path) -> None:
    """The form with somebody chosen, with problems, and at its end."""
    page.goto(address + FORM)
    page.get_by_label("Who was supervised?").select_option(index=2)
    page.get_by_role("checkbox").first.check()
    page.screenshot(path=target / "form.png")
    # What the theme keeps in view would lie over what is to be seen.
    page.evaluate("document.querySelectorAll('.md-header, .md-top').forEach((part) => part.remove())")
    page.get_by_label("Minutes", exact=True).fill("an hour")
    page.get_by_role("button", name="Check and show the record").click()
    page.screenshot(path=target / "form-problems.png")
    page.get_by_label("Minutes", exact=True).fill("75")
    page.get_by_label("Date (required)").fill("2026-07-14")
    page.get_by_role("button", name="Check and show the record").click()
    page.locator(".record-form__result").screenshot(path=target / "form-result.png")


def gallery(browser: Browser, address: str, target: Path, names: list[str]) -> None:
    """Every page in every look."""
    for look, width in _LOOKS.items():
        for scheme in ("light", "dark"):
            with opened(browser, width, scheme) as page:
                for name in names:
                    page.goto(address + name)
                    height: int = page.evaluate("document.documentElement.scrollHeight")
                    page.set_viewport_size({"width": width, "height": min(height, _TALLEST)})
                    file = name.removesuffix(".html").replace("/", "-")
                    page.screenshot(path=target / f"{file}-{look}-{scheme}.png")
                    page.set_viewport_size({"width": width, "height": 800})


def _all(site: Path, only: str) -> list[str]:
    read = read_repository(site.parent)
    assert read.settings.as_of
    found = representatives(types(judge(read, read.settings.as_of)), site)
    return [name for name in found if only in name]


def main() -> None:
    """Serve the site and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--gallery", action="store_true")
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    asked.target.mkdir(parents=True, exist_ok=True)
    with served(asked.site) as address, launched(os.environ["SUPERVISION_CHROMIUM"]) as browser:
        if asked.gallery:
            gallery(browser, address, asked.target, _all(asked.site, asked.only))
            return
        parts: tuple[tuple[int, Callable[[Page, str, Path], None]], ...] = (
            (_README_WIDTH, pages),
            (_FORM_WIDTH, form),
        )
        for width, take in parts:
            with opened(browser, width) as page:
                take(page, address, asked.target)


if __name__ == "__main__":
    main()
