"""Data that says of itself whether it is whole: for caches, which may be damaged and must then count for nothing."""

from __future__ import annotations

import hashlib

_MARK = b"supervision data, sha256 "


def with_digest(data: bytes) -> bytes:
    """The data after a line that holds its digest."""
    return _MARK + hashlib.sha256(data).hexdigest().encode() + b"\n" + data


def checked(raw: bytes) -> bytes | None:
    """The data that ``with_digest`` was given; None if anything of it was changed, cut off or added."""
    _, _, data = raw.partition(b"\n")
    return data if with_digest(data) == raw else None
