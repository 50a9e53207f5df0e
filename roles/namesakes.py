"""Roles that are called the same, and what tells them apart."""

from collections.abc import Iterable, Sequence

from roles.models import Role
from translations.languages import active_language, fallback_languages
from translations.texts import Text, exact_text


def distinguishing_texts(roles: Iterable[Role]) -> dict[int, Text]:
    """What to show beside the title of each role that another one shares, by the role's id.

    It is the role's family. Where that is the same too, it is the title in another language.
    """
    called: dict[str, dict[int, Role]] = {}
    for role in roles:
        called.setdefault(str(role.t.title).casefold(), {})[role.pk] = role
    clashes = [[*same.values()] for same in called.values() if len(same) > 1]
    return {
        role.pk: text for same in clashes for role, text in zip(same, _beside(same), strict=True)
    }


def _beside(same: Sequence[Role]) -> list[Text]:
    """A text for each of some roles that are called the same, each another if there is a way."""
    families = [role.family.t.title for role in same]
    wanted = active_language()
    titles = (
        [Text(exact_text(role, "title", code), code, wanted) for role in same]
        for code in fallback_languages(wanted, same[0].source_language)
    )
    return next(filter(_are_different, (families, *titles)), families)


def _are_different(texts: Sequence[Text]) -> bool:
    return all(texts) and len({str(text).casefold() for text in texts}) == len(texts)
