"""The sheet that a team keeps today (CSV or Excel) to records: read, mapped, and told row by row what cannot be taken.

Nothing here touches the disk. Cells hold whatever a team wrote, names too, so no message quotes one.
"""

from __future__ import annotations

from supervision_records.tracker.limits import MAX_BYTES, SheetError
from supervision_records.tracker.mapping import Mapped, read_mapping
from supervision_records.tracker.rows import Row, drafted
from supervision_records.tracker.sheet import Sheet, read_sheet

__all__ = ["MAX_BYTES", "Mapped", "Row", "Sheet", "SheetError", "drafted", "read_mapping", "read_sheet"]
