"""Today's date, cached for a second."""

import time
from datetime import date
from functools import lru_cache

from django.utils import timezone


def today() -> date:
    """The day in the site's time zone, computed once a second.

    localdate() would dominate the cost of sending a cached page.
    """
    return _day_at(int(time.time()))


@lru_cache(maxsize=1)
def _day_at(second: int) -> date:
    return timezone.localdate()
