"""Learning from queries that find nothing: counted in memory, written by the minute.

What is kept is the text, in which language, how often, and the last day. Texts that look like
somebody's address or number are not kept.
"""

import re
from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import F

from core.counting import BufferedCounter
from core.today import today
from search.models import Miss, folded
from search.query import clean

# Rows that are kept: the ones asked for most. Texts that one process collects in a minute.
MOST, MOST_AT_ONCE = 5_000, 1_000
_PERSONAL = re.compile(r"@|\d[\d\s()+-]{5,}\d")


class MissCounter(BufferedCounter):
    """Collects queries without a hit."""

    what = "misses"

    def count(self, text: str, language: str) -> None:
        """One more query that found nothing. Costs no query of the database."""
        text = clean(text)
        if folded(text) and not _PERSONAL.search(text) and len(self) < MOST_AT_ONCE:
            self.add((text, language, today()))

    def store(self, counts: Counter[tuple[str, str, date]]) -> None:
        """Adds queries to those that came before."""
        add_misses(counts)


@transaction.atomic
def add_misses(counts: Counter[tuple[str, str, date]]) -> None:
    """Adds what was counted. Texts that differ in writing only are one."""
    for (text, language, day), count in sorted(counts.items()):
        found, _ = Miss.objects.get_or_create(
            language=language, key=folded(text)[:200], defaults={"text": text, "last_day": day}
        )
        Miss.objects.filter(pk=found.pk).update(count=F("count") + count, last_day=day)
    if Miss.objects.count() > MOST:
        kept = Miss.objects.order_by("-last_day", "-count", "pk")[:MOST]
        Miss.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()


misses = MissCounter()
