"""The acknowledgements that publishers of data sets ask sites to show."""

from dataclasses import dataclass
from operator import attrgetter

from sources.models import Source
from translations.texts import Text


@dataclass(frozen=True)
class Acknowledgement:
    """A sentence, and the languages of the data set's lists that were adapted."""

    text: Text
    adapted: tuple[str, ...]


def acknowledgements_for(language: str) -> tuple[Acknowledgement, ...]:
    """Each sentence once, for a reader of `language`."""
    adapted: dict[Text, list[str]] = {}
    for source in sorted(Source.with_visible_texts(), key=attrgetter("slug")):
        languages = adapted.setdefault(source.shown_text("acknowledgement", language), [])
        if source.is_adapted:
            languages.append(source.language)
    return tuple(Acknowledgement(text, tuple(codes)) for text, codes in adapted.items())
