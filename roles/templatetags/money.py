"""Money as the reader's language writes it, and bars on one scale."""

from babel import Locale
from babel.numbers import format_currency
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from roles.pay import PayBar

register = template.Library()


@register.simple_tag
def money(amount: int, currency: str) -> str:
    """An amount in whole units of its own currency: "30 000 $" in Finnish."""
    locale = Locale.parse(get_language())
    pattern = locale.currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(amount, currency, pattern, locale=locale, currency_digits=False)


@register.simple_tag
def range_bar(bar: PayBar) -> SafeString:
    """A pay range as a bar over grid lines. The same figures stand in the table beside it."""
    lines = format_html_join(
        "",
        '<rect class="grid" x="{}" y="-20" width=".24" height="60"/>',
        ((f"{x - 0.12:.2f}",) for x in bar.grid),
    )
    return format_html(
        '<svg class="range" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false">{}<rect class="fill" x="{}" y="5" width="{}" height="4"/></svg>',
        lines,
        f"{bar.start:.2f}",
        f"{bar.width:.2f}",
    )
