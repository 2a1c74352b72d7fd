"""All pages as plain files in a folder, for a builder that knows nothing of our hook."""

from __future__ import annotations

import shutil
from pathlib import Path

from supervision_records.pages import site_pages
from supervision_records.pages.site import Site


def write_tree(site: Site, docs_dir: Path, target: Path) -> int:
    """Copy the written pages of ``docs_dir`` into the new folder ``target``, then put the generated ones there.

    Gives the number of generated pages. FileExistsError if ``target`` is there already: nothing is overwritten.
    """
    shutil.copytree(docs_dir, target)
    number = 0
    for source, markdown in site_pages(site):
        path = target / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown, encoding="utf-8", newline="\n")
        number += 1
    return number
