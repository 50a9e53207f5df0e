"""The identifiers of objects in other references."""

from django.contrib.contenttypes.models import ContentType

from core.made_of import not_collecting
from core.models import Content
from core.prepared import PreparedQuery, QueryParam
from sources.models import Identifier

_confirmed = PreparedQuery(
    Identifier,
    lambda identifiers: (
        identifiers.filter(
            content_type=QueryParam("type"), object_id=QueryParam("object"), is_confirmed=True
        )
        .order_by("scheme", "version", "value")
        .only("scheme", "version", "value", "match")
    ),
)


def identifiers_of(item: Content) -> list[Identifier]:
    """The identifiers of an object that are confirmed. One query."""
    with not_collecting():  # the type is no content, and read once in a process
        content_type = ContentType.objects.get_for_model(type(item))
    return _confirmed(type=content_type.pk, object=item.pk)
