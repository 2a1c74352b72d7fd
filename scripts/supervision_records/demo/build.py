"""All services of a demo, one after the other, each with its own source of chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from random import Random

from supervision_records.calendar import add_months
from supervision_records.demo import extras
from supervision_records.demo.book import Book, Data, Scene
from supervision_records.demo.case_management import service as case_management
from supervision_records.demo.clock import Clock
from supervision_records.demo.joint import service as joint
from supervision_records.demo.partnership import service as partnership
from supervision_records.demo.school import service as school
from supervision_records.demo.strengthening import service as strengthening
from supervision_records.yamlio.emit import to_yaml

FEWEST_PEOPLE, FEWEST_MONTHS = 30, 12
MOST_PEOPLE, MOST_MONTHS = 10_000, 240
#: Each service's builder and its share, in a hundred, of the people who hold cases.
SERVICES: Mapping[str, tuple[Callable[[Scene, int], None], int]] = {
    "joint": (joint.build, 20),
    "partnership": (partnership.build, 10),
    "school": (school.build, 15),
    "case-management": (case_management.build, 30),
    "strengthening": (strengthening.build, 25),
    "extras": (extras.build, 0),
}


def demo_files(people: int, months: int, seed: int, as_of: date = date(2026, 7, 15)) -> Iterator[tuple[str, str]]:
    """Path and text of every file of the demo, in order; the same arguments give the same bytes.

    ``people`` is the number of staff who hold cases, ``months`` the length of the history up to ``as_of``.
    """
    if not (FEWEST_PEOPLE <= people <= MOST_PEOPLE and FEWEST_MONTHS <= months <= MOST_MONTHS):
        message = f"a demo has {FEWEST_PEOPLE} to {MOST_PEOPLE} people and {FEWEST_MONTHS} to {MOST_MONTHS} months"
        raise ValueError(message)
    clock = Clock(as_of, add_months(as_of, -months).replace(day=1))
    book = Book()
    for name, (build, share) in SERVICES.items():
        build(Scene(book, clock, Random(f"{seed} {name}")), people * share // 100)  # noqa: S311  (no secret)
    yield from book.files()
    yield "supervision.yaml", to_yaml(_settings(people, months, seed, as_of))


def _settings(people: int, months: int, seed: int, as_of: date) -> Data:
    sample = {"people": people, "months": months, "seed": seed}
    return {"as_of": as_of, "sample": sample, "organisation": "Example partnership (fictitious)"}
