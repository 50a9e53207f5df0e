"""The acknowledgements that publishers of data sets ask sites to show, and licences of texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.conf import settings
from django.utils.translation import gettext as _

from core.content_cache import cached_per_content_version
from sources.models import Source
from translations.languages import language_activated, language_name
from translations.texts import Text


@dataclass(frozen=True)
class Acknowledgement:
    """A sentence, the languages of the data set's lists that were adapted, and their licences."""

    text: Text
    adapted: tuple[str, ...]
    licences: tuple[str, ...]

    @property
    def note(self) -> str:
        """What is to be said besides, in the active language."""
        parts = []
        if self.adapted:
            languages = ", ".join(map(language_name, self.adapted))
            adapted = _("This source’s lists in the following languages have been adapted:")
            parts.append(f"{adapted} {languages}.")
        if self.licences:
            parts.append(_("Licence: %(licence)s.") % {"licence": ", ".join(self.licences)})
        return " ".join(parts)


def acknowledgements_for(language: str) -> tuple[Acknowledgement, ...]:
    """Each sentence once, for a reader of `language`."""
    return acknowledgements_of(Source.with_visible_texts(), language)


def acknowledgements_of(sources: Iterable[Source], language: str) -> tuple[Acknowledgement, ...]:
    """The sentences of some sources, all of which have one."""
    by_text: dict[Text, list[Source]] = {}
    for source in sorted(sources, key=attrgetter("slug")):
        by_text.setdefault(source.shown_text("acknowledgement", language), []).append(source)
    return tuple(
        Acknowledgement(
            text,
            tuple(source.language for source in sources if source.is_adapted),
            tuple(dict.fromkeys(source.licence for source in sources if source.licence)),
        )
        for text, sources in by_text.items()
    )


@cached_per_content_version
def credits(language: str) -> tuple[str, ...]:
    """What each file says of the texts in it: acknowledgements and licences, a sentence each."""
    with language_activated(language):
        return (own_licence(), *map(in_words, acknowledgements_for(language)))


def own_licence() -> str:
    """The licence of the site's own texts, in the active language."""
    licence = settings.CONTENT_LICENCE
    return _("Licence for Rolebook’s own texts: %(licence)s.") % {"licence": licence}


def in_words(item: Acknowledgement) -> str:
    """A sentence with what its data set's licence asks for besides, in the active language."""
    return f"{item.text} {item.note}".strip()
