"""The feed of new and updated roles."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.clean_text import clean_line, clean_text
from roles.changes import ChangedDay, changed_days_of
from roles.models import Role
from translations.interface import gettext
from translations.languages import active_language


class PlainTextAtomFeed(Atom1Feed):
    """Atom with plain summaries. Django's are HTML, in which "<canvas>" would be an element."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})


@dataclass(frozen=True)
class UpdatedRole:
    """A role, and the days on which its page changed, the last first."""

    role: Role
    days: list[ChangedDay]

    @property
    def change(self) -> str:
        """What changed on the day of the last update, if that was told; "" if nothing was."""
        day = next(iter(self.days), None)
        if day is None or day.day != localdate(self.role.updated_at):
            return ""
        return f"{gettext('What changed')}: {', '.join(map(str, day.names))}"


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

    def items(self) -> list[UpdatedRole]:
        """Roles whose page is complete in this language: a feed cannot mark texts in another."""
        language = active_language()
        found = Role.objects.published().written_in(language)
        roles = list(found.order_by("-updated_at", "-pk")[: self.size])
        days = changed_days_of(roles, language)
        return [UpdatedRole(role, days[role.pk]) for role in roles]

    def item_link(self, item: UpdatedRole) -> str:
        return item.role.get_absolute_url()

    def item_title(self, item: UpdatedRole) -> str:
        return clean_line(str(item.role.t.title))

    def item_description(self, item: UpdatedRole) -> str:
        summary = str(item.role.t.summary)
        return clean_text("\n\n".join(filter(None, (summary, item.change))))

    def item_pubdate(self, item: UpdatedRole) -> datetime:
        return item.role.published_at or item.role.updated_at

    def item_updateddate(self, item: UpdatedRole) -> datetime:
        return item.role.updated_at
