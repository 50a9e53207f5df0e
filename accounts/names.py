"""Names of groups and permissions in the reader's language: the database has them in English."""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_noop as _

# What accounts.groups makes; a group that an administrator made has one name.
GROUPS = (
    pgettext_lazy("group", "Editor"),
    pgettext_lazy("group", "Publisher"),
    pgettext_lazy("group", "Translator"),
)
VERBS = {
    "add": _("can add"),
    "change": _("can change"),
    "delete": _("can delete"),
    "view": _("can view"),
    "publish": _("can publish and unpublish roles"),
    "translate": _("can write texts in assigned languages"),
}


def group_in_words(group: Group) -> str:
    return pgettext("group", group.name)


def permission_in_words(permission: Permission) -> str:
    """ "Roles | role | can add"."""
    return f"{permission.content_type} | {verb_in_words(permission.codename, permission.name)}"


def verb_in_words(codename: str, name: str) -> str:
    """ "can add"; a permission with a verb of its own has a name."""
    return gettext(VERBS.get(codename.partition("_")[0], name))


def name_in_words() -> None:
    """Wherever a group or a permission is shown, it is shown so."""
    Group.__str__ = group_in_words  # type: ignore[assignment, method-assign]  # has no hook
    Permission.__str__ = permission_in_words  # type: ignore[assignment, method-assign]  # as above
