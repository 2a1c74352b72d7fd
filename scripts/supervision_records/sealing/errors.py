"""What keeps text from being sealed or opened, said to a person."""

from __future__ import annotations


class SealingError(Exception):
    """The text is a sentence for a person: what could not be done, why, and what to do.

    It names ids alone: no text of a record, no key, and no place where keys lie. ``call`` is False where no other call
    would help, but the machine or the disk has to be seen to.
    """

    def __init__(self, text: str, *, call: bool = True) -> None:
        super().__init__(text)
        self.call = call
