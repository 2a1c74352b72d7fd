"""The assurance calendar, audits with their actions, observations, and reviews of unallocated cases."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from itertools import product

from supervision_records.calendar import Span, add_months, merge
from supervision_records.demo import parts
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.staff import Worker

PROTOCOL = "strengthening-families"
AUDITOR = "ml-aud-01"
SECOND_READER = "ml-sm-01"
QUESTIONS = ("agreement", "frequency", "actions-checked", "reflection")
#: Those of its form for case files: on the child's views, the plan, the family's circle.
CASE_QUESTIONS = ("child-views", "plan-current", "first-circle")
#: So many months ago the dashboard was not looked at.
MONTH_WITHOUT = 4
#: Where reviews of unallocated cases are untidy, one in so many weeks is left out.
EVERY_SO_MANY = 4
THEMES = ("Voice of the child", "Plans", "Closure", "Risk")
GROUPS = ("Parenting group 1", "Parenting group 2")


def _held(scene: Scene, process: str, on: date, lead: str, **more: object) -> None:
    """One time that a process of the calendar was done."""
    data: Data = {"protocol": PROTOCOL, "process": process, "on": on, "lead": lead, **more}
    place = more.get("team") or more.get("locality") or more["organisation"]
    scene.add("assurance", f"{process}-{place}-{on}", data | {"evidence": parts.held("protocol")})


def _steadily(scene: Scene, days: int, gap: int | None) -> list[date]:
    """Working days so many days apart from the start on; the ``gap``-th time comes half as late again."""
    found: list[date] = []
    day = scene.clock.start
    while True:
        day = scene.clock.back(day + timedelta(days=days + days // 2 if len(found) == gap else days))
        if day > scene.clock.as_of:
            return found
        found.append(day)


def organisation(scene: Scene, name: str, leader: str, manager: str) -> None:
    """What is done for the whole service: each with one lapse."""
    for on in _steadily(scene, 7, 20):
        _held(scene, "data-quality", on, leader, organisation=name)
    for month in scene.clock.months():
        on = scene.clock.forward(month + timedelta(days=18))
        if on <= scene.clock.as_of and scene.clock.turn(month) != MONTH_WITHOUT:
            _held(scene, "dashboard", on, manager, organisation=name)
    for on in _steadily(scene, 57, 2):
        _held(scene, "qa-meeting", on, manager, organisation=name, reported_to="Leadership meeting")


def locality(scene: Scene, name: str, leader: str, senior: str, *, tidy: bool) -> None:
    """What is done in each locality: without a lapse where it is ``tidy``, else with one each."""
    calendar = (
        ("family-circle-measure", 54, senior),
        ("case-audit-locality", 57, leader),
        ("case-audit-cross", 58, leader),
    )
    for process, days, lead in (*calendar, ("family-feedback", 118, senior)):
        for number, on in enumerate(_steadily(scene, days, None if tidy else 1)):
            _held(scene, process, on, lead, locality=name, theme=THEMES[number % len(THEMES)])
    for number, group in enumerate(GROUPS):
        first = scene.clock.forward(scene.clock.start + timedelta(days=5))
        for on in _yearly(scene, first, late=number > 0 and not tidy):
            _held(scene, "group-visit", on, senior, locality=name, group=group)


def _yearly(scene: Scene, first: date, *, late: bool) -> list[date]:
    """The same once a year, a little early or some days late."""
    found = []
    while first <= scene.clock.as_of:
        found.append(first)
        first = scene.clock.back(add_months(first, 12) + timedelta(days=6 if late else -6))
    return found


def team(scene: Scene, name: str, leader: str, cases: Sequence[str], *, position: int) -> None:
    """A team's reading of case files, case-supervision audits and case-file audits."""
    for on in _yearly(scene, scene.clock.start, late=position % 2 == 0)[1:]:
        _held(scene, "case-file-read", on, leader, team=name)
    files = [{"ref": case, "answers": dict.fromkeys(QUESTIONS[:2], "yes")} for case in cases[:4]]
    files += [{"ref": f"file-{n + 1}", "answers": {QUESTIONS[0]: "n/a"}} for n in range(4 - len(files))]
    for number, first in enumerate(_half_year_starts(scene, scene.clock.start)):
        on = scene.clock.forward(first + timedelta(days=40))
        if on <= scene.clock.as_of:
            lapse = number == 0 and position % 2 == 0
            _audit(scene, "case-supervision", on, name, files[:3] if lapse else files)
    if cases:
        _case_files(scene, name, leader, cases)


#: Case-file audits: days ago, then days to the action's due date, to when it was done and checked (None: not yet).
CASE_FILE_AUDITS: tuple[tuple[int, int, int | None, int | None], ...] = (
    (12, 30, None, None),
    (60, 21, 21, None),
    (150, 30, 28, 85),
    (160, 30, 33, 110),
    (170, 42, 40, None),
    (200, 30, None, None),
)

#: Which of them somebody else reads, too.
READ_TWICE = (1, 3, 4)


def _case_files(scene: Scene, name: str, leader: str, cases: Sequence[str]) -> None:
    """Audits of single case files, scored, with an action that the line manager closes."""
    for number, (ago, due, done, checked) in enumerate(CASE_FILE_AUDITS):
        on = scene.clock.back(scene.clock.ago(ago))
        action: Data = {"id": 1, "what": "Bring the chronology up to date", "owner": leader}
        action["due"] = on + timedelta(days=due)
        if done is not None:
            action |= {"done": on + timedelta(days=done), "done_by": leader}
        if checked is not None:
            action |= {"checked": on + timedelta(days=checked), "checked_by": AUDITOR}
        answers = dict(zip(CASE_QUESTIONS, (scene.rng.randrange(1, 4), 2, "n/a"), strict=True))
        files = [{"ref": cases[number % len(cases)], "answers": answers, "comment": parts.held("protocol")}]
        overall = scene.rng.randrange(1, 4)
        second = _second(on, files, differs=number == 1) if number in READ_TWICE else {}
        _audit(scene, "case-file", on, name, files, overall=overall, **second, actions=[action])


def _second(on: date, files: Sequence[Data], *, differs: bool) -> Data:
    """The same files read again by somebody else, who once thinks less of the plan."""
    again = [{"ref": f["ref"], "answers": {**f["answers"], **({"plan-current": 3} if differs else {})}} for f in files]
    return {"second": {"by": SECOND_READER, "on": on + timedelta(days=2), "files": again}}


def _audit(scene: Scene, kind: str, on: date, of_team: str, files: list[Data], **more: object) -> None:
    """An audit; that of supervision is of a sample drawn by a seed."""
    data: Data = {"type": kind, "protocol": PROTOCOL, "on": on, "auditor": AUDITOR, "team": of_team, "files": files}
    if kind != "case-file":
        revision = f"{scene.rng.getrandbits(28):07x}"
        data["sample"] = {"seed": scene.rng.randrange(1000, 9999), "size": len(files), "revision": revision}
    scene.add("audits", f"{kind}-{of_team}-{on}", data | more)


def _half_year_starts(scene: Scene, since: date) -> list[date]:
    """The first days of the half years that begin on or after a day, up to the as-of date."""
    days = (date(year, month, 1) for year in range(since.year, scene.clock.as_of.year + 1) for month in (1, 7))
    return [day for day in days if since <= day <= scene.clock.as_of]


def _files(number: int) -> list[Data]:
    """So many supervision files of an audit, with the answers."""
    answers = {question: "no" if question == QUESTIONS[-1] else "yes" for question in QUESTIONS}
    return [{"ref": f"worker-file-{n + 1}", "answers": answers} for n in range(number)]


#: When the service audits its own supervision files: day of the year, and how many.
SUPERVISION_FILES = ((70, 3), (130, 2), (300, 2))


def supervision_files(scene: Scene, teams: Sequence[str]) -> None:
    """The service's audits of its own supervision files, of one team after the other."""
    years = range(scene.clock.start.year, scene.clock.as_of.year + 1)
    for turn, (year, (day, files)) in enumerate(product(years, SUPERVISION_FILES)):
        on = scene.clock.forward(date(year, 1, 1) + timedelta(days=day))
        if scene.clock.start <= on <= scene.clock.as_of:
            _audit(scene, "supervision-file", on, teams[turn % len(teams)], _files(files))


def neighbours(scene: Scene, manager: str) -> None:
    """Two small services that began this year: one has audited too many files already, the other too few yet."""
    since = date(scene.clock.as_of.year, 1, 1)
    for name, files in (("brook", 9), ("orchard", 2)):
        organisation = f"{name}-council"
        place = {"organisation": organisation, "agency": "early-help", "manager": manager}
        team = parts.team(scene, f"{name}-hub", (PROTOCOL, since), **place)
        on = scene.clock.forward(since + timedelta(days=100))
        if on <= scene.clock.as_of:
            _audit(scene, "supervision-file", on, team, _files(files))
        for month in scene.clock.months():
            looked = scene.clock.forward(month + timedelta(days=18))
            if since <= looked <= scene.clock.as_of:
                _held(scene, "dashboard", looked, manager, organisation=organisation)


def observe(scene: Scene, worker: Worker, observer: str) -> None:
    """One observation of practice in each calendar year, planned and fed back, unless the plan misses it."""
    clock = scene.clock
    for year in range(clock.start.year, clock.as_of.year + 1):
        first = max(clock.start, date(year, 1, 1))
        span = max(60, (date(year, 12, 20) - first).days)
        on = clock.back(first + timedelta(days=scene.rng.randrange(40, span)))
        missed = worker.plan.slips("TEL-13", -1) or scene.absent(worker.name, on) or on.year != year
        employed: date = scene.book.records["people", worker.name]["posts"][0]["from"]
        if missed or on > clock.as_of or employed > clock.start:
            continue
        data: Data = {"practitioner": worker.name, "observer": observer, "on": on}
        data["consent"] = {"from": "family-agreed", "on": on - timedelta(days=4)}
        data |= {"setting": "Home visit", "objectives": parts.held("worker-file"), "notes": parts.held("worker-file")}
        data |= {"reflection": parts.held("worker-file"), "feedback_on": min(clock.as_of, on + timedelta(days=3))}
        scene.add("observations", f"{worker.name}-{on}", data)


def weekly_reviews(scene: Scene, place: str, leader: str, teams: AbstractSet[str], *, tidy: bool) -> None:
    """A review each week in which a locality has cases that nobody holds; the untidy one leaves some out."""
    waits = []
    for (kind, _), case in scene.book.records.items():
        if kind == "cases" and case["teams"][0]["team"] in teams and "referred" in case.get("milestones", {}):
            first = case["allocations"][0]["from"]
            waits.append(Span(max(case["opened"], scene.clock.start), first - timedelta(days=1)))
    for span in merge(waits):
        on = scene.clock.back(span.start + timedelta(days=7))
        weeks = 1
        while on <= min(span.end, scene.clock.as_of):
            if tidy or weeks % EVERY_SO_MANY:
                _held(scene, "unallocated-review", on, leader, locality=place)
            on = scene.clock.back(on + timedelta(days=7))
            weeks += 1
