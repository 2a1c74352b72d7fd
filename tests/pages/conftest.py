"""Findings and sites made by hand, small enough to be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from supervision_records.model import Assessment, Finding, Protocol, Record, Rule, Status, Subject
from supervision_records.pages.site import Site
from supervision_records.settings import Settings
from supervision_records.store import Store

AS_OF = date(2026, 7, 15)

BODY = """
# A heading that the site replaces

## Purpose

[[AB-1 must]] Supervision comes round every month.

- [[AB-2 should]] The record is complete.
- As [[AB-1 must]] says, above.

[[AB-9 must]] Nobody checks this.
"""

MONTHLY: dict[str, Any] = {
    "subject": "person",
    "event": {"sessions": {"one_to_one": ["case"]}},
    "every": {"calendar": "month"},
}
SIGNED: dict[str, Any] = {"trigger": {"sessions": {"types": ["case"]}}, "done": {"signed": ["supervisors"]}}


def rule(name: str, form: str = "cadence", **spec: Any) -> Rule:
    return Rule(
        name, form, "alpha", f"Title of {name}", {"id": name, "form": form, **spec}, "docs/protocols/alpha.md", 9
    )


def protocol(body: str = BODY, **data: Any) -> Protocol:
    rules = (
        rule("AB-1", **MONTHLY, minimum_available=10, local=["minimum_available"]),
        rule("AB-1b", **{**MONTHLY, "every": {"weeks": 6}}),
        rule("AB-2", "completeness", of={"sessions": {"types": ["case"]}}, needs={"any_agenda": True}),
        rule("AB-2", "deadline", **SIGNED, within={"days": 28}, local=["within"]),
        rule("AB-10", "review"),
    )
    whole = {
        "title": "Alpha & beta",
        "reference": "A1",
        "reviews": [],
        "owner": "Head",
        "approval": "Board",
        "applies_to": "Staff",
        "sections": [],
        "agenda": [],
        "assurance": [],
        **data,
    }
    return Protocol("alpha", str(whole["title"]), "docs/protocols/alpha.md", date(2025, 1, 1), whole, rules, body)


def make_finding(**changes: Any) -> Finding:
    finding = Finding(
        rule="AB-1",
        form="cadence",
        protocol="alpha",
        subject=Subject("person", "sw-ash"),
        part=None,
        team="north",
        start=date(2026, 6, 1),
        end=date(2026, 6, 30),
        status=Status.MET,
        due=date(2026, 6, 30),
        days_late=0,
        records=("records/sessions/north/2026/s-1.yaml",),
        message="Done on 2026-06-10. (AB-1: Title of AB-1.)",
    )
    return replace(finding, **changes)


def team(name: str) -> Record:
    data = {
        "name": name,
        "organisation": "example-council",
        "agency": "early-help",
        "manager": "tm-north",
        "protocols": [
            {"protocol": "alpha", "from": "2025-01-01"},
            {"protocol": "gone", "from": "2024-01-01", "to": "2024-12-31"},
        ],
    }
    return Record("teams", "north", "records/teams/north.yaml", data)


@pytest.fixture
def finding() -> Callable[..., Finding]:
    return make_finding


@pytest.fixture
def make_site() -> Callable[..., Site]:
    """A site with one protocol and one team; findings, the team's name and anything of ``Site`` can be given."""

    def make(*findings: Finding, name: str = "Team North", **changes: Any) -> Site:
        site = Site(
            protocols={"alpha": protocol()},
            assessment=Assessment(AS_OF, tuple(sorted(findings, key=lambda f: f.order))),
            store=Store({"teams": {"north": team(name)}}, (), 1, 1, 0),
            problems=(),
            settings=Settings(),
            as_of=AS_OF,
        )
        return replace(site, **changes)

    return make


@pytest.fixture
def make_protocol() -> Callable[..., Protocol]:
    return protocol
