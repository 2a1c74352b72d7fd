"""Supervision records: protocols as rules, records as files, compliance for any date."""

__version__ = "0.1.0"
