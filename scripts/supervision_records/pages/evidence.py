"""Where each record comes from: what its content is, when it came in, how often it changed, and what was removed.

For anyone to check: the same is published as a file, which ``verify.py`` compares with a clone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from supervision_records.ledger import Kept, Ledger, Removed, Stage, published
from supervision_records.pages.html import Column, Table, escape, link, notice, time
from supervision_records.pages.links import (
    EVIDENCE,
    EVIDENCE_FILE,
    OVERVIEW,
    PAGE_ROWS,
    VERIFY,
    evidence_page,
    file_address,
    href,
    numbered,
)
from supervision_records.pages.listing import pager
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.words import plural
from supervision_records.store import KINDS

#: How much of a commit's id is shown; the file has all of it.
SHORT = 12
#: Where a long hash may be broken, so that a table stays as narrow as a screen.
PIECE = 16
#: The group of files that lie in the folder of no kind, and of removals.
OTHER, REMOVED = "other", "removed"
_OPEN_SHOWN = 50

_INTRO = (
    "This page says of every record what its content is (its SHA-256), with which commit of the main line it came in, "
    "and how often it has changed since. Nothing here is taken from what a record claims: it is what Git keeps. "
)


def pages(site: Site) -> Iterator[Page]:
    """The page for everybody, and for managers the lists behind it."""
    ledger = site.ledger
    yield page(site, EVIDENCE, Head("Evidence", trail=[(OVERVIEW, "Compliance")]), *_blocks(site, ledger))
    if site.shows_ids and not ledger.why:
        for kind, kept in _by_folder(ledger):
            yield from _list(site, kind, kept, _KEPT, [_kept(site, one) for one in kept])
        if ledger.removed:
            gone = ledger.removed
            yield from _list(site, REMOVED, gone, _REMOVED, [_removed(site, one) for one in gone])


def files(site: Site) -> Iterator[tuple[str, str]]:
    """The file that is published beside the page, in the build for managers only: it names every record."""
    if site.shows_ids:
        yield EVIDENCE_FILE, published(site.ledger)


def _blocks(site: Site, ledger: Ledger) -> Iterator[str]:
    how = link(href(EVIDENCE, VERIFY), "How to check it on a computer of your own")
    if ledger.why:
        words = f"{escape(ledger.why)} So nothing is said here of any record, and no date is guessed. {how}."
        yield notice("warning", "There is no history to show.", words)
        return
    yield f"{_INTRO}{how}."
    built = f"Built from the commit <code>{escape(ledger.commit)}</code>, with {plural(len(ledger.kept), 'record')}"
    yield f"{built} and {plural(len(ledger.removed), 'removal')} since the beginning."
    if not site.shows_ids:
        yield "The list of the records is in the build for managers."
        return
    file = f'<a href="{EVIDENCE_FILE.rpartition("/")[2]}" download>evidence.json</a>'
    yield f"All of it as a file, for the comparison: {file}."
    yield _open(ledger.open)
    yield _by_kind(ledger)


def _open(paths: Sequence[str]) -> str:
    if not paths:
        return ""
    shown = "<br>".join(f"<code>{escape(path)}</code>" for path in paths[:_OPEN_SHOWN])
    more = f"<br>and {len(paths) - _OPEN_SHOWN:,} more" if len(paths) > _OPEN_SHOWN else ""
    words = (
        f"{plural(len(paths), 'record')} on the computer that built this site are not as the commit has them: the "
        "figures rest on them, and nobody else can check them yet. "
        f"<details><summary>Which</summary>{shown}{more}</details>"
    )
    return notice("warning", "Not all of it is committed.", words)


def _by_kind(ledger: Ledger) -> str:
    rows = [
        [
            link(href(EVIDENCE, evidence_page(kind)), kind),
            f"{len(kept):,}",
            _day(min((one.first for one in kept), key=_order)),
            _day(max((one.first for one in kept), key=_order)),
            f"{sum(one.changes > 1 for one in kept):,}",
        ]
        for kind, kept in _by_folder(ledger)
    ]
    if ledger.removed:
        days = [one.at for one in ledger.removed]
        none = sum(one.tombstone is None for one in ledger.removed)
        rows.append([
            f"{link(href(EVIDENCE, evidence_page(REMOVED)), 'Removed')}, {none:,} without a tombstone",
            f"{len(days):,}", _day(min(days, key=_order)), _day(max(days, key=_order)), "–",
        ])  # fmt: skip
    columns = (
        Column("Records"), Column("Number", number=True), Column("First came (or went)"), Column("Last came (or went)"),
        Column("Changed since they came", number=True),
    )  # fmt: skip
    return str(Table("by-kind", "Records by kind", columns, rows))


_KEPT = (
    Column("Record"), Column("SHA-256"), Column("Came in"), Column("Commit"), Column("Commits in all", number=True),
    Column("Last change"), Column("Commit"),
)  # fmt: skip
_REMOVED = (Column("Record"), Column("Removed"), Column("Commit"), Column("Tombstone"))


def _list(
    site: Site, key: str, whole: Sequence[object], columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> Iterator[Page]:
    """A list over as many pages as it needs."""
    source = evidence_page(key)
    last = max(1, ceil(len(whole) / PAGE_ROWS))
    for number in range(1, last + 1):
        here = numbered(source, number)
        part = rows[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
        title = f"Evidence: {key}" + (f", page {number}" if number > 1 else "")
        head = Head(
            title, trail=[(OVERVIEW, "Compliance"), (EVIDENCE, "Evidence")], wide=True, search=False, dated=False
        )
        first = (number - 1) * PAGE_ROWS + 1
        shown = f"{first:,} to {first + len(part) - 1:,} of {len(whole):,}" if last > 1 else f"{len(whole):,}"
        caption = f"Records: {shown}"
        above, below = (pager(source, here, number, last, where) for where in ("above", "below"))
        yield page(site, here, head, above, str(Table(key, caption, columns, part)), below)


def _kept(site: Site, one: Kept) -> list[str]:
    digest = "<wbr>".join(one.sha256[at : at + PIECE] for at in range(0, len(one.sha256), PIECE))
    return [
        _path(site, one.path),
        f"<code>{digest}</code>",
        _day(one.first),
        _commit(one.first),
        f"{one.changes:,}",
        *((_day(one.last), _commit(one.last)) if one.changes > 1 else ("–", "–")),
    ]


def _removed(site: Site, one: Removed) -> list[str]:
    stone = _path(site, one.tombstone) if one.tombstone else "none"
    return [f"<code>{escape(one.path)}</code>", _day(one.at), _commit(one.at), stone]


def _path(site: Site, path: str) -> str:
    shown = f"<code>{escape(path)}</code>"
    forge = file_address(site.repo_url, path)
    return link(forge, shown) if forge else shown


def _day(stage: Stage) -> str:
    return time(stage.on) if stage.on else "no date"


def _commit(stage: Stage) -> str:
    return f"<code>{escape(stage.commit[:SHORT])}</code>"


def _order(stage: Stage) -> str:
    return stage.on.isoformat() if stage.on else ""


def _by_folder(ledger: Ledger) -> list[tuple[str, list[Kept]]]:
    """The records of each kind, in the order of the kinds; what lies in the folder of none comes last."""
    found: dict[str, list[Kept]] = {kind: [] for kind in (*sorted(KINDS), OTHER)}
    for one in ledger.kept:
        folder = one.path.split("/")[1]
        found[folder if folder in KINDS else OTHER].append(one)
    return [(kind, kept) for kind, kept in found.items() if kept]
