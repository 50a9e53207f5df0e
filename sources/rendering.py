"""The small numbers that lead from a text to its sources."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context

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
