"""The site beside the same content as plain Markdown pages with a short navigation, and a second build of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from benchmarks.measure import ROOT, Taken, Work, environment, in_turn, ours
from benchmarks.rows import Row

#: Generated pages, about, by the staff of the demo that make them.
_SIZES = ((500, 30), (2000, 240))
#: The goals: times of the plain pages; times of the clean build.
_OF_PLAIN, _OF_CLEAN = 0.75, 0.3

_PLAIN = """site_name: Plain
use_directory_urls: false
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, tables, toc, pymdownx.superfences]
nav: [index.md]
"""
_SHEET = re.compile(r'<div class="sheet".*?^</table>\n</div>$', re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_LINK = re.compile(r'<a[^>]* href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


#: Changes how long one session took by a minute, and back the next time.
_CHANGE = (
    "import re, sys; from pathlib import Path; file = Path(sys.argv[1]); file.write_text(re.sub("
    r"r'minutes: (\d+)', lambda found: f'minutes: {int(found[1]) ^ 1}', file.read_text(), count=1))"
)


def run() -> Iterator[Row]:
    """Clean builds and second ones of about 500 and 2,000 generated pages."""
    for pages, people in _SIZES:
        yield from measured(_built_from(people), pages)


def measured(folder: Path, pages: int, times: int = 5) -> Iterator[Row]:
    """The rows of one size."""
    taken = in_turn([_plain(folder), _clean(folder), _second(folder)], times)
    plain, clean, second = (taken[name] for name in ("plain", "clean", "second"))
    yield Row(f"the same content as plain Markdown pages (about {pages:,})", plain.seconds, peak=plain.peak)
    yield _against("a clean build, records read and judged", clean, plain, "plain pages", _OF_PLAIN)
    yield _against("a build after one record changed", second, clean, "the clean build", _OF_CLEAN)


def _against(name: str, ours_: Taken, other: Taken, words: str, goal: float) -> Row:
    ratio = ours_.seconds / other.seconds
    return Row(name, ours_.seconds, "s", f"{ratio:.2f} × {words}", f"≤ {goal} × {words}", ratio <= goal, ours_.peak)


def _built_from(people: int) -> Path:
    """A repository with a demo of that many staff, and its pages as plain Markdown beside it; made once."""
    folder = ROOT / ".cache" / "benchmarks" / f"site-{people}"
    if (folder / "complete").is_file():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    site = folder / "site"
    _run(*ours("demo", str(site), "--people", str(people), "--months", "12"))
    for name in ("docs", "schemas"):
        shutil.copytree(ROOT / name, site / name, dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", site)
    (site / "scripts").mkdir()
    for script in (ROOT / "scripts").glob("mkdocs_*.py"):
        shutil.copy(script, site / "scripts")
    _run("git", "init", "-q", str(site))
    plain = folder / "plain"
    _run(*ours("--root", str(site), "pages", str(plain / "docs")))
    (plain / "mkdocs.yml").write_text(_PLAIN, encoding="utf-8")
    for page in (plain / "docs").rglob("*.md"):
        page.write_text(_SHEET.sub(_as_markdown, page.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "complete").touch()
    return folder


def _as_markdown(sheet: re.Match[str]) -> str:
    """A ready table as a Markdown one."""
    rows = [[_text(cell) for cell in _CELL.findall(row)] for row in _ROW.findall(sheet[0])]
    if not rows:
        return ""
    lines = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _text(cell: str) -> str:
    linked = _LINK.sub(lambda found: f"[{_TAG.sub('', found[2])}]({found[1]})", cell)
    return unescape(_TAG.sub(" ", linked)).replace("|", "/").replace("\n", " ")


def _plain(folder: Path) -> Work:
    return Work("plain", _build(folder / "out-plain"), folder / "plain")


def _clean(folder: Path) -> Work:
    cache = folder / "site" / ".git" / "supervision-cache"
    return Work("clean", _build(folder / "out"), folder / "site", before=["rm", "-rf", str(cache)])


def _second(folder: Path) -> Work:
    """After ``clean`` in each turn: one session that was held is changed."""
    sessions = sorted((folder / "site" / "records" / "sessions").rglob("*.yaml"))
    record = next(path for path in sessions if "minutes: " in path.read_text(encoding="utf-8"))
    return Work("second", _build(folder / "out"), folder / "site", before=[sys.executable, "-c", _CHANGE, str(record)])


def _build(out: Path) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", str(out)]


def _run(*command: str) -> None:
    subprocess.run(command, check=True, env=environment(), stdout=subprocess.DEVNULL)
