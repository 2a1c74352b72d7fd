"""What ties a record to others: all that has to hold elsewhere for the record to be in order.

A tie is a short text of words: ``refers people/bo-sw-01``. A record whose own contents are in order, and all of whose
ties hold, has no problem of consistency; a test compares that with the checks themselves. Ties take little room and a
moment to look at, so that most records need not be kept, and need not be looked at again when others change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from supervision_records.calendar import FOREVER, Span, holds, parse_date
from supervision_records.consistency.people import CASE_ID, twin_key, words_of
from supervision_records.consistency.references import REFERENCES
from supervision_records.consistency.world import World, first_outside, span_of
from supervision_records.model import Record
from supervision_records.store import is_id
from supervision_records.store.skim import asked_of
from supervision_records.yamlio import values

#: The sort of tie, and its words.
Tie = tuple[str, ...]
#: The sort of tie that says: no case's id is of another form than ids of cases have. (A word of that form is a tie.)
WORDS = "words"
#: The sort of tie that says: there is no other record of this session.
ONCE = "once"

#: The kinds whose ties are not told here: there are few of them.
UNTIED = frozenset({"tombstones"})


def ties_of(record: Record) -> tuple[str, ...] | None:
    """The ties of a record; None where they cannot be told in words."""
    if record.kind in UNTIED:
        return None
    ties: list[Tie] = [("refers", f"{target}/{value}") for pattern, target in REFERENCES[record.kind].items()
            for value in values(record.data, pattern)]  # fmt: skip
    ties += _OF_KIND.get(record.kind, _no_more)(record)
    told = list(map(" ".join, ties))
    whole = " ".join(told)
    as_many = whole.count(" ") == sum(map(len, ties)) - 1  # a word with a space in it would be taken for two
    return tuple(dict.fromkeys(told)) if as_many and whole.isascii() and whole.isprintable() else None


def _session(session: Record) -> Iterator[Tie]:
    data = session.data
    day = data["date"]
    for person in (*data["supervisors"], *data["supervisees"]):
        yield "post", person, day, day
    if data["status"] == "held":
        for case in values(data, "cases.*.case"):
            yield "open", case, day
    yield "follows", data["team"], data["protocol"], day
    yield ONCE, "/".join(part if isinstance(part, str) else ",".join(part) for part in twin_key(data))
    for entry in data.get("reviewed", ()):
        yield "action", entry["session"], str(entry["action"]), day
    if "referral" in data:
        yield "of", "referrals", data["referral"], data["protocol"]
    if data["type"] == "personal":
        for word in words_of(data):
            if CASE_ID.fullmatch(word):
                yield "word", word
        yield (WORDS,)


def _referral(referral: Record) -> Iterator[Tie]:
    if "contract" in referral.data:
        yield "of", "contracts", referral.data["contract"], referral.data["protocol"]


def _absence(absence: Record) -> Iterator[Tie]:
    span = span_of(absence.data)
    yield "post", absence.data["person"], str(span.start), str(span.start if span.end == FOREVER else span.end)


def _case(case: Record) -> Iterator[Tie]:
    life = span_of(case.data, "opened", "closed")
    for entry in case.data["allocations"]:
        span = span_of(entry)
        end = span.end if "to" in entry else max(span.start, life.end)
        if span.start <= end:
            yield "post", entry["person"], str(span.start), str(end)
    for entry in case.data.get("joint_interval", ()):
        for person in entry["agreed_by"]:
            yield "post", person, entry["from"], entry["from"]


def _audit(audit: Record) -> Iterator[Tie]:
    for ref in values(audit.data, "files.*.ref"):
        if isinstance(ref, str) and is_id(ref):
            yield "apart", audit.data["auditor"], ref


def _no_more(_: Record) -> Iterator[Tie]:
    yield from ()


_OF_KIND: Mapping[str, Callable[[Record], Iterator[Tie]]] = {
    "sessions": _session,
    "referrals": _referral,
    "absences": _absence,
    "cases": _case,
    "audits": _audit,
}


class Ties:
    """Says of ties whether they hold in a world; each is worked out once.

    ``briefs`` is what others ask of each session (``brief_of``), and ``once`` are all sessions' ties of that sort.
    """

    def __init__(self, world: World, briefs: Mapping[str, str], once: Iterable[str]) -> None:
        self._world, self._briefs = world, briefs
        self._held: set[str] = {f"refers {kind}/{name}" for kind, names in world.known.items() for name in names}
        self._held |= {tie for tie, number in Counter(once).items() if number == 1}
        self._of: Mapping[str, Callable[..., bool]] = {
            "post": self._post,
            "open": self._open,
            "follows": self._follows,
            "action": self._action,
            "of": self._is_of,
            "word": self._word,
            WORDS: self._no_words,
            "apart": self._apart,
        }

    def hold(self, ties: Sequence[str]) -> bool:
        """Do all of them hold?"""
        return self._held.issuperset(ties) or all(map(self._holds, ties))

    def _holds(self, tie: str) -> bool:
        if tie in self._held:
            return True
        sort, *words = tie.split(" ")
        if sort not in self._of or not self._of[sort](*words):  # references and twins are known from the start
            return False
        self._held.add(tie)
        return True

    def _post(self, person: str, first: str, last: str) -> bool:
        posts = self._world.posts.get(person)
        if posts is None:
            return True
        if first == last:
            return holds(posts, parse_date(first))
        return first_outside(Span(parse_date(first), parse_date(last)), posts) is None

    def _open(self, case: str, day: str) -> bool:
        return self._world.is_open(case, parse_date(day))

    def _follows(self, team: str, protocol: str, day: str) -> bool:
        world = self._world
        if world.get("teams", team) is None or protocol not in world.protocols:
            return True
        return holds(world.followed.get((team, protocol), ()), parse_date(day))

    def _action(self, session: str, action: str, day: str) -> bool:
        brief = self._briefs.get(session)
        if brief is None:
            return True
        earlier, actions, *_ = brief.split(" ")
        return earlier <= day and action in actions.split(",")

    def _is_of(self, kind: str, name: str, protocol: str) -> bool:
        record = self._world.get(kind, name)
        return record is None or asked_of(record)["protocol"] == protocol

    def _word(self, word: str) -> bool:
        return word not in self._world.store.records["cases"]

    def _no_words(self) -> bool:
        return all(map(CASE_ID.fullmatch, self._world.store.records["cases"]))

    def _apart(self, auditor: str, session: str) -> bool:
        brief = self._briefs.get(session)
        return brief is None or auditor not in brief.split(" ")[2:]


def brief_of(session: Record) -> str:
    """What other records ask of a session: its day, its actions' numbers, who took part."""
    data = session.data
    actions = ",".join(str(action["id"]) for action in data.get("actions", ())) or "-"
    return " ".join((data["date"], actions, *data["supervisors"], *data["supervisees"]))
