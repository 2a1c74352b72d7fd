"""What is mutated, area by area, and the tests that have to notice: each area's own, and quick ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "scripts" / "supervision_records"


@dataclass(frozen=True)
class Area:
    """Patterns of the modules (from the package) and the tests (from the root)."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]

    def files(self) -> list[Path]:
        """The modules, in order."""
        return sorted({path for pattern in self.modules for path in PACKAGE.glob(pattern)})


#: The tests of the history but for its drill, which takes a minute.
_HISTORY = (
    "between", "changes", "claims", "command", "day", "hands", "hostile", "judging", "ledger", "log", "pure", "reading",
    "removal", "replaced", "revision", "stream", "timeline", "verb", "witness",
)  # fmt: skip

AREAS: Mapping[str, Area] = {
    "loader": Area(
        ("yamlio/*.py",),
        (
            "tests/test_yamlio.py",
            "tests/yamlio",
            "tests/test_front_matter_hostile.py",
            "tests/hostile/test_differential.py",
        ),
    ),
    "ids": Area(
        ("store/paths.py", "store/collect.py"),
        ("tests/test_store.py",),
    ),
    "calendar": Area(
        ("calendar.py", "history/day.py"),
        ("tests/test_calendar.py", "tests/history/test_day.py"),
    ),
    "rules": Area(("rules/*.py",), ("tests/rules",)),
    "history": Area(
        ("history/**/*.py",),
        (
            *(f"tests/history/test_{name}.py" for name in _HISTORY),
            "tests/since/test_contents.py",
        ),
    ),
}
