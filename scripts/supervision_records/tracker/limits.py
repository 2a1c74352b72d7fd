"""How large a sheet may be, and how it is said that a file is none."""

from __future__ import annotations

#: A team's tracker of many years is far below these; a hostile file is not.
MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_ROWS = 20_000


class SheetError(ValueError):
    """The file is no sheet that can be read; the message says why."""
