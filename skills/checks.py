"""Checks of the vocabulary."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.checking import Finding, check
from core.models import content_models
from skills.models import VocabularyQuerySet


@check(
    "orphan-terms",
    _("Skills, tools and metrics that no role uses"),
    _("Either add the skill, tool or metric to a role (a draft will do) or delete it."),
)
def orphan_terms() -> Iterator[Finding]:
    for model in content_models():
        terms: Any = model.not_retired()
        if isinstance(terms, VocabularyQuerySet):
            relation = terms.path_from_role.partition("__")[0]
            unused = terms.filter(**{f"{relation}__isnull": True}).order_by("pk")
            for pk in unused.values_list("pk", flat=True):
                yield Finding(((model._meta.label_lower, pk),))
