"""The day on which something came in: the day in the United Kingdom at that moment.

Git keeps an instant, and beside it an offset that whoever commits can choose: fourteen hours one way or twelve the
other would move a day. So the offset is left out of account. The clock's rule is written out rather than looked up,
so that every machine gives the same day, with a table of time zones or without.
"""

from __future__ import annotations

from calendar import MONDAY, SUNDAY, monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

HOUR = timedelta(hours=1)
#: What can be a moment of a commit here: from 1996, when the rule below came into use, to the last year of records.
FIRST = int(datetime(1996, 1, 1, tzinfo=UTC).timestamp())
LAST = int(datetime(2199, 12, 31, tzinfo=UTC).timestamp())


@lru_cache(maxsize=65536)
def uk_day(instant: int) -> date:
    """The day in the United Kingdom at an instant from ``FIRST`` to ``LAST`` (seconds since 1970, UTC)."""
    moment = datetime.fromtimestamp(instant, UTC)
    summer = _turn(moment.year, 3) <= moment < _turn(moment.year, 10)
    return (moment + HOUR if summer else moment).date()


@lru_cache(maxsize=1024)
def _turn(year: int, month: int) -> datetime:
    """When the clocks go forward (March) or back (October): one o'clock UTC on the month's last Sunday."""
    days = monthrange(year, month)[1]
    last = datetime(year, month, days, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() - SUNDAY) % (SUNDAY - MONDAY + 1))
