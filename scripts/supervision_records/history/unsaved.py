"""Records on the disk that are not in the history, or not as they lie there. Git's index and filters are not asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha1, sha256

from supervision_records.files import Files, Sort
from supervision_records.history.revision import ORDINARY, Kept
from supervision_records.store import FOLDER, named
from supervision_records.yamlio import MAX_BYTES

_SHA1 = 40


def not_yet(files: Files, kept: Mapping[str, Kept]) -> Iterator[str]:
    """The paths of records that are new, changed or gone on the disk, against those of a commit, in their order."""
    here = {entry.path: entry.sort for entry in files.below(FOLDER)}
    there = {path for path, file in kept.items() if file.mode in ORDINARY}
    for path in sorted(path for path in here.keys() | there if named(path)):
        if path not in here or path not in there or here[path] is not Sort.FILE or _differs(files, path, kept[path]):
            yield path


def _differs(files: Files, path: str, kept: Kept) -> bool:
    """Is the content another? Where a checkout has put CR LF for each LF, it is the same."""
    try:
        raw = files.read(path, MAX_BYTES + 1)
    except OSError:
        return True
    return kept.blob not in (blob_id(raw, len(kept.blob)), blob_id(raw.replace(b"\r\n", b"\n"), len(kept.blob)))


def blob_id(content: bytes, digits: int = _SHA1) -> str:
    """The id that Git gives a content, in a repository whose ids have that many digits."""
    whole = b"blob %d\0" % len(content) + content
    return sha1(whole, usedforsecurity=False).hexdigest() if digits == _SHA1 else sha256(whole).hexdigest()
