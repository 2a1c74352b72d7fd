"""Everything that is held about one member of staff, as text for whoever answers the request, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from supervision_records.about import Held, third_parties
from supervision_records.encode import lines
from supervision_records.store import Name

LEFT = """\
To be looked at besides: sealed text (supervision open, by somebody entitled to it); the history, which names who
submitted a change (supervision history, and the addresses in the person's record); what other systems hold where a
record says `held`; the site and bundles that were made of these records.
Before anything is handed over, somebody decides about each third party marked here: staff by their ids, and children by
their cases'.
"""


@dataclass(frozen=True)
class AboutResult:
    """What is held about a person."""

    person: str
    found: tuple[Held, ...]


def as_text(result: AboutResult) -> str:
    """Each record with its day, where it names the person, and whom else."""
    kinds = Counter(one.record.kind for one in result.found)
    counted = ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
    said = [f"About {result.person}: {len(result.found)} records ({counted})."]
    for one in result.found:
        said.append(f"{one.record.path}" + (f"  {one.on}" if one.on else ""))
        said.append(f"    names them at {', '.join(place or 'its own id' for place in one.places)}")
        said += [f"    third party {_shown(name)} at {place or 'its own id'}" for place, name in one.others.items()]
        said += [f"    sealed text at {place}" for place in one.sealed]
    said.append(f"Third parties: {', '.join(map(_shown, third_parties(result.found))) or 'none'}.")
    return lines(said) + LEFT


def as_json(result: AboutResult) -> str:
    """The records themselves, too; sealed text as it stands."""
    data = {
        "version": 1,
        "person": result.person,
        "records": [
            {
                "path": one.record.path,
                "on": one.on,
                "places": list(one.places),
                "third_parties": [{"at": place, "kind": n.kind, "id": n.id} for place, n in one.others.items()],
                "sealed": list(one.sealed),
                "data": dict(one.record.data),
            }
            for one in result.found
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _shown(name: Name) -> str:
    return f"{name.kind}/{name.id}"


FORMATS: Mapping[str, Callable[[AboutResult], str]] = {"text": as_text, "json": as_json}
