"""The inspection bundle: what was judged and by what, as a folder that a browser reads without this tool.

Pure: what was read of a commit goes in, the bytes of every file come out, the same each time.
``scripts/trace_bundle.py``, which shares no line with this package, follows every number back to a record.
"""

from __future__ import annotations

from supervision_records.bundle.build import bundle, name_of
from supervision_records.bundle.content import Content, Redrawn
from supervision_records.bundle.pack import zipped

__all__ = ["Content", "Redrawn", "bundle", "name_of", "zipped"]
