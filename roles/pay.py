"""Pay tables: ranges of one currency, period and date share a table and a scale."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from babel.numbers import get_currency_name
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roles.models import PayRange
from translations.interface import grouped
from translations.languages import active_language

SCALE_STEPS = 4  # parts that the scale is divided into


@dataclass(frozen=True)
class PayBar:
    """A pay range as a bar: `start`, `width` and `grid` lines in per cent of the table's scale."""

    pay: PayRange
    start: float
    width: float
    grid: list[float]


@dataclass(frozen=True)
class PayTable:
    """The pay ranges of one currency, period and date, by place."""

    currency: str
    period: str
    as_of: date | None
    top: int
    places: list[tuple[PayRange, list[PayBar]]]

    @property
    def caption(self) -> str:
        """What the figures are, e.g. "US dollars (USD) per year, as of 1 May 2026." """
        currency = get_currency_name(self.currency, count=2, locale=active_language())
        unit = f"{currency} ({self.currency}) {self.period}"
        if self.as_of is None:
            return _("%(what)s. The source gives no date.") % {"what": capfirst(unit)}
        return _("%(what)s, as of %(day)s.") % {
            "what": capfirst(unit),
            "day": date_format(self.as_of),
        }

    @property
    def axis(self) -> list[str]:
        """The labels of the scale, from 0 to the top."""
        marks = (self.top * step // SCALE_STEPS for step in range(SCALE_STEPS + 1))
        return [grouped(mark) for mark in marks]


def pay_tables(ranges: Iterable[PayRange]) -> list[PayTable]:
    """The tables of a role's pay ranges, in the order that the ranges stand in."""
    tables: dict[tuple[str, str, date | None], list[PayRange]] = {}
    for pay in ranges:
        key = (pay.currency, pay.get_period_display(), pay.as_of)
        tables.setdefault(key, []).append(pay)
    return [_table(comparable) for comparable in tables.values()]


def _table(ranges: list[PayRange]) -> PayTable:
    """The table of ranges that have the same currency, period and date."""
    top = round_top(max(pay.maximum for pay in ranges))
    places = []
    for _place, ranges_there in groupby(ranges, key=lambda pay: str(pay.t.place)):
        bars = [_bar(pay, top) for pay in ranges_there]
        places.append((bars[0].pay, bars))
    first = ranges[0]
    return PayTable(first.currency, first.get_period_display(), first.as_of, top, places)


def _bar(pay: PayRange, top: int) -> PayBar:
    return PayBar(
        pay=pay,
        start=100 * pay.minimum / top,
        width=100 * (pay.maximum - pay.minimum) / top,
        grid=[100 * step / SCALE_STEPS for step in range(SCALE_STEPS + 1)],
    )


def round_top(maximum: int) -> int:
    """The least round number not below `maximum`, at least 4: 160 000 becomes 200 000."""
    magnitude: int = 10 ** (len(str(maximum)) - 1)
    tops = (magnitude * digit for digit in (1, 2, 4, 6, 8, 10))
    return max(4, next(top for top in tops if top >= maximum))
