"""All pages as plain files in a folder, for a builder that knows nothing of our hook."""

from __future__ import annotations

import shutil
from pathlib import Path

from supervision_records.pages import site_pages
from supervision_records.pages.glossary import abbreviations, has_tooltips, with_tooltips
from supervision_records.pages.links import GLOSSARY, SAMPLE
from supervision_records.pages.sample import has_stories
from supervision_records.pages.site import Site


def write_tree(site: Site, docs_dir: Path, target: Path) -> int:
    """Copy the written pages of ``docs_dir`` into the new folder ``target``, then put the generated ones there.

    Gives the number of generated pages. FileExistsError if ``target`` is there already: nothing is overwritten.
    """
    shutil.copytree(docs_dir, target)
    if not has_stories(site):
        (target / SAMPLE).unlink(missing_ok=True)
    number = 0
    for source, markdown in site_pages(site):
        path = target / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown, encoding="utf-8", newline="\n")
        number += 1
    _explain_abbreviations(target)
    return number


def _explain_abbreviations(target: Path) -> None:
    """Give the protocols' pages the glossary's abbreviations as tooltips."""
    glossary = target / GLOSSARY
    known = abbreviations(glossary.read_text(encoding="utf-8")) if glossary.is_file() else {}
    for path in sorted(target.rglob("*.md")):
        if has_tooltips(path.relative_to(target).as_posix()):
            text = with_tooltips(path.read_text(encoding="utf-8"), known)
            path.write_text(text, encoding="utf-8", newline="\n")
