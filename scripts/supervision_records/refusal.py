"""What ends a run in its own words: the errors that a person is told as they stand. It imports nothing, for a start."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818  (a base: what is raised is a CannotWriteError, a ClockError …)
    """The text is a sentence for a person: what could not be done, why, and what to do.

    ``call`` says whose affair it is: True where another name or value in the call would do, False where the machine or
    the disk has to be seen to.
    """

    def __init__(self, text: str, *, call: bool = False) -> None:
        super().__init__(text)
        self.call = call
