"""What stands at the end of a document: what it is based on, and when it was made."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from descriptions.draft import Draft, beside
from descriptions.material import Cited
from documents.outline import Line
from sources.acknowledgements import acknowledgements_of, in_words, own_licence
from sources.citations import Citations, citations_of
from sources.models import Source
from translations.languages import language_activated
from translations.models import TranslatedContent
from translations.texts import Text

SOURCES = gettext_noop("Sources:")


def footer(draft: Draft, address: str, day: date) -> list[Line]:
    """Sources, address and date, if they are wanted; what licences ask for, always."""
    citations = citations_of(_cited_objects(draft))
    columns = [_columns(draft, citations.sources, address, day, code) for code in draft.languages]
    sources = _references(draft, citations) if draft.choices.has_sources else []
    return [*sources, *beside(columns)]


def _columns(
    draft: Draft, sources: list[Source], address: str, day: date, language: str
) -> list[Text]:
    """The sentences in a language."""
    thanked = [source for source in sources if source.shown_text("acknowledgement", language)]
    with language_activated(language):
        made = _("This document was put together on %(day)s with Rolebook: %(address)s")
        sentences = [
            *map(in_words, acknowledgements_of(thanked, language)),
            own_licence(),
            *(
                [made % {"day": date_format(day), "address": address}]
                if draft.choices.has_sources
                else []
            ),
        ]
    return [Text(sentence, language, language) for sentence in sentences]


def _cited_objects(draft: Draft) -> list[TranslatedContent]:
    entries = [entry for entries in draft.material.lists.values() for entry in entries]
    cited = [item for entry in entries for item, _field in entry.cited]
    return [*dict.fromkeys([*cited, *(term for entry in entries for term in entry.terms)])]


def _chosen_sources(draft: Draft, citations: Citations) -> list[Source]:
    """The sources of what is chosen, each once."""
    chosen = (
        cited
        for placed in draft.arrangement.lists.values()
        for one in placed
        if one.is_chosen
        for cited in one.entry.cited
    )
    return [*{source.pk: source for source in _sources_of(chosen, citations)}.values()]


def _sources_of(cited: Iterable[Cited], citations: Citations) -> Iterator[Source]:
    for item, field in cited:
        yield from citations.of(item, field)


def _references(draft: Draft, citations: Citations) -> list[Line]:
    sources = _chosen_sources(draft, citations)
    return [draft.spoken(SOURCES), *map(_reference, sources)] if sources else []


def _reference(source: Source) -> Line:
    parts = (source.title, source.publisher, source.address, source.licence)
    return Line(" – ".join(filter(None, parts)), source.language)
