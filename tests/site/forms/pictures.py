"""Takes the pictures of the forms for the pages on submitting: ``python -m tests.site.forms.pictures SITE TARGET``.

``SITE`` is the folder of a built site with the sample, ``TARGET`` the folder of pictures, ``docs/assets/screenshots``.
"""

from __future__ import annotations

import os
import sys
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page

from tests.site.chromium import launched, opened
from tests.site.conftest import Quiet

FORM = "fill-in/sessions-joint-supervision.html"
_WIDTH = 720


def take(page: Page, address: str, target: Path) -> None:
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


def main(site: Path, target: Path) -> None:
    """Serve the site and take the pictures."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with launched(os.environ["SUPERVISION_CHROMIUM"]) as browser, opened(browser, _WIDTH) as page:
            take(page, f"http://127.0.0.1:{server.server_port}/", target)
        server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
