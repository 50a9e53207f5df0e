"""Comparisons of roles as answers have them: in one language, or in all, row by row."""

from collections.abc import Sequence

from api.computed_schemas import (
    ComparisonData,
    CountData,
    EntryData,
    PairData,
    RowData,
    SectionData,
)
from api.writer import Writer
from careers.compare import compare_items
from careers.comparison import (
    Cell,
    Comparison,
    ComparisonEntry,
    ComparisonRow,
    ComparisonSection,
    RolePair,
    SharedCount,
)
from careers.items import Items
from roles.models import Role
from translations.languages import language_activated


def comparison_data(writer: Writer, roles: Sequence[Role], show: str) -> ComparisonData:
    """Roles side by side. They are read once; in each language only their texts differ."""
    items = Items([role.pk for role in roles], writer.language)
    comparisons = []
    for code in writer.languages:
        with language_activated(code):
            comparisons.append(compare_items(roles, items).showing(show))
    return _comparison(writer, comparisons)


def _comparison(writer: Writer, comparisons: Sequence[Comparison]) -> ComparisonData:
    """The same comparison in each language."""
    sections = zip(*(comparison.sections for comparison in comparisons), strict=True)
    return ComparisonData(
        roles=[writer.term(column.role) for column in comparisons[0].columns],
        pairs=[_pair(pair) for pair in comparisons[0].pairs],
        sections=[_section(writer, section) for section in sections],
    )


def _pair(pair: RolePair) -> PairData:
    return PairData(
        roles=[pair.first.role.slug, pair.second.role.slug],
        brief=pair.is_brief,
        skills=_count(pair.skills),
        tools=_count(pair.tools),
        areas=_count(pair.areas),
        metrics=_count(pair.metrics),
    )


def _count(shared: SharedCount) -> CountData:
    return CountData(shared=shared.shared, total=shared.total)


def _section(writer: Writer, sections: Sequence[ComparisonSection]) -> SectionData:
    titles = dict(zip(writer.languages, (section.title for section in sections), strict=True))
    rows = zip(*(section.rows for section in sections), strict=True)
    return SectionData(
        id=sections[0].id,
        title=writer.told(titles.__getitem__),
        about=writer.words([section.about for section in sections]),
        rows=[_row(writer, row) for row in rows],
    )


def _row(writer: Writer, rows: Sequence[ComparisonRow]) -> RowData:
    first = rows[0]
    cells = zip(*(row.cells for row in rows), strict=True)
    return RowData(
        heading=writer.words([row.heading for row in rows]),
        page=f"{writer.host}{first.address}" if first.address else None,
        differs=first.differs,
        shared=first.is_shared,
        cells=[_cell(writer, cell) for cell in cells],
    )


def _cell(writer: Writer, cells: Sequence[Cell]) -> list[EntryData]:
    entries = zip(*(cell.entries for cell in cells), strict=True)
    return [_entry(writer, entry) for entry in entries]


def _entry(writer: Writer, entries: Sequence[ComparisonEntry]) -> EntryData:
    data = EntryData(
        text=writer.words([entry.text for entry in entries]),
        note=writer.words([entry.note for entry in entries]),
    )
    if bar := entries[0].bar:
        data["pay"] = [bar.pay.minimum, bar.pay.maximum]
    return data
