"""That Git has no answer, and what is said of it, for the tests of this folder."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager

import pytest

from supervision_records.history.command import GitError


def refused(message: str) -> AbstractContextManager[object]:
    """GitError has to be raised, with this message and no other.

    The error is not handed out: whoever keeps it keeps the program that was asked.
    """
    return pytest.raises(GitError, match=f"^{re.escape(message)}$")
