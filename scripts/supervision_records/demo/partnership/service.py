"""Three localities of social care and health, with their referrals and series of sessions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from supervision_records.calendar import add_months
from supervision_records.demo import parts
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.partnership.sessions import PROTOCOL, Series, hold
from supervision_records.demo.partnership.stories import LOCALITIES, SERIES, SeriesStory
from supervision_records.demo.plan import Chance, Script

REASONS = ("complex", "differing-views", "stuck", "unevidenced-concern", "repeat-episodes", "other")
#: Supervisors who are independent of the work: role, team and agency.
POOL = (
    ("vp-vcn-01", "vulnerable-children-nurse", "vale-children-nurses"),
    ("vp-iro-01", "reviewing-officer", "vale-review"),
)
#: How often the sessions of a series are to be, as contracts put it.
INTERVALS: tuple[Data, ...] = ({"weeks": 6}, {"months": 2})
SOCIAL_CARE = {"organisation": "vale-council", "agency": "childrens-service"}
HEALTH = {"organisation": "vale-health", "agency": "health"}
FACILITATOR = "vp-wd-01"


@dataclass(frozen=True)
class Locality:
    """A locality's two teams and their leaders, who are its champions."""

    name: str

    @property
    def teams(self) -> tuple[str, str]:
        """Social care's and health's."""
        return f"vale-social-care-{self.name}", f"vale-health-{self.name}"

    @property
    def leaders(self) -> tuple[str, str]:
        """Of the one, and of the other."""
        return f"v{self.name[0]}-tm-01", f"v{self.name[0]}-hl-01"


def build(scene: Scene, people: int) -> None:
    """Write the partnership's records for so many practitioners of the two agencies together."""
    _pool(scene)
    places = []
    for name, months, evaluated in LOCALITIES:
        place = Locality(name)
        since = scene.clock.start if months is None else scene.clock.months_ago(months)
        _locality(scene, place, since, evaluated)
        places.append((place, since))
    for number in range(max(len(LOCALITIES), people // 2)):
        place, since = places[number % len(places)]
        _pair(scene, place, since, number // len(places) + 1, stories=number == 0)
    _groups(scene)


def _before(scene: Scene) -> date:
    return scene.clock.start - timedelta(days=1100)


def _pool(scene: Scene) -> None:
    """Teams whose people supervise without being part of the pathway themselves."""
    for (name, role, team), organisation in zip(POOL, (HEALTH, SOCIAL_CARE), strict=True):
        parts.team(scene, team, None, **organisation, manager=name)
        parts.person(scene, name, team, role, _before(scene), qualified="safeguarding-supervision")
    parts.person(scene, FACILITATOR, "vale-review", "workforce-development", _before(scene))


def _locality(scene: Scene, place: Locality, since: date, evaluated: int | None) -> None:
    """The two teams of a locality, and the evaluation after so many days."""
    sides = ((SOCIAL_CARE, "team-manager"), (HEALTH, "team-leader"))
    for team, leader, (organisation, role) in zip(place.teams, place.leaders, sides, strict=True):
        where = {**organisation, "manager": leader, "locality": f"vale-{place.name}"}
        parts.team(scene, team, (PROTOCOL, since), **where)
        parts.person(scene, leader, team, role, _before(scene), qualified="safeguarding-supervision")
    if evaluated is not None:
        on = scene.clock.back(since + timedelta(days=evaluated))
        data: Data = {"protocol": PROTOCOL, "process": "evaluation", "on": on, "lead": FACILITATOR}
        data |= {
            "locality": f"vale-{place.name}",
            "evidence": parts.held("protocol"),
            "lessons": parts.held("protocol"),
            "reported_to": "Partnership board",
        }
        scene.add("assurance", f"evaluation-vale-{place.name}-{on}", data)


def _pair(scene: Scene, place: Locality, since: date, number: int, *, stories: bool) -> None:
    """A social worker and a health visitor with a colleague each, and the series in which they take part."""
    prefix = f"v{place.name[0]}"
    worker, visitor, colleague = f"{prefix}-sw-{number:02d}", f"{prefix}-hv-{number:02d}", f"{prefix}-pr-{number:02d}"
    parts.person(scene, worker, place.teams[0], "social-worker", _before(scene), case_holding=True)
    parts.person(scene, visitor, place.teams[1], "health-visitor", _before(scene))
    if stories:
        parts.person(scene, colleague, place.teams[0], "practitioner", _before(scene))
    base = Series(place.teams[0], place.leaders, (worker, visitor), "", "")
    for story in SERIES if stories else ():
        third = replace(base, supervisors=(POOL[0][0], POOL[1][0]), supervisees=(colleague, visitor))
        _series(scene, third if story.independent else base, worker, story)
    start = scene.clock.turn(since) * 30 + 10
    for ago in range(start - scene.rng.randrange(60), 25, -scene.rng.randrange(120, 200)):
        _series(scene, base, worker, _everyday(scene, min(ago, start)))


def _everyday(scene: Scene, ago: int) -> SeriesStory:
    """A series like most: three sessions six weeks apart, in the usual hands, now and then with a fault."""
    chance = Chance(scene.rng)
    days = ago - 20
    sessions: list[tuple[int, tuple[str, ...]]] = []
    for _ in range(3):
        sessions.append((days, ()))
        days -= scene.rng.randrange(46, 60) if chance.slips("STK-16", 0) else scene.rng.randrange(28, 42)
    held = tuple(session for session in sessions if session[0] > 0)
    screened = scene.rng.randrange(11, 15) if chance.slips("STK-3", 0) else scene.rng.randrange(2, 10)
    ended = held[-1][0] - 14 if len(held) == len(sessions) else None
    faults = [rule for rule in ("STK-5", "STK-7", "STK-10") if chance.slips(rule, 0)]
    return SeriesStory(ago, screened, held, ended=ended if ended and ended > 0 else None, faults=faults, chance=True)


def _series(scene: Scene, base: Series, worker: str, story: SeriesStory) -> None:
    """A case, its referral, the contract and the sessions of one series."""
    clock = scene.clock
    on = clock.back(clock.ago(story.referred))
    case = scene.case_id()
    opened = on - timedelta(days=scene.rng.randrange(20, 90))
    data: Data = {"opened": opened, "teams": [{"team": base.team, "from": opened}]}
    data |= {"status": [{"category": "cin", "from": opened}], "allocations": [{"person": worker, "from": opened}]}
    scene.book.add("cases", case, data)
    if "STK-4" in story.faults:
        base = replace(base, supervisors=(base.supervisors[0], FACILITATOR))
    if "STK-4-holder" in story.faults:
        base = replace(base, supervisors=(worker, POOL[0][0]))
    if "STK-5" in story.faults:  # a pair that no other contract covers
        base = replace(base, supervisors=(base.supervisors[0], POOL[0][0]))
    referral: Data = {"type": "partnership", "protocol": PROTOCOL, "case": case, "on": on, "by": base.supervisees[1]}
    referral |= {"reasons": scene.rng.sample(REASONS, 2), "level_of_need": scene.rng.randrange(2, 5)}
    referral["independent_supervisor"] = story.independent
    _screen(scene, base, referral, story)
    name = scene.book.name("referrals", f"partnership-{on}-{base.supervisees[1]}")
    if story.sessions:
        referral |= {"supervisors": list(base.supervisors), "contract": _contract(scene, base, story)}
    if story.ended is not None:
        referral["ended"] = {"on": clock.back(clock.ago(story.ended)), "reason": "completed"}
    scene.book.add("referrals", name, referral)
    days = [(clock.back(clock.ago(ago)), faults) for ago, faults in story.sessions]
    series = replace(base, referral=name, case=case, measured="STK-10" not in story.faults)
    for day, faults in days:
        hold(scene, series, day, Chance(scene.rng) if story.chance else Script({0: faults}))


def _screen(scene: Scene, base: Series, referral: Data, story: SeriesStory) -> None:
    """Two champions screen the referral, or (a fault) one agency alone."""
    if story.screened is None:
        return
    on = scene.clock.after(referral["on"], story.screened)
    place = Locality(base.team.rsplit("-", 1)[1])
    champions = list(place.leaders)
    if on <= scene.clock.as_of:
        referral["screened"] = {"on": on, "by": champions[:1] if "STK-3-alone" in story.faults else champions}
        referral["outcome"] = "accepted"


def _contract(scene: Scene, base: Series, story: SeriesStory) -> str:
    """The contract of a series, signed before its first session, or (a fault) by one supervisee never."""
    clock = scene.clock
    starts = clock.back(clock.ago(story.sessions[0][0]) - timedelta(days=6))
    names = (*base.supervisors, *base.supervisees)
    more: Data = {
        "signed": parts.signed(starts, *(names[:-1] if "STK-5" in story.faults else names)),
        "sessions_agreed": 3,
    }
    if story.ended is not None:
        more["ends"] = clock.ago(story.ended)
    if "STK-7" in story.faults:
        more["sessions_agreed"] = len(story.sessions) - 1
    if "raised" in story.faults:
        review = {"on": clock.back(starts + timedelta(days=14)), "by": list(names), "sessions_agreed": 4}
        more |= {"sessions_agreed": 1, "reviews": [review]}
    sides = (base.supervisors, base.supervisees)
    return parts.contract(scene, PROTOCOL, sides, starts, scene.rng.choice(INTERVALS), **more)


def _groups(scene: Scene) -> None:
    """Group supervision for the supervisors: one group meets steadily, the other let too long a time pass."""
    leaders = [leader for name, _, _ in LOCALITIES for leader in Locality(name).leaders]
    team = Locality(LOCALITIES[0][0]).teams[0]
    for present, absent, months in ((leaders[:2], POOL[0][0], 5), (leaders[2:], POOL[1][0], 9)):
        day = add_months(scene.clock.start, 3)
        while day <= scene.clock.as_of:
            data = parts.session(PROTOCOL, team, [FACILITATOR], present, minutes=90, absent=[absent])
            scene.session(scene.clock.back(day), "group", data)
            day = add_months(day, months)
