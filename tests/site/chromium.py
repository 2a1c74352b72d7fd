"""A headless Chromium for the tests of the built site, and a watch over what its pages do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Dialog, Page, sync_playwright

#: Nothing of the browser's own goes anywhere.
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]

#: Told to the console by every page, so that a refusal by the page's policy is seen even where it does no harm.
_TELL = "addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.effectiveDirective} ${e.sample}`))"


@contextmanager
def launched(chromium: str) -> Iterator[Browser]:
    """A browser, closed at the end."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, width: int = 1280, scheme: str = "light") -> Iterator[Page]:
    """A page in a window of its own."""
    colours: Any = scheme
    view: Any = {"width": width, "height": 800}
    context = browser.new_context(viewport=view, color_scheme=colours, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def watch(page: Page, address: str) -> list[str]:
    """All that the page will do and should not: requests elsewhere, refusals by its policy, errors, dialogs."""
    seen: list[str] = []

    def told(dialog: Dialog) -> None:
        seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.add_init_script(_TELL)
    page.on("request", lambda request: seen.append(request.url) if not _ours(request.url, address) else None)
    page.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("dialog", told)
    page.on("popup", lambda other: seen.append(f"window: {other.url}"))
    return seen


def _ours(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))


def find(page: Page, words: str) -> None:
    """Type words into the page's search, and wait until it has found something."""
    page.locator(".md-search__input").fill(words)
    page.locator(".md-search-result__item").first.wait_for(state="attached")
