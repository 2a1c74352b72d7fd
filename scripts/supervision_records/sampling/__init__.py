"""Random samples of files for an audit, which anybody can draw again: nobody chose what was looked at.

``population`` says which files there are, ``draw`` takes some of them by hashes alone, ``again`` compares a sample with
what the same revision and seed give, ``ledger`` lists whose files were not looked at for a year.
"""

from __future__ import annotations

from supervision_records.sampling.again import Difference, differences, not_audited
from supervision_records.sampling.ask import NotASampleError, Request, asked, asked_by
from supervision_records.sampling.draw import Sample, Ticketed, draw
from supervision_records.sampling.ledger import Looked, ledger
from supervision_records.sampling.population import SOURCES, STRATA, File, files_of

__all__ = [
    "SOURCES",
    "STRATA",
    "Difference",
    "File",
    "Looked",
    "NotASampleError",
    "Request",
    "Sample",
    "Ticketed",
    "asked",
    "asked_by",
    "differences",
    "draw",
    "files_of",
    "ledger",
    "not_audited",
]
