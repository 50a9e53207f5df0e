"""The feed of new and updated roles."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from core.clean_text import clean_line, clean_text
from roles.models import Role
from translations.languages import active_language


class PlainTextAtomFeed(Atom1Feed):
    """Atom with plain summaries. Django's are HTML, in which "<canvas>" would be an element."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})


class RoleFeed(Feed):  # type: ignore[type-arg]  # Feed is not subscriptable at run time
    """New and updated roles in the active language, the last updated first.

    Its texts are cleaned once more: XML breaks by a control character, and one may have been
    written by SQL.
    """

    feed_type = PlainTextAtomFeed
    title = _("Rolebook: new and updated roles")
    subtitle = _("Roles, skills and careers")
    author_name = settings.SITE_NAME
    size = 30

    def link(self) -> str:
        return reverse("roles")

    def feed_url(self) -> str:
        return reverse("feed")

    @property
    def language(self) -> str:  # type: ignore[override]  # Django reads it for each request
        return active_language()

    def items(self) -> QuerySet[Role]:
        """Roles whose page is complete in this language: a feed cannot mark texts in another."""
        return (
            Role.objects.published()
            .written_in(active_language())
            .order_by("-updated_at", "-pk")[: self.size]
        )

    def item_title(self, role: Role) -> str:
        return clean_line(str(role.t.title))

    def item_description(self, role: Role) -> str:
        return clean_text(str(role.t.summary))

    def item_pubdate(self, role: Role) -> datetime:
        return role.published_at or role.updated_at

    def item_updateddate(self, role: Role) -> datetime:
        return role.updated_at
