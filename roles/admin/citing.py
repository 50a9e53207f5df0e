"""Sources that are given once, on the form of a role, and cited by everything on its page."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.editing import PreloadedSelectMultiple
from roles.models import Role
from sources.models import Citation, Source
from translations.editing import TranslatedForm


class CitingForm(TranslatedForm):
    """The form of a role, on which a source can be cited by all of its page at once."""

    cited_by_all = forms.ModelMultipleChoiceField(
        Source.objects.all(),
        label=_("Sources for the whole page"),
        required=False,
        help_text=_(
            "When you save, the sources given here will be added to the role and to each of "
            "its items that has no source yet."
        ),
        widget=PreloadedSelectMultiple(Citation._meta.get_field("source"), admin.site),
    )

    def cite_by_all(self) -> None:
        """Cites the chosen sources. To be called when the items are saved."""
        if sources := self.cleaned_data.get("cited_by_all"):
            cite(Role.objects.get(pk=self.instance.pk), sources)


def cite(role: Role, sources: Iterable[Source]) -> None:
    """Lets a role, and each of its items, cite sources if it cites none yet."""
    items: dict[ContentType, list[Any]] = defaultdict(list)
    for item in role.items:
        items[ContentType.objects.get_for_model(item)].append(item)
    is_on_page = Q()
    for content_type, of_type in items.items():
        is_on_page |= Q(content_type=content_type, object_id__in=[item.pk for item in of_type])
    citing = {*Citation.objects.filter(is_on_page).values_list("content_type", "object_id")}
    Citation.objects.bulk_create(
        Citation(about=item, source=source)
        for content_type, of_type in items.items()
        for item in of_type
        if (content_type.pk, item.pk) not in citing
        for source in sources
    )
