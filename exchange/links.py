"""The links to the pages for translation files, above the lists of content with translations."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from core.admin import ContentAdmin, ListLink
from exchange.units import models_by_name
from exchange.views import languages_of
from translations.languages import active_language


def make_links(model_admin: ContentAdmin, request: HttpRequest) -> list[ListLink]:
    label = model_admin.model._meta.label_lower
    is_chosen = label in models_by_name() and not model_admin.model.part_of
    languages = languages_of(cast(User, request.user))
    if not is_chosen or not languages:
        return []
    language = active_language() if active_language() in languages else languages[0]
    query = urlencode({"kind": label, "language": language})
    return [ListLink(_("Translation files"), f"{reverse('exchange_texts')}?{query}")]
