"""Somebody who fills in a form with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

#: What the element with the focus is called: its label, or its own words.
_NAME = """() => {
    const at = document.activeElement;
    const label = at.labels && at.labels[0];
    return ((label || at).innerText || '').replace('(required)', '').replace(/\\s+/g, ' ').trim();
}"""


class Keyboard:
    """Keys pressed on one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def begin(self, address: str) -> None:
        """Open a form and go past what stands above it on every page."""
        self.page.goto(address)
        self.page.locator(".record-form__known h2").wait_for()
        self.go("Skip to content")
        self.press("Enter")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def at(self) -> str:
        """What has the focus."""
        name: str = self.page.evaluate(_NAME)
        return name

    def go(self, name: str) -> None:
        """Tab on to what has this name."""
        seen = []
        for _ in range(250):
            self.press("Tab")
            if self.at == name:
                return
            seen.append(self.at)
        raise AssertionError((name, list(dict.fromkeys(seen))))

    def fill(self, name: str, text: str) -> None:
        """Tab on to a field and type; in a list, that chooses the entry that begins so."""
        self.go(name)
        self.page.keyboard.type(text)

    def day(self, name: str, day: str) -> None:
        """Tab on to a date and type it as the browser's language has it: month, day, year."""
        year, month, date = day.split("-")
        self.fill(name, f"{month}{date}{year}")

    def check(self) -> None:
        self.go("Check and show the record")
        self.press("Enter")

    def download(self, folder: Path) -> str:
        """Download the record and put it where the page says; gives that path."""
        path = self.page.locator(".record-form__path").inner_text()
        self.go("Download")
        with self.page.expect_download() as download:
            self.press("Enter")
        assert download.value.suggested_filename == path.rpartition("/")[2]
        target = folder / path
        assert not target.exists()
        target.parent.mkdir(parents=True, exist_ok=True)
        download.value.save_as(target)
        return path
