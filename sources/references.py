"""Sources as a list of references: each article, and each data set once with its lists."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from sources.models import Source, SourceKind
from translations.languages import native_name
from translations.texts import text_columns


@dataclass(frozen=True)
class Reference:
    """An article, or a data set with its lists in one or several languages."""

    title: str
    lists: list[Source]

    @property
    def source(self) -> Source:
        """The first list, for what all lists of a data set have in common."""
        return self.lists[0]


def references(sources: Iterable[Source]) -> list[Reference]:
    """Groups the lists of a data set, at the place of the first of them."""
    groups: dict[Hashable, list[Source]] = {}
    for source in sources:
        groups.setdefault(_group_key(source), []).append(source)
    return [Reference(_title(lists), lists) for lists in groups.values()]


def _group_key(source: Source) -> Hashable:
    """What the lists of one data set have in common. An article is a group of its own."""
    if source.kind != SourceKind.DATA_SET:
        return (source.pk,)
    columns = ("publisher", "address", "published_on", "updated_on", "licence")
    all_columns = (*columns, *text_columns("acknowledgement"))
    return (_data_set_title(source), *(getattr(source, name) for name in all_columns))


def _title(lists: list[Source]) -> str:
    return lists[0].title if len(lists) == 1 else _data_set_title(lists[0])


def _data_set_title(source: Source) -> str:
    """The title of a list without the language that an import appends to it."""
    return source.title.removesuffix(f" ({native_name(source.language)})")
