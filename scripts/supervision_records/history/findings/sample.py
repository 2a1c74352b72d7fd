"""The time of the sample: a repository begins with fictitious records, which come in at one stroke and go again.

It lasts from the beginning to the change that takes ``sample`` out of the settings (``supervision start``, committed).
Settings that name a sample again later bring it not back: that would be a way to hide what is done to records.
"""

from __future__ import annotations

from supervision_records.history.values import History, Read


def sample_time(history: History, read: Read) -> frozenset[str]:
    """The commits of the main line that belong to the sample; none where the first settings name no sample."""
    if not history.settings:
        return frozenset()
    first, *later = history.settings
    if "sample" not in (read(first.path, first.blob) or {}):
        return frozenset()
    end = next((v.commit.id for v in later if "sample" not in (read(v.path, v.blob) or {})), None)
    ids = [commit.id for commit in history.commits]
    return frozenset(ids if end is None else ids[: ids.index(end) + 1])
