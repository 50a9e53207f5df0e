"""The acknowledgements that publishers of data sets ask sites to show."""

from dataclasses import dataclass

from sources.models import Source
from translations.texts import Text, has_text_somewhere


@dataclass(frozen=True)
class Acknowledgement:
    """A sentence, and the languages of the data set's lists that were adapted."""

    text: Text
    adapted: tuple[str, ...]


def acknowledgements_for(language: str) -> tuple[Acknowledgement, ...]:
    """Each sentence once, for a reader of `language`."""
    adapted: dict[Text, list[str]] = {}
    sources = Source.visible().filter(has_text_somewhere("acknowledgement")).order_by("slug")
    for source in sources:
        languages = adapted.setdefault(source.shown_text("acknowledgement", language), [])
        if source.is_adapted:
            languages.append(source.language)
    return tuple(Acknowledgement(text, tuple(codes)) for text, codes in adapted.items())
