"""How long the pages of a built site take to open on a slow laptop: ``python -m benchmarks.opening SITE``.

Each type of page is opened in a headless Chromium whose processor is slowed down four times, as often as asked, from a
server on this machine, and the best is told: other work on the machine makes a time longer, never shorter. What is told
is when the page can be used (DOMContentLoaded), when its largest part is painted (LCP), and how long its main thread
worked, slowed down as it was; that counts no waiting for other programs, so it says most on a busy machine.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import CDPSession, Page

from supervision_records.pages.site import judge
from supervision_records.repository import read_repository
from tests.site.chromium import launched, opened
from tests.site.conftest import served
from tests.site.kinds import types

#: How much slower than this machine the reader's is.
SLOWER = 4
#: Milliseconds in which a page is to be open.
WANTED = 1000

_PAINTED = """() => new Promise(done => {
    const ready = performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd;
    new PerformanceObserver(list => done([ready, list.getEntries().at(-1).startTime]))
        .observe({type: 'largest-contentful-paint', buffered: true});
    setTimeout(() => done([ready, 0]), 3000);
})"""


class Opened(NamedTuple):
    """When a page could be used and was painted, and how long its thread worked, in milliseconds."""

    ready: float
    painted: float
    work: float

    @property
    def last(self) -> float:
        """When it could be used and was painted."""
        return max(self.ready, self.painted)


def best(page: Page, tools: CDPSession, address: str, times: int) -> Opened:
    """The quickest of several times that the page was opened, and the least work of any."""
    found = []
    for _ in range(times):
        page.goto(address)
        ready, painted = page.evaluate(_PAINTED)
        measured = {metric["name"]: metric["value"] for metric in tools.send("Performance.getMetrics")["metrics"]}
        found.append(Opened(ready, painted, measured["TaskDuration"] * 1000))
    quickest = min(found, key=lambda opened: opened.last)
    return quickest._replace(work=min(opened.work for opened in found))


def longest_of_each_type(site: Path) -> Iterator[tuple[str, str]]:
    """Each type of page with the longest page of it."""
    read = read_repository(site.parent)
    if read.settings.as_of is None:
        sys.exit("The settings name no day: as_of.")
    for name, pages in types(judge(read, read.settings.as_of)).items():
        there = [page for page in pages if (site / page).is_file()]
        if there:
            yield name, max(there, key=lambda page: (site / page).stat().st_size)


def main() -> None:
    """Open the longest page of each type and tell how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the folder of the built site, within its repository")
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    late = 0
    print(f"{'ready':>7} {'painted':>7} {'work':>6} {'kB':>6}  page (ms, the best of {asked.times})")
    with (
        served(asked.site) as address,
        launched(os.environ["SUPERVISION_CHROMIUM"]) as browser,
        opened(browser) as page,
    ):
        tools = page.context.new_cdp_session(page)
        tools.send("Performance.enable", {"timeDomain": "threadTicks"})
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        for _, name in longest_of_each_type(asked.site):
            took = best(page, tools, address + name, asked.times)
            late += took.last > WANTED
            size = (asked.site / name).stat().st_size // 1000
            print(f"{took.ready:7.0f} {took.painted:7.0f} {took.work:6.0f} {size:6}  {name}", flush=True)
    print(f"{late} took longer than {WANTED} ms." if late else f"All were open within {WANTED} ms.")


if __name__ == "__main__":
    main()
