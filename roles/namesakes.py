"""Texts that distinguish roles with the same title."""

from collections.abc import Iterable, Sequence

from roles.models import Role
from translations.languages import active_language, fallback_languages
from translations.texts import Text, exact_text


def distinguishing_texts(roles: Iterable[Role]) -> dict[int, Text]:
    """A text to show beside the title of each role whose title another one has, by role id.

    It is the title of the role's family, or if that is the same, too, the role's title in another
    language.
    """
    by_title: dict[str, dict[int, Role]] = {}
    for role in roles:
        by_title.setdefault(str(role.t.title).casefold(), {})[role.pk] = role
    texts: dict[int, Text] = {}
    for namesakes in by_title.values():
        if len(namesakes) > 1:
            texts |= zip(namesakes, _distinguish([*namesakes.values()]), strict=True)
    return texts


def _distinguish(namesakes: Sequence[Role]) -> list[Text]:
    """A text for each of some roles with the same title, all different if there are such texts."""
    families = [role.family.t.title for role in namesakes]
    wanted = active_language()
    titles = (
        [Text(exact_text(role, "title", code), code, wanted) for role in namesakes]
        for code in fallback_languages(wanted, namesakes[0].source_language)
    )
    return next(filter(_are_different, (families, *titles)), families)


def _are_different(texts: Sequence[Text]) -> bool:
    return all(texts) and len({str(text).casefold() for text in texts}) == len(texts)
