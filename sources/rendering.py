"""Template helpers: citation numbers beside texts, and the acknowledgements of sources."""

from functools import lru_cache

from django.conf import settings
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from core.content_cache import cached_per_content_version
from core.markup import EMPTY, html, html_join
from sources.acknowledgements import Acknowledgement, acknowledgements_of
from sources.citations import Numbered
from sources.models import Acknowledged, acknowledged
from translations.interface import gettext as _
from translations.languages import active_language, language_name
from translations.models import TranslatedContent


@pass_context
def cite(context: Context, item: TranslatedContent, field: str = "") -> Markup:
    """Citation numbers beside a title: links to the sources of an item, or of one of its fields."""
    links = _links(context, item, field, "")
    return html('<sup class="cite">{}</sup>', links) if links else EMPTY


@pass_context
def cite_line(context: Context, item: TranslatedContent, field: str = "") -> Markup:
    """Citation numbers on a line of their own, under a text."""
    links = _links(context, item, field, ", ")
    return html('<p class="label">{} {}</p>', _("Sources:"), links) if links else EMPTY


def acknowledgements() -> Markup:
    """The acknowledgements of all data sets that the site uses."""
    return _acknowledgements(active_language())


@cached_per_content_version
def _acknowledgements(language: str) -> Markup:
    return _sentences(acknowledged(), language)


@lru_cache(maxsize=2 * len(settings.LANGUAGES))
def _sentences(acknowledged: Acknowledged, language: str) -> Markup:
    """Each sentence as a paragraph. Every page has them, so most edits leave them as they are."""
    sentences = ((_sentence(item),) for item in acknowledgements_of(acknowledged.sources, language))
    return html_join("", '<p class="fine">{}</p>', sentences)


def _sentence(acknowledgement: Acknowledgement) -> Markup:
    text = acknowledgement.text
    sentence = html('<span lang="{}">{}</span>', text.language, text)
    if not acknowledgement.adapted:
        return sentence
    languages = ", ".join(map(language_name, acknowledgement.adapted))
    return html(
        "{} {} {}.",
        sentence,
        _("This source’s lists in the following languages have been adapted:"),
        languages,
    )


def _links(context: Context, item: TranslatedContent, field: str, separator: str) -> Markup:
    numbered = context["citations"].numbered(item, field)
    return _source_links(numbered, _("Source"), separator) if numbered else EMPTY


@lru_cache(maxsize=500)
def _source_links(numbered: Numbered, label: Markup, separator: str) -> Markup:
    """Links to numbered sources. Cached, since many texts of a page cite the same ones."""
    return html_join(
        separator,
        '<a href="#source-{}"><span class="vh">{} </span>{}</a>',
        ((slug, label, number) for number, slug in numbered),
    )
