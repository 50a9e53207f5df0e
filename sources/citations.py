"""What the texts of a page rest on, in one query."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from core.content_cache import LRUCache, cached_per_content_version
from core.prepared import PreparedQuery, QueryParam
from sources.models import Citation, Source
from sources.references import Reference, references

CACHE_SIZE = 500  # sources; a site has a few, or a few hundred


class Citations:
    """The sources of many objects, looked up by object and field."""

    def __init__(self, citations: list[Citation]) -> None:
        self._sources: dict[tuple[int, int, str], list[Source]] = {}
        self._kinds: dict[type[Model], int] = {}
        ids = dict.fromkeys(citation.source_id for citation in citations)
        self.sources = _cited().get_many(ids)
        found = {source.pk: source for source in self.sources}
        for citation in citations:
            key = (citation.content_type_id, citation.object_id, citation.field)
            if citation.source_id in found:
                self._sources.setdefault(key, []).append(found[citation.source_id])

    @cached_property
    def references(self) -> list[Reference]:
        """The sources as a list names them: a data set once, whichever of its lists are cited."""
        return references(self.sources)

    def of(self, item: Model, field: str = "") -> list[Source]:
        """The sources of an object as a whole, or of one of its fields."""
        return self._sources.get((self._kind(type(item)), item.pk, field), [])

    def places(self, item: Model, field: str = "") -> dict[int, Source]:
        """Where its sources stand in the list of references, from 1 on, each with one of them."""
        found: dict[int, Source] = {}
        for source in self.of(item, field):
            found.setdefault(self._numbers[source.pk], source)
        return found

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {
            source.pk: number
            for number, reference in enumerate(self.references, start=1)
            for source in reference.lists
        }

    def _kind(self, model: type[Model]) -> int:
        if (kind := self._kinds.get(model)) is None:
            kind = self._kinds[model] = _content_type_id(model)
        return kind


def citations_of(objects: Iterable[Model]) -> Citations:
    """All citations of some objects, in one query, and one more if their sources are not kept."""
    if not (ids := _by_content_type(objects)):
        return Citations([])
    return Citations(_citing(tuple(ids))(**{_name(kind): ids[kind] for kind in ids}))


@lru_cache(maxsize=100)
def _citing(kinds: tuple[int, ...]) -> PreparedQuery[Citation]:
    """The citations of objects of some content types, whose ids are given for each."""
    wanted = Q(
        *[Q(content_type_id=kind, object_id__in=QueryParam(_name(kind))) for kind in kinds],
        _connector=Q.OR,
    )
    named = ("content_type", "object_id", "field", "source")
    return PreparedQuery(Citation, lambda citations: citations.filter(wanted).only(*named))


@cached_per_content_version
def _cited() -> LRUCache[Source]:
    """The sources that were cited last."""
    read = PreparedQuery(Source, lambda sources: sources.filter(pk__in=QueryParam("ids")))
    return LRUCache(lambda ids: {source.pk: source for source in read(ids=ids)}, CACHE_SIZE)


def _name(kind: int) -> str:
    return f"of_kind_{kind}"


def _content_type_id(model: type[Model]) -> int:
    return ContentType.objects.get_for_model(model).pk


def _by_content_type(objects: Iterable[Model]) -> dict[int, list[int]]:
    """The ids of some objects by content type, the types in order."""
    ids = defaultdict(list)
    for item in objects:
        ids[type(item)].append(item.pk)
    kinds = {_content_type_id(model): found for model, found in ids.items()}
    return {kind: kinds[kind] for kind in sorted(kinds)}
