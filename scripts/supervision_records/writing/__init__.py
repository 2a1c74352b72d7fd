"""Writing, whole or not at all: whatever happens half-way, a file or folder is as it was or as it was to be.

What goes in is bytes and where they belong. What comes out is the new state on disk, or ``CannotWriteError`` with a
sentence for a person; ``BusyError`` where another run is at it. A run that is killed leaves at most a folder of our own
name (``.supervision-…``), which the next run that writes there removes, or finishes where the change was decided.

- one file: ``write_file``; in a repository rather ``write_files``, which keeps its workings out of ``records/``
- several files as one change: ``write_files``; whoever reads such a folder calls ``settle`` first
- a folder as a whole: ``new_folder``, filled with ``put``
- what dead runs left: each of these removes it; where a call is refused before it comes to that, ``sweep``
- a cache: ``write_file(path, with_digest(data), replace=True)``, and ``checked`` when reading
"""

from __future__ import annotations

from supervision_records.writing.changes import is_empty, settle, write_files
from supervision_records.writing.digest import checked, with_digest
from supervision_records.writing.disk import files_below, put
from supervision_records.writing.errors import BusyError, CannotWriteError
from supervision_records.writing.single import new_folder, write_file
from supervision_records.writing.stage import sweep

__all__ = [
    "BusyError",
    "CannotWriteError",
    "checked",
    "files_below",
    "is_empty",
    "new_folder",
    "put",
    "settle",
    "sweep",
    "with_digest",
    "write_file",
    "write_files",
]
