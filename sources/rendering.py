"""The small numbers that lead from a text to its sources, and what sources ask pages to say."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context

from sources.acknowledgements import Acknowledgement, acknowledgements_for
from translations.models import Content

NOTHING = mark_safe("")


@pass_context
def cite(context: Context, item: Content, field: str = "") -> SafeString:
    """Small numbers beside a title: links to what the item, or one of its fields, rests on."""
    links = _links(context, item, field, "")
    return format_html('<sup class="cite">{}</sup>', links) if links else NOTHING


@pass_context
def cite_line(context: Context, item: Content, field: str = "") -> SafeString:
    """The same numbers in a line of their own, under a text."""
    links = _links(context, item, field, ", ")
    return format_html('<p class="label">{} {}</p>', _("Sources:"), links) if links else NOTHING


def acknowledgements() -> SafeString:
    """What the publishers of data sets that the site uses ask its pages to say."""
    found = acknowledgements_for(get_language())
    return format_html_join(
        "", '<p class="fine">{}</p>', ((_acknowledgement(one),) for one in found)
    )


def _acknowledgement(one: Acknowledgement) -> SafeString:
    sentence = format_html('<span lang="{}">{}</span>', one.text.language, one.text)
    if not one.adapted:
        return sentence
    return format_html("{} {} {}.", sentence, _("Adapted lists:"), ", ".join(one.adapted))


def _links(context: Context, item: Content, field: str, separator: str) -> SafeString:
    citations = context["citations"]
    return format_html_join(
        separator,
        '<a href="#source-{}"><span class="vh">{} </span>{}</a>',
        (
            (source.slug, _("Source"), citations.number(source))
            for source in citations.of(item, field)
        ),
    )
