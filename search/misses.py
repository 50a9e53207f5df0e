"""Counts queries without a hit in memory and writes them once a minute.

Stored are the text, its language, how often and on which day it was last searched for. Texts that
look like an address or a number of a person are not stored.
"""

import re
from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import F

from core.counting import BufferedCounter
from core.today import today
from search.models import Miss, fold_phrase
from search.query import normalise_query

# Rows in the table, distinct texts that a process buffers in a minute, and characters of a text.
MAX_ROWS, MAX_BUFFERED, MAX_TEXT = 5_000, 1_000, 200
_PERSONAL = re.compile(r"@|\d[\d\s()+-]{5,}\d")


class MissCounter(BufferedCounter):
    """Buffers queries without a hit."""

    label = "misses"

    def count(self, text: str, language: str) -> None:
        """Counts one query without a hit, in memory only."""
        text = normalise_query(text)[:MAX_TEXT]
        if fold_phrase(text) and not _PERSONAL.search(text) and len(self) < MAX_BUFFERED:
            self.add((text, language, today()))

    def store(self, counts: Counter[tuple[str, str, date]]) -> None:
        """Adds the counts to the table."""
        add_misses(counts)


@transaction.atomic
def add_misses(counts: Counter[tuple[str, str, date]]) -> None:
    """Adds counts to the table; texts that fold alike share a row. Trims the table to MAX_ROWS."""
    for (text, language, day), count in sorted(counts.items()):
        key, new = fold_phrase(text)[:MAX_TEXT], {"text": text, "last_day": day}
        miss, _ = Miss.objects.get_or_create(language=language, key=key, defaults=new)
        Miss.objects.filter(pk=miss.pk).update(count=F("count") + count, last_day=day)
    if Miss.objects.count() > MAX_ROWS:
        latest = Miss.objects.order_by("-last_day", "-count", "pk")[:MAX_ROWS]
        Miss.objects.exclude(pk__in=list(latest.values_list("pk", flat=True))).delete()


misses = MissCounter()
