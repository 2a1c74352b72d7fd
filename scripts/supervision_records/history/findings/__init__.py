"""What a history shows that somebody has to look at: one idea a module, pure over versions and contents."""

from __future__ import annotations

from supervision_records.history.findings.anomaly import CODES, Anomaly
from supervision_records.history.findings.dating import Grace
from supervision_records.history.findings.judging import Judged, judge

__all__ = ["CODES", "Anomaly", "Grace", "Judged", "judge"]
