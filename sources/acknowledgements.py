"""What publishers of data sets ask every page to say that uses them."""

from dataclasses import dataclass

from sources.models import Source
from translations.texts import Text, has_text_somewhere


@dataclass(frozen=True)
class Acknowledgement:
    """A sentence, and the codes of the languages whose lists somebody has adapted."""

    text: Text
    adapted: tuple[str, ...]


def acknowledgements_for(language: str) -> tuple[Acknowledgement, ...]:
    """Each sentence once, for a reader of `language`."""
    adapted: dict[Text, list[str]] = {}
    asking = Source.objects.filter(has_text_somewhere("acknowledgement")).order_by("slug")
    for source in asking:
        lists = adapted.setdefault(source.shown_text("acknowledgement", language), [])
        if source.is_adapted:
            lists.append(source.language)
    return tuple(Acknowledgement(text, tuple(lists)) for text, lists in adapted.items())
