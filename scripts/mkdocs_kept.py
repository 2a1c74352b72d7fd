"""Generated pages kept from the build before: one whose source is as it was is taken over, not made again.

What a page is built into depends on its own Markdown, on which of the pages that it links to are there, and on the
frame that every page stands in: theme, navigation, settings, versions. The first two are a page's key, the last is the
frame's digest; a page is taken over only where all of them are the same. Pages of the navigation are always made.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from supervision_records import shelf

NAME = "site"
#: The entry that holds the digest of the frame that the kept pages stand in.
FRAME = "frame"
#: The template that makes nothing: the page is there already.
TEMPLATE = "kept.html"
#: The packages whose version can change what a page is built into.
MAKERS = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions", "Jinja2", "Pygments")
#: The addresses that a page's Markdown links to, which MkDocs looks for.
_LINK = re.compile(r"\]\(([^)\s#]+)")


@dataclass(frozen=True)
class Kept:
    """A page as it was built: what MkDocs writes, what the search is made from, its anchors and links to others'.

    ``meta`` is its front matter; ``content`` is its own part, "" for a page that the search leaves out.
    """

    html: str
    meta: Mapping[str, Any]
    content: str
    anchors: Sequence[str]
    links: Mapping[str, Mapping[str, str]]

    def packed(self) -> bytes:
        """As bytes for the shelf."""
        parts = [self.html, self.meta, self.content, sorted(self.anchors), self.links]
        return zlib.compress(json.dumps(parts).encode(), 1)

    @classmethod
    def unpacked(cls, data: bytes) -> Kept:
        """From the bytes that ``packed`` gave; the shelf vouches for them."""
        return cls(*json.loads(zlib.decompress(data)))


class KeptPage(Page):
    """A page that MkDocs takes for one that it has read and rendered."""

    def __init__(self, file: File, config: MkDocsConfig, kept: Kept) -> None:
        """In the place of the page that MkDocs would make of the file."""
        super().__init__(None, file, config)
        self.kept: Kept | None = kept

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing is read of a page that is kept."""
        if self.kept is None:
            super().read_source(config)
        else:
            self.markdown, self.meta = "", {**self.kept.meta, "template": TEMPLATE}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing is rendered; what other pages are checked against is there."""
        if self.kept is None:
            super().render(config, files)
            return
        self.content, self.toc = self.kept.content, get_toc([])
        self.present_anchor_ids = set(self.kept.anchors)
        found = {files.get_file_from_path(source): dict(links) for source, links in self.kept.links.items()}
        self.links_to_anchors = {file: links for file, links in found.items() if file}


class Shelf:
    """The pages that the last build left, and those that this one will leave."""

    def __init__(self, root: Path, config: MkDocsConfig) -> None:
        """For the repository at ``root``."""
        self._place = shelf.place(root)
        self._there = shelf.read(self._place, NAME)
        self._basis = _basis(config)
        self._frame = b""
        self._keys: dict[str, str] = {}
        self._next: dict[str, bytes] = {}

    def offer(self, file: File, tables: Sequence[str], files: Files, config: MkDocsConfig) -> None:
        """Take a generated page over, where the last build left the same."""
        if self._place is None:
            return
        key = self._keys[file.src_uri] = _key(self._basis, file, tables, files)
        if key in self._there:
            KeptPage(file, config, Kept.unpacked(self._there[key]))

    def stand_in(self, frame: str, files: Files, config: MkDocsConfig) -> None:
        """Say which frame the pages stand in; where it is another one, those taken over are made again."""
        self._frame = hashlib.sha256(frame.encode()).digest()
        if self._there.get(FRAME) == self._frame:
            return
        for page in (file.page for file in files.documentation_pages()):
            if isinstance(page, KeptPage):
                page.kept = None
                _make(page, files, config)

    def built(self, page: Page, html: str) -> str:
        """What MkDocs has to write of a page: what it made, or what was there. It is kept for the next build."""
        key = self._keys.get(page.file.src_uri)
        if key is None:
            return html
        if isinstance(page, KeptPage) and page.kept is not None:
            self._next[key] = self._there[key]
            return page.kept.html
        links = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
        content = "" if _is_unsearched(page) else page.content or ""
        self._next[key] = Kept(html, page.meta, content, sorted(page.present_anchor_ids or ()), links).packed()
        return html

    def leave(self) -> None:
        """Leave the pages of this build for the next one, if they are others."""
        left = {FRAME: self._frame, **self._next}
        if left != self._there:
            shelf.write(self._place, NAME, left)


def _is_unsearched(page: Page) -> bool:
    return bool((page.meta.get("search") or {}).get("exclude"))


def _make(page: Page, files: Files, config: MkDocsConfig) -> None:
    """As MkDocs makes a page's content."""
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
    page.render(config, files)
    page.content = config.plugins.on_page_content(page.content or "", page=page, config=config, files=files)


def _key(basis: str, file: File, tables: Sequence[str], files: Files) -> str:
    """What a page is made from, beside its frame."""
    folder = posixpath.dirname(file.src_uri)
    targets = {posixpath.normpath(posixpath.join(folder, path)) for path in _LINK.findall(file.content_string)}
    there = sorted(target for target in targets if files.get_file_from_path(target))
    parts = (basis, file.src_uri, file.content_string, *tables, "\n".join(there))
    whole = hashlib.sha256()
    for part in parts:
        whole.update(f"{len(part)} ".encode() + part.encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def _basis(config: MkDocsConfig) -> str:
    """What every page is made with: this code, the theme's own parts of ours, settings, versions."""
    here = Path(__file__).parent
    code = sorted((Path(shelf.__file__).parent / "pages").rglob("*.py"))
    overrides = sorted(path for path in (Path(config.docs_dir) / "overrides").rglob("*") if path.is_file())
    whole = hashlib.sha256()
    for path in (Path(config.config_file_path), *sorted(here.glob("mkdocs_*.py")), *code, *overrides):
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    chosen: tuple[Any, ...] = (
        config.site_url,
        config.use_directory_urls,
        config.theme.name,
        config.markdown_extensions,
    )
    versions = [version(name) for name in MAKERS]
    return f"{whole.hexdigest()} {chosen!r} {versions} {python_version()}"
