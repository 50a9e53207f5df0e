"""The day, for what is asked for many times a second."""

import time
from datetime import date
from functools import lru_cache

from django.utils import timezone


def today() -> date:
    """The day in the site's time zone, as `timezone.localdate` says, but worked out once a second.

    That takes longer than all else that is done to send a finished page.
    """
    return _day_at(int(time.time()))


@lru_cache(maxsize=1)
def _day_at(second: int) -> date:
    return timezone.localdate()
