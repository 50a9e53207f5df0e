"""What is kept of the names and formats of the site's languages (babel, from CLDR).

A language is 1.3 MB, two thirds of which are units, time zones, names of scripts and the like.

Leans on a part of babel that its documentation does not describe
(tests/test_private_names.py): `localedata._cache`, the dictionaries that have been read.
"""

from collections.abc import Iterable
from typing import Any

from babel import localedata

UNUSED = (
    *("unit_patterns", "unit_display_names", "compound_unit_patterns", "date_fields"),
    *("time_zones", "meta_zones", "zone_formats", "territories", "scripts", "variants"),
    *("compact_decimal_formats", "compact_currency_formats", "datetime_skeletons"),
    *("interval_formats", "months", "days", "quarters", "eras", "day_periods"),
)


class KeptData(dict[Any, Any]):
    """The data of a language that is kept; the rest is read again when it is asked for."""

    def __init__(self, language: str, data: dict[Any, Any]) -> None:
        super().__init__((name, value) for name, value in data.items() if name not in UNUSED)
        self._language = language

    def __missing__(self, name: str) -> Any:
        if name not in UNUSED:
            raise KeyError(name)
        del localedata._cache[self._language]
        try:
            self.update(localedata.load(self._language))
        finally:
            localedata._cache[self._language] = self
        return self[name]


def keep_what_is_used(languages: Iterable[str]) -> None:
    """Reads the data of languages, before anybody else does."""
    read = {language: localedata.load(language) for language in languages}
    localedata._cache.clear()  # with those from which they have inherited
    localedata._cache.update({code: KeptData(code, data) for code, data in read.items()})
