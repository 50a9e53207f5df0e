"""The sources that an object of a fixture cites, and its identifiers."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from sources.fixtures import FixtureError, FixtureObject
from sources.models import Citation, Identifier, Source

CitationName = tuple[str, str]  # the field that cites, "" for the whole object, and a slug


def first_source_language(item: FixtureObject) -> str:
    slugs = next(iter(item.sources.values()), [])
    first = Source.objects.filter(slug=slugs[0]).first() if slugs else None
    return first.language if first else ""


def cited_sources(item: FixtureObject) -> dict[CitationName, Source]:
    return {
        (name, slug): find_source(item, slug)
        for name, slugs in item.sources.items()
        for slug in slugs
    }


def stored_citations(instance: models.Model) -> dict[CitationName, Citation]:
    rows = Citation.objects.filter(**about(instance)).select_related("source")
    return {(citation.field, citation.source.slug): citation for citation in rows}


def create_citation(instance: models.Model, name: CitationName, source: Source) -> None:
    Citation.objects.create(**about(instance), field=name[0], source=source)


def missing_identifiers(instance: models.Model, item: FixtureObject) -> list[Identifier]:
    """Those of the fixture that the object has not."""
    keys = ("scheme", "version", "value")
    stored = {*Identifier.objects.filter(**about(instance)).values_list(*keys)}
    found = (Identifier(**about(instance), **identifier) for identifier in item.identifiers)
    return [one for one in found if (one.scheme, one.version, one.value) not in stored]


def about(instance: models.Model) -> dict[str, Any]:
    content_type = ContentType.objects.get_for_model(instance)
    return {"content_type": content_type, "object_id": instance.pk}


def find_source(item: FixtureObject, slug: str) -> Source:
    if source := Source.objects.filter(slug=slug).first():
        return source
    raise FixtureError(item.name, f"there is no source “{slug}”")
