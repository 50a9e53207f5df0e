"""What roles say of a word that all share: the first of them, as a reader sorts roles."""

from collections.abc import Callable
from functools import cache

from django.db.models import F, Field

from core.prepared import PreparedQuery, QueryParam
from translations.languages import active_language
from translations.models import Named, TranslatedContent

MAX_USES = 50  # on the page of a word; browsing shows all roles that use it

RoleOrder = Callable[[Named, str, int], list[int]]


class roles_by_name:
    """Roles belong to an app above, which says here how it finds them.

    `first(word, language, size)` are the ids of the first published roles that use a word, as a
    reader of the language sorts roles.
    """

    first: RoleOrder = staticmethod(lambda word, language, size: [])


def first_uses(word: Named, relation: str, *joined: str) -> list[TranslatedContent]:
    """The uses of a word by the first published roles, with their roles and those roles' families.

    `relation` leads from the word to its uses, `joined` are other relations to read with them. One
    query, and what it takes to find the roles.
    """
    roles = roles_by_name.first(word, active_language(), MAX_USES)
    place = {pk: number for number, pk in enumerate(roles)}
    field = type(word)._meta.get_field(relation).remote_field
    found = _uses(field, joined)(word=word.pk, roles=roles)
    if field.many_to_one:  # the anchor of a use has the word's name
        for use in found:
            setattr(use, field.name, word)
    # A role may have been taken back just now.
    published = (use for use in found if use.role.is_published)
    return sorted(published, key=lambda use: (place[use.role_id], use.pk))[:MAX_USES]


@cache
def _uses(field: Field, joined: tuple[str, ...]) -> PreparedQuery:
    """The uses by some roles, given the field of a use that holds the word."""
    # As a sum no index has it: SQLite would else go through all uses of the word.
    of_word = F(field.name) + 0
    return PreparedQuery(
        field.model,
        lambda found: (
            found.alias(word=of_word)
            .filter(word=QueryParam("word"), role__in=QueryParam("roles"))
            .select_related("role__family", *joined)
        ),
    )
