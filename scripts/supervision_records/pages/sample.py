"""The stories of the shipped sample: a written page that is shown with that very sample, and with no other records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from supervision_records.pages.site import Site

#: The sample that the written stories tell of, and its day.
TOLD: Mapping[str, int] = {"people": 30, "months": 12, "seed": 1}
TOLD_ON = date(2026, 7, 15)


def has_stories(site: Site) -> bool:
    """Are these the records, and is this the build, that the stories are for?"""
    return site.settings.sample == TOLD and site.as_of == TOLD_ON and site.shows_ids
