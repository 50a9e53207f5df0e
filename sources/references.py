"""Sources as a list of references names them: each article, each data set once with its lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
        """The source that says what all lists of a data set have in common."""
        return self.lists[0]


def references(sources: Iterable[Source]) -> list[Reference]:
    """The lists of a data set under one title, where the first of them stands."""
    found: dict[Any, list[Source]] = {}
    for source in sources:
        found.setdefault(_key(source), []).append(source)
    return [Reference(_title(lists), lists) for lists in found.values()]


def _key(source: Source) -> tuple[Any, ...]:
    """What the lists of one data set have in common; an article is alone."""
    if source.kind != SourceKind.DATA_SET:
        return (source.pk,)
    said = ("publisher", "address", "published_on", "updated_on", "licence")
    acknowledged = text_columns("acknowledgement")
    return (_plain(source), *(getattr(source, name) for name in (*said, *acknowledged)))


def _title(lists: list[Source]) -> str:
    return lists[0].title if len(lists) == 1 else _plain(lists[0])


def _plain(source: Source) -> str:
    """The title of a list without its language, which an import writes behind it."""
    return source.title.removesuffix(f" ({native_name(source.language)})")
