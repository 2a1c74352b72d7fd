"""Details that identify a child or an adult: refused in every text of a record, and never shown in the message.

``detect`` is the table of what is looked for, ``fields`` says in which texts, ``names`` is the list that an
organisation keeps on its own machines, ``excused`` the false alarms that its settings name.
"""

from __future__ import annotations

from supervision_records.privacy.check import alarms, check, check_record, notes
from supervision_records.privacy.detect import BY_CODE, DETECTORS, Found, found_in
from supervision_records.privacy.names import Names

__all__ = ["BY_CODE", "DETECTORS", "Found", "Names", "alarms", "check", "check_record", "found_in", "notes"]
