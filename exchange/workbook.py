"""Units of text as a workbook, for translators who work in a spreadsheet."""

from collections.abc import Iterable, Iterator
from typing import IO

from django.utils.translation import gettext as _

from exchange.limits import MAX_ROWS, UnreadableError
from exchange.sheets import read_xlsx, xlsx_file
from exchange.units import FoundText, version_of
from exchange.xliff import ReadUnit

TARGET = "translation_"  # the heading goes on with the language
HEADINGS = ("id", "entry", "text", "state", "source", TARGET, "earlier source", "version")
WIDTHS = (12, 30, 16, 10, 60, 60, 40, 12)


def write_texts(texts: Iterable[FoundText], language: str) -> IO[bytes]:
    headings = [f"{name}{language}" if name == TARGET else name for name in HEADINGS]
    return xlsx_file(_rows(headings, texts), WIDTHS)


def _rows(headings: list[str], texts: Iterable[FoundText]) -> Iterator[list[str]]:
    yield headings
    for text in texts:
        source, target = text.states.source.text, text.target
        about = [text.id, text.entry, text.label, text.state]
        yield [*about, source, target, text.earlier_source, version_of(target)]


def read_texts(file: IO[bytes]) -> tuple[str, Iterator[ReadUnit]]:
    """The language that a workbook is of, and its units."""
    rows = read_xlsx(file)
    headings = [heading.strip().lower() for heading in next(rows, [])]
    languages = [name.removeprefix(TARGET) for name in headings if name.startswith(TARGET)]
    if len(languages) != 1 or not {"id", "source"} <= {*headings}:
        raise UnreadableError(
            _("The file must have the columns “id”, “source” and “translation_…” from the export.")
        )
    places = {name: place for place, name in enumerate(headings) if name}
    places["target"] = places[f"{TARGET}{languages[0]}"]
    return languages[0], _units(rows, places)


def _units(rows: Iterator[list[str]], places: dict[str, int]) -> Iterator[ReadUnit]:
    for number, row in enumerate(rows, 2):
        cells = {name: row[place] for name, place in places.items() if place < len(row)}
        if number > MAX_ROWS:
            message = _("The file has more than %(number)d rows. Split it into several files.")
            raise UnreadableError(message % {"number": MAX_ROWS})
        if any(cells.values()):
            yield ReadUnit(
                number=str(number),
                id=cells.get("id", "").strip(),
                source=cells.get("source", ""),
                target=cells.get("target", ""),
                version=cells.get("version", "").strip(),
            )
