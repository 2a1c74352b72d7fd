"""Files to one zip, the same bytes on every machine and at every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

#: The first day that a zip can name: the bundle's own day stands in its name, and no clock is asked.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_UNIX, _MODE = 3, 0o100644 << 16


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """The files in a folder of that name, in order. Not compressed: compressors differ from machine to machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, raw in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _LONG_AGO)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, raw)
    return out.getvalue()
