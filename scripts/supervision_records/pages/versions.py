"""A protocol's version on its page: what changed, what tells this version from others, and who has read it."""

from __future__ import annotations

from supervision_records.calendar import parse_date
from supervision_records.model import Protocol
from supervision_records.pages.html import escape, link, time
from supervision_records.pages.links import AMENDMENTS, href
from supervision_records.pages.site import Site
from supervision_records.pages.words import plural
from supervision_records.versions import exact, readers, to_affirm


def versions(site: Site, here: str, protocol: Protocol) -> list[str]:
    """The section, with what changed newest first. Numbers of readers are for managers only."""
    blocks = ["## Version and changes { #version }"]
    changes = sorted(protocol.data.get("changes", ()), key=lambda change: str(change["on"]), reverse=True)
    items = "".join(
        f"<li>{time(parse_date(change['on']))}: {escape(change['what'])}"
        f"{' Contracts are to be affirmed again.' if change.get('affirm') else ''}</li>"
        for change in changes
    )
    blocks.append(f"<ul>{items}</ul>" if items else "No change is noted on this page.")
    blocks.append(
        f"Every change of this page is listed under {link(href(here, AMENDMENTS), 'Amendments')}. The fingerprint of "
        f"this version, by which staff say that they have read it: <code>{exact(protocol)}</code>"
    )
    return [*blocks, *_for_managers(site, protocol)]


def _for_managers(site: Site, protocol: Protocol) -> list[str]:
    if not site.shows_ids:
        return []
    found = list(readers(site.bench, site.store.records.get("people", {}), protocol))
    read = sum(reader.on is not None for reader in found)
    waiting = sum(each.contract.protocol == protocol.id for each in to_affirm(site.bench))
    affirm = f" {plural(waiting, 'contract')} to be affirmed again." if waiting else ""
    command = f"<code>supervision read {protocol.id}</code>"
    return [f"{read} of {plural(len(found), 'member')} of staff have said so; {command} lists them.{affirm}"]
