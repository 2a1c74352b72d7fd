"""What keeps text from being sealed or opened, said to a person."""

from __future__ import annotations


class SealingError(Exception):
    """The text is a sentence for a person: what could not be done, why, and what to do.

    It names ids alone: no text of a record, no key, and no place where keys lie.
    """
