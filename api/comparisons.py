"""Comparisons of roles as answers have them."""

from api.computed_schemas import (
    ComparisonData,
    CountData,
    EntryData,
    PairData,
    RowData,
    SectionData,
)
from api.writer import Writer, words
from careers.comparison import (
    Comparison,
    ComparisonEntry,
    ComparisonRow,
    ComparisonSection,
    RolePair,
    SharedCount,
)


def comparison_data(writer: Writer, comparison: Comparison) -> ComparisonData:
    """Roles side by side."""
    return ComparisonData(
        roles=[writer.term(column.role) for column in comparison.columns],
        pairs=[_pair(pair) for pair in comparison.pairs],
        sections=[_section(writer, section) for section in comparison.sections],
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


def _section(writer: Writer, section: ComparisonSection) -> SectionData:
    return SectionData(
        id=section.id,
        title=section.title,
        about=words(section.about, writer.language),
        rows=[_row(writer, row) for row in section.rows],
    )


def _row(writer: Writer, row: ComparisonRow) -> RowData:
    return RowData(
        heading=words(row.heading, writer.language),
        page=f"{writer.host}{row.address}" if row.address else None,
        differs=row.differs,
        shared=row.is_shared,
        cells=[[_entry(writer, entry) for entry in cell.entries] for cell in row.cells],
    )


def _entry(writer: Writer, entry: ComparisonEntry) -> EntryData:
    data = EntryData(
        text=words(entry.text, writer.language), note=words(entry.note, writer.language)
    )
    if entry.bar:
        data["pay"] = [entry.bar.pay.minimum, entry.bar.pay.maximum]
    return data
