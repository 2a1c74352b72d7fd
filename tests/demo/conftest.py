"""The demo that these tests look at, read and judged once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervision_records.assess import assess
from supervision_records.calendar import WorkingDays
from supervision_records.demo import demo_files
from supervision_records.model import Assessment, Protocol
from supervision_records.protocol import read_protocols
from supervision_records.schema import Schemas
from supervision_records.store import Store, build_store

AS_OF = date(2026, 7, 15)


@pytest.fixture(scope="session")
def schemas(root: Path) -> Schemas:
    return Schemas.read(root / "schemas")


@pytest.fixture(scope="session")
def protocols(root: Path, schemas: Schemas) -> dict[str, Protocol]:
    found, problems = read_protocols(root, schemas)
    assert not problems
    return dict(found)


@pytest.fixture(scope="session", params=[(60, 18, 2), (30, 12, 1)], ids=["60-people-18-months", "shipped"])
def files(request: pytest.FixtureRequest) -> dict[str, str]:
    people, months, seed = request.param
    return dict(demo_files(people, months, seed))


@pytest.fixture(scope="session")
def store(files: dict[str, str], schemas: Schemas) -> Store:
    records = ((path, text.encode()) for path, text in files.items() if path.startswith("records/"))
    return build_store(records, schemas)


@pytest.fixture(scope="session")
def assessment(store: Store, protocols: dict[str, Protocol]) -> Assessment:
    return assess(store, protocols, WorkingDays(), AS_OF)
