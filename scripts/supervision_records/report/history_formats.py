"""The formats of ``history``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supervision_records.report import history_data, history_text
from supervision_records.report.history_result import HistoryResult

HISTORY: Mapping[str, Callable[[HistoryResult], str]] = {
    "text": history_text.text,
    "json": history_data.as_json,
    "github": history_text.github,
    "csv": history_data.as_csv,
}
