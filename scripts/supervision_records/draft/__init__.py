"""A record started for somebody: what is known already is filled in, what only they can say is offered, never claimed.

Nothing here asks, reads a clock or writes; ``cli.new`` does.
"""

from __future__ import annotations

from supervision_records.draft.company import company
from supervision_records.draft.known import Draft, start, usual_session
from supervision_records.draft.offers import Offer
from supervision_records.draft.place import new_id
from supervision_records.draft.text import draft_text
from supervision_records.draft.values import TypedError, typed, typed_value

__all__ = [
    "Draft",
    "Offer",
    "TypedError",
    "company",
    "draft_text",
    "new_id",
    "start",
    "typed",
    "typed_value",
    "usual_session",
]
