"""Counts queries without a hit in memory and writes them once a minute.

Stored are the text, its language, how often and on which day it was last searched for. Texts that
look like an address or a number of a person are not stored.
"""

import re
from collections import Counter
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from core.counting import BufferedCounter
from core.today import today
from search.models import Miss, fold_phrase
from search.query import normalise_query

# Rows in the table, distinct texts that a process buffers in a minute, and characters of a text.
MAX_ROWS, MAX_BUFFERED, MAX_TEXT = 5_000, 1_000, 200
YEAR = timedelta(days=365)
_PERSONAL = re.compile(r"@|\d[\d\s()+-]{5,}\d")


class MissCounter(BufferedCounter):
    """Buffers queries without a hit."""

    label = "misses"

    def count(self, text: str, language: str) -> None:
        """Counts one query without a hit, in memory only."""
        text = normalise_query(text)[:MAX_TEXT]
        miss = (text, language, today())
        if not fold_phrase(text) or _PERSONAL.search(text):
            return
        if len(self) < MAX_BUFFERED or miss in self:
            self.add(miss)

    def store(self, counts: Counter[tuple[str, str, date]]) -> None:
        """Adds the counts to the table."""
        add_misses(counts)


@transaction.atomic
def add_misses(counts: Counter[tuple[str, str, date]]) -> None:
    """Adds counts to the table; texts that fold alike share a row.

    Trims the table to MAX_ROWS: those asked for most stay, whatever else is sent; of those asked
    for equally often, the latest. What nobody has asked for in a year goes first.
    """
    for (text, language, day), count in sorted(counts.items()):
        key, new = fold_phrase(text)[:MAX_TEXT], {"text": text, "last_day": day}
        miss, _ = Miss.objects.get_or_create(language=language, key=key, defaults=new)
        Miss.objects.filter(pk=miss.pk).update(count=F("count") + count, last_day=day)
    if Miss.objects.count() > MAX_ROWS:
        recent = Miss.objects.filter(last_day__gt=today() - YEAR)
        most = recent.order_by("-count", "-last_day", "pk")[:MAX_ROWS]
        Miss.objects.exclude(pk__in=list(most.values_list("pk", flat=True))).delete()


misses = MissCounter()
