"""What leaves an organisation: its findings, sessions and totals as tables, and what many organisations' add up to.

Ids, dates and numbers alone: no narrative, no sentence, nothing but what a column is made for. ``tables`` says what the
columns are, ``findings``, ``sessions`` and ``totals`` fill them, ``parquet``, ``database`` and ``sheets`` write them;
``rollup`` reads many organisations' again.
"""

from __future__ import annotations

from supervision_records.exports.content import Content, content_of
from supervision_records.exports.tables import Column, Kind, Row, Table

__all__ = ["Column", "Content", "Kind", "Row", "Table", "content_of"]
