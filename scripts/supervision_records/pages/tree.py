"""All pages as plain files in a folder, for a builder that knows nothing of our hook."""

from __future__ import annotations

from pathlib import Path

from supervision_records.pages import site_files, site_pages
from supervision_records.pages.glossary import abbreviations, has_tooltips, with_tooltips
from supervision_records.pages.links import GLOSSARY, SAMPLE
from supervision_records.pages.sample import has_stories
from supervision_records.pages.site import Site
from supervision_records.writing import files_below, new_folder, put

#: The folder in ``docs/`` that holds no pages.
THEME = "overrides/"


def write_tree(site: Site, docs_dir: Path, target: Path) -> int:
    """Copy the written pages of ``docs_dir`` into the new folder ``target``, then put the generated ones there.

    Gives the number of generated pages. The folder appears as a whole; CannotWriteError if something is there already.
    """
    written = {file.relative_to(docs_dir).as_posix(): file for file in files_below(docs_dir)}
    written = {path: file for path, file in written.items() if _is_shown(path, site)}
    pages = dict(site_pages(site))
    generated = {**pages, **dict(site_files(site))}
    glossary = written.get(GLOSSARY)
    known = abbreviations(glossary.read_text(encoding="utf-8")) if glossary else {}
    with new_folder(target) as folder:
        for path in sorted({*written, *generated}):
            data = generated[path].encode() if path in generated else written[path].read_bytes()
            if has_tooltips(path):
                data = with_tooltips(data.decode(), known).encode()
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            put(folder / path, data)
    return len(pages)


def _is_shown(path: str, site: Site) -> bool:
    """Is the written file a part of this site? Our changes to the theme are for the builder alone."""
    return not path.startswith(THEME) and (path != SAMPLE or has_stories(site))
