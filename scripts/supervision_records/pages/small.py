"""Which counts of findings a site keeps to itself, and the words that stand in their place.

All pages cut the same findings: by team, by protocol, by both, by rule. They are looked at together, so that what one
page hides cannot be worked out from another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from supervision_records.model import Finding, Status
from supervision_records.suppress import Cell, Layout, hide

#: The place of all findings.
ALL = "all"
#: Each sort of count and the one that it is part of. Of breaches, ``open`` can still be mended and ``past`` cannot.
WITHIN: Mapping[str, str | None] = {
    "met": ALL,
    "open": "breach",
    "past": "breach",
    "breach": ALL,
    "due": ALL,
    "excused": ALL,
    "unknown": ALL,
    ALL: None,
}

#: What stands where a number is hidden, and what stands below a table in which one is.
HIDDEN = '<span class="withheld">hidden</span>'
NOTE = '<p class="withheld-note">Hidden: a small number, or one from which a small one could be worked out.</p>'
BECAUSE = "since small numbers are not shown here"


def of_team(team: str) -> str:
    """The place of a team's findings; of those without a team for an empty name."""
    return f"team {team}"


def of_protocol(protocol: str, team: str | None = None) -> str:
    """The place of a protocol's findings, of all teams or of one."""
    return f"protocol {protocol}" + (f" team {team}" if team is not None else "")


def of_rule(rule: str) -> str:
    """The place of a rule's findings, of all teams."""
    return f"rule {rule}"


def hidden_counts(
    findings: Iterable[Finding], is_open: Callable[[Finding], bool], threshold: int
) -> Mapping[str, frozenset[str]]:
    """The counts in the site's tables of findings that are not to be shown: the sorts hidden in each place."""
    if threshold <= 1:
        return {}
    leaves: defaultdict[str, Counter[str]] = defaultdict(Counter)
    places: set[tuple[str, str, str]] = set()
    for finding in findings:
        team, protocol, rule = finding.team or "", finding.protocol, finding.rule
        places.add((team, protocol, rule))
        for place in (ALL, of_team(team), of_protocol(protocol), of_protocol(protocol, team), of_rule(rule)):
            leaves[place][_sort(finding, is_open)] += 1
    numbers = {place: with_sums(tally, WITHIN) for place, tally in leaves.items()}
    hidden: defaultdict[str, set[str]] = defaultdict(set)
    for place, sort in hide(numbers, Layout(_balances(places), WITHIN, _unseen(leaves)), threshold):
        hidden[place].add(sort)
    return {place: frozenset(sorts) for place, sorts in hidden.items()}


def _balances(places: Iterable[tuple[str, str, str]]) -> list[tuple[list[str], list[str]]]:
    """How the places add up, from the teams, protocols and rules that findings have."""
    teams, protocols = sorted({team for team, _, _ in places}), sorted({protocol for _, protocol, _ in places})
    both = sorted({(team, protocol) for team, protocol, _ in places})
    rules = {name: sorted({of_rule(rule) for _, protocol, rule in places if protocol == name}) for name in protocols}
    return [
        (list(map(of_protocol, protocols)), [ALL]),
        ([ALL], list(map(of_team, teams))),
        *(
            ([of_team(name)], [of_protocol(protocol, team) for team, protocol in both if team == name])
            for name in teams
        ),
        *(
            ([of_protocol(name, team) for team, protocol in both if protocol == name], rules[name])
            for name in protocols
        ),
        *((rules[name], [of_protocol(name)]) for name in protocols),
    ]


def _unseen(places: Iterable[str]) -> frozenset[Cell]:
    """Whether a breach can still be mended is counted by team only."""
    seen = (ALL, of_team(""))
    return frozenset((place, sort) for place in places for sort in ("open", "past") if not place.startswith(seen))


def _sort(finding: Finding, is_open: Callable[[Finding], bool]) -> str:
    if finding.status is Status.BREACH:
        return "open" if is_open(finding) else "past"
    return finding.status.value


def with_sums(tally: Mapping[str, int], within: Mapping[str, str | None]) -> dict[str, int]:
    """The number of every sort, from those of the sorts that nothing is part of."""
    numbers = dict.fromkeys(within, 0)
    for sort, number in tally.items():
        part: str | None = sort
        while part is not None:
            numbers[part] += number
            part = within[part]
    return numbers


def number(value: int, *, hidden: bool = False) -> str:
    """A number for a cell of a table."""
    if hidden:
        return HIDDEN
    return f"{value:,}" if value else '<span class="zero">0</span>'
