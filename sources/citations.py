"""The sources that the texts of a page cite, in one query."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from core.changes import ContentChanges
from core.content_cache import LRUCache, kept_up_to_date
from core.made_of import not_collecting
from core.prepared import PreparedQuery, PreparedRows, QueryParam
from sources.models import Citation, Source
from sources.references import Reference, references

CACHE_SIZE = 500  # sources; a site has a few hundred at most
Numbered = tuple[tuple[int, str], ...]


class Citations:
    """The sources of many objects, looked up by object and field."""

    def __init__(
        self, citations: list[tuple[int, int, str, int]], type_ids: dict[type[Model], int]
    ) -> None:
        """`citations` are rows: content type, object, field, source."""
        self._ids: dict[tuple[int, int, str], list[int]] = {}
        self._type_ids = type_ids
        self._numbered: dict[tuple[int, ...], Numbered] = {}
        ids = dict.fromkeys(source for *_cited, source in citations)
        self.sources = _source_cache().get_many(ids)
        self._by_id = {source.pk: source for source in self.sources}
        for content_type, pk, field, source in citations:
            if source in self._by_id:
                self._ids.setdefault((content_type, pk, field), []).append(source)

    @cached_property
    def references(self) -> list[Reference]:
        """The sources grouped by data set, as the page lists them."""
        return references(self.sources)

    @property
    def titles(self) -> list[str]:
        """The title of each source, as often as it is cited."""
        return [self._by_id[pk].title for ids in self._ids.values() for pk in ids]

    def of(self, item: Model, field: str = "") -> list[Source]:
        """The sources of an object as a whole, or of one of its fields."""
        return [self._by_id[pk] for pk in self._ids_of(item, field)]

    def numbered(self, item: Model, field: str = "") -> Numbered:
        """The numbers of its sources in the list of references, from 1, each with one slug.

        Many texts of a page cite the same ones.
        """
        ids = tuple(self._ids_of(item, field))
        if (numbered := self._numbered.get(ids)) is None:
            by_number: dict[int, str] = {}
            for pk in ids:
                by_number.setdefault(self._number_by_source[pk], self._by_id[pk].slug)
            numbered = self._numbered[ids] = tuple(by_number.items())
        return numbered

    def _ids_of(self, item: Model, field: str) -> Sequence[int]:
        return self._ids.get((self._type_ids.get(type(item), 0), item.pk, field), ())

    @cached_property
    def _number_by_source(self) -> dict[int, int]:
        return {
            source.pk: number
            for number, reference in enumerate(self.references, start=1)
            for source in reference.lists
        }


def citations_of(objects: Iterable[Model]) -> Citations:
    """All citations of some objects, in one query, and one more if a source is not cached."""
    if not (by_model := _ids_by_model(objects)):
        return Citations([], {})
    # Neither types nor citations, which are parts of objects that the page is made of anyway, are
    # anything that it is made of besides.
    with not_collecting():
        types = {model: ContentType.objects.get_for_model(model).pk for model in by_model}
        ids = {types[model]: by_model[model] for model in sorted(by_model, key=types.__getitem__)}
        query = _citations_query(tuple(ids))
        rows = query(**{_param_name(type_id): ids[type_id] for type_id in ids})
    return Citations(rows, types)


@lru_cache(maxsize=100)
def _citations_query(type_ids: tuple[int, ...]) -> PreparedRows:
    """The citations of objects of some content types. Its parameters are object ids, by type."""
    of_objects = Q(
        *(
            Q(content_type_id=type_id, object_id__in=QueryParam(_param_name(type_id), packed=True))
            for type_id in type_ids
        ),
        _connector=Q.OR,
    )
    columns = ("content_type", "object_id", "field", "source")
    return PreparedRows(Citation, lambda citations: citations.filter(of_objects), *columns)


def _without_changed(sources: LRUCache[Source], changes: ContentChanges) -> LRUCache[Source] | None:
    return sources.without(changes.owners(Source))


@kept_up_to_date(_without_changed)
def _source_cache() -> LRUCache[Source]:
    """The sources that were cited last."""
    read = PreparedQuery(Source, lambda sources: sources.filter(pk__in=QueryParam("ids")))
    return LRUCache(
        lambda ids: {source.pk: source for source in read(ids=ids)},
        CACHE_SIZE,
        made_of=lambda source: {Source._meta.label_lower: [source.pk]},
    )


def _param_name(type_id: int) -> str:
    return f"ids_of_type_{type_id}"


def _ids_by_model(objects: Iterable[Model]) -> dict[type[Model], list[int]]:
    ids: dict[type[Model], list[int]] = defaultdict(list)
    for item in objects:
        ids[type(item)].append(item.pk)
    return ids
