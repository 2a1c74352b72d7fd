"""The records folder as an indexed set: every file either judged or refused, and named.

``read_store`` is the only part that touches the disk; ``build_store`` does the rest from bytes, one file at a time
(``judge_file``) and then all together (``collect``).
"""

from __future__ import annotations

from supervision_records.store.collect import Judged, Store, build_index, build_store, collect, judge_file
from supervision_records.store.disk import JudgeFile, read_store, to_skim
from supervision_records.store.paths import FOLDER, KINDS, Name, is_id, named, printable, right_path

__all__ = [
    "FOLDER",
    "KINDS",
    "JudgeFile",
    "Judged",
    "Name",
    "Store",
    "build_index",
    "build_store",
    "collect",
    "is_id",
    "judge_file",
    "named",
    "printable",
    "read_store",
    "right_path",
    "to_skim",
]
