"""Forms in the browser: one for every kind of record, made from the schema that ``check`` uses."""

from __future__ import annotations
