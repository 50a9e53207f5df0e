"""The small numbers that lead from a text to its sources, and what sources ask pages to say."""

from functools import lru_cache

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from core.content_cache import cached_per_content_version
from core.markup import EMPTY, html, html_join
from sources.acknowledgements import Acknowledgement, acknowledgements_for
from translations.interface import gettext as _
from translations.languages import active_language, native_name
from translations.models import TranslatedContent


@pass_context
def cite(context: Context, item: TranslatedContent, field: str = "") -> Markup:
    """Small numbers beside a title: links to what the item, or one of its fields, rests on."""
    links = _links(context, item, field, "")
    return html('<sup class="cite">{}</sup>', links) if links else EMPTY


@pass_context
def cite_line(context: Context, item: TranslatedContent, field: str = "") -> Markup:
    """The same numbers in a line of their own, under a text."""
    links = _links(context, item, field, ", ")
    return html('<p class="label">{} {}</p>', _("Sources:"), links) if links else EMPTY


def acknowledgements() -> Markup:
    """What the publishers of data sets that the site uses ask its pages to say."""
    return _acknowledgements(active_language())


@cached_per_content_version
def _acknowledgements(language: str) -> Markup:
    found = acknowledgements_for(language)
    return html_join("", '<p class="fine">{}</p>', ((_acknowledgement(one),) for one in found))


def _acknowledgement(one: Acknowledgement) -> Markup:
    sentence = html('<span lang="{}">{}</span>', one.text.language, one.text)
    if not one.adapted:
        return sentence
    names = ((code, native_name(code)) for code in one.adapted)
    named = html_join(", ", '<span lang="{}">{}</span>', names)
    return html("{} {} {}.", sentence, _("Adapted lists:"), named)


def _links(context: Context, item: TranslatedContent, field: str, separator: str) -> Markup:
    if not (places := context["citations"].places(item, field)):
        return EMPTY
    named = tuple((source.slug, number) for number, source in places.items())
    return _to_sources(named, _("Source"), separator)


@lru_cache(maxsize=500)
def _to_sources(named: tuple[tuple[str, int], ...], word: Markup, separator: str) -> Markup:
    """A page cites the same few sources again and again."""
    return html_join(
        separator,
        '<a href="#source-{}"><span class="vh">{} </span>{}</a>',
        ((slug, word, number) for slug, number in named),
    )
