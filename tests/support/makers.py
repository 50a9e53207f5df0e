"""An object of every model of content, and an edit of it."""

from django.db import models

from history.fields import recorded_columns
from search.models import Synonym
from sources.models import Citation, Identifier
from tests.support import factories

FACTORIES = {
    factory._meta.model: factory
    for factory in vars(factories).values()
    if isinstance(factory, type)
    and issubclass(factory, factories.ContentFactory)
    and not factory._meta.abstract
    and factory is not factories.DraftFactory
}
MAKERS = FACTORIES | {
    Citation: lambda: Citation.objects.create(
        about=factories.RoleFactory(), source=factories.SourceFactory()
    ),
    Identifier: lambda: Identifier.objects.create(
        about=factories.SkillFactory(), scheme="ESCO", value="one"
    ),
    Synonym: lambda: Synonym.objects.create(language="en", phrase="HR", meaning="people"),
}


def edited(item):
    """The name of a field with a text or number that is changed, its old and its new value."""
    fields = [item._meta.get_field(name) for name in recorded_columns(type(item))]
    texts = [field for field in fields if isinstance(field, models.CharField | models.TextField)]
    field = next(field for field in texts if not field.choices and field.name != "currency")
    return field.name, getattr(item, field.name), "changed"
