"""What the forms fill in by themselves: staff, teams and cases by id, and for each supervisee what follows from them.

Ids, dates and words of schemas alone: no narrative, and nothing at all in a site for all staff.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from supervision_records.draft import company, start
from supervision_records.pages.forms.spoken import spoken
from supervision_records.pages.links import KNOWN_FILE
from supervision_records.pages.site import Site
from supervision_records.rules.bench import Bench

#: What of a new session follows from whom it is about.
FILLED = ("team", "type", "supervisors", "supervisees")


def files(site: Site) -> Iterator[tuple[str, str]]:
    """The file beside the forms, in the build for managers only: it names staff and cases."""
    if site.shows_ids:
        yield KNOWN_FILE, known(site)


def known(site: Site) -> str:
    """The JSON file beside the forms."""
    bench = site.bench
    found = {"version": 1, "as_of": site.as_of.isoformat(), "lists": _lists(site), "sessions": _sessions(site, bench)}
    return json.dumps(found, separators=(",", ":"), sort_keys=True)


def _lists(site: Site) -> dict[str, dict[str, str]]:
    bench, day = site.bench, site.as_of
    teams = site.store.records.get("teams", {})
    posts = {person: bench.facts.post_on(person, day) for person in bench.facts.people}
    return {
        "person": {person: f"{spoken(post.role)}, {post.team}" for person, post in posts.items() if post},
        "team": {team: str(record.data.get("name", "")) for team, record in teams.items()},
        "case": {case.id: "" for case in bench.facts.cases.values() if case.life.holds(day)},
        "contract": dict.fromkeys(bench.facts.contracts, ""),
        "referral": dict.fromkeys(bench.facts.referrals, ""),
        "session": dict.fromkeys(_recent(site), ""),
    }


#: Sessions of so many days are offered by their ids, and no new one is given the name of one of them.
_RECENT = timedelta(days=92)


def _recent(site: Site) -> list[str]:
    first = (site.as_of - _RECENT).isoformat()
    sessions = site.store.records.get("sessions", {})
    return [name for name, record in sessions.items() if str(record.data.get("date", "")) >= first]


def _sessions(site: Site, bench: Bench) -> dict[str, dict[str, Any]]:
    """For each protocol and each supervisee that it may be about: what a new session of theirs begins with."""
    found: dict[str, dict[str, Any]] = {}
    for protocol in site.protocols:
        people = {}
        for person in bench.facts.people:
            given = {"supervisees": [person], "protocol": protocol}
            draft = start(bench, "sessions", given, site.as_of)
            if together := company(bench, draft.data):
                draft = start(bench, "sessions", {**given, **together}, site.as_of)
            team = draft.data.get("team")
            if team and any(span.holds(site.as_of) for span in bench.team_days(team, protocol)):
                offers = {offer.key: offer.value for offer in draft.offers}
                data = {key: draft.data[key] for key in FILLED if key in draft.data}
                people[person] = {
                    "data": data,
                    "cases": [entry["case"] for entry in offers.get("cases", ())],
                    "reviewed": [{k: e[k] for k in ("session", "action")} for e in offers.get("reviewed", ())],
                }
        found[protocol] = people
    return found
