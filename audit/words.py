"""What an event says, in the reader's language: the database has the names of fields and groups."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from accounts.names import verb_in_words
from audit.models import Event


def person_in_words(user: Any, pk: int | None) -> str:
    """The name that somebody has now; of a former user, the number alone."""
    if user is not None:
        name = user.get_full_name()
        return f"{user.get_username()} ({name})" if name else str(user.get_username())
    return _("former user no. %(number)d") % {"number": pk} if pk else ""


def by_in_words(event: Event) -> str:
    return person_in_words(event.by, event.by_id)


def about_in_words(event: Event) -> str:
    """The person or the thing that it is about, unless it is who did it."""
    if event.about_id and event.about_id != event.by_id:
        return person_in_words(event.about, event.about_id)
    if event.kind.startswith("group"):
        return pgettext("group", event.subject)
    names = dict(settings.LANGUAGES)
    return _kind_of_content(event.subject) or names.get(event.subject, event.subject)


def _kind_of_content(label: str) -> str:
    """What content a table is of: "Roles", of "roles.role"; "" of anything else."""
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name_plural))
    except (LookupError, ValueError):
        return ""


def details_in_words(event: Event) -> str:
    return "; ".join(_details(event.details))


def _details(details: dict[str, Any]) -> Iterator[str]:
    for name, value in sorted(details.get("now", {}).items()):
        yield f"{_field(name)}: {_value(value)}"
    if given := details.get("given"):
        yield _("Granted: %(names)s") % {"names": _names(given)}
    if taken := details.get("taken"):
        yield _("Removed: %(names)s") % {"names": _names(taken)}
    if more := details.get("more"):
        yield _("and %(number)d more") % {"number": more}
    if (rows := details.get("rows")) is not None:
        yield _("Rows: %(number)s") % {"number": number_format(rows, force_grouping=True)}
    if (count := details.get("count")) is not None:
        yield _("Entries saved: %(number)s") % {"number": number_format(count, force_grouping=True)}


def _field(name: str) -> str:
    return capfirst(str(User._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # no relation


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    names = dict(settings.LANGUAGES)
    return ", ".join(names.get(code, code) for code in value) or "–"


def _names(names: list[str]) -> str:
    return ", ".join(_permission(name) or pgettext("group", name) for name in names)


def _permission(name: str) -> str:
    """ "Roles | role | can add", of "roles.role.add_role"; "" of anything else."""
    app_label, _dot, rest = name.partition(".")
    model_name, _dot, codename = rest.partition(".")
    try:
        model = apps.get_model(app_label, model_name)
    except (LookupError, ValueError):
        return ""
    app = apps.get_app_config(app_label).verbose_name
    return f"{app} | {model._meta.verbose_name} | {verb_in_words(codename, codename)}"
