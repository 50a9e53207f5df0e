"""Template helpers for texts: marked where they are a fallback, beside a second language.

A page in two languages has the second one's code in its context as `second`. Every public function
here is a template helper.
"""

from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import datetime
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.formats import date_format
from django.utils.timezone import localtime
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from core.addresses import site_address
from core.markup import EMPTY, html, html_each, html_join
from translations.addresses import address
from translations.context import path_in_language
from translations.hyphenation import LONG, keep_together, soften
from translations.interface import gettext as _
from translations.languages import active_language, language_codes, language_name, native_name
from translations.models import TranslatedContent
from translations.texts import Text, exact_text, lines_of

# Where a line has room for any word of fewer letters, those stay whole.
ROOMY = 16
LONGEST_KEPT = 120  # letters of a text that is kept with its soft hyphens


def _soft(text: Text, shortest: int = LONG) -> Markup:
    """A title with soft hyphens, so that long compounds break where syllables end."""
    with_hyphens = _softened if len(text.value) <= LONGEST_KEPT else _softened.__wrapped__
    return with_hyphens(text.value, text.language, shortest)


@lru_cache(maxsize=5_000)
def _softened(title: str, language: str, shortest: int = LONG) -> Markup:
    return escape(soften(title, language, shortest))


def inline(text: Text, shortest: int = LONG) -> Markup:
    """A text within a line; a fallback is tagged with its language."""
    soft = _soft(text, shortest)
    if not text.is_fallback:
        return soft
    return html('<span lang="{}">{}</span> {}', text.language, soft, _tag(text))


def inline_roomy(text: Text) -> Markup:
    """The same where there is room: only the longest words are broken."""
    return inline(text, ROOMY)


def soft_label(text: str) -> Markup:
    """A word or two of the interface with soft hyphens, for a narrow cell or step."""
    return _softened(text, active_language())


def _tag(text: Text) -> Markup:
    """The tag of a fallback: the language that the text is shown in."""
    return html(
        '<span class="tag lang"><span class="vh">{} </span><span lang="{}">{}</span></span>',
        _("shown in:"),
        text.language,
        native_name(text.language),
    )


def in_language(item: TranslatedContent, field: str, language: str) -> str:
    """A text in exactly one language, or an empty one."""
    return exact_text(item, field, language)


@pass_context
def title(
    context: Context, item: TranslatedContent, field: str = "title", *, is_chip: bool = False
) -> Markup:
    """A text within a heading or a cell; on a page in two languages, the second one beside it.

    A chip has no room for the note that a translation is missing.
    """
    first = item.shown_text(field, context["language"])
    second = _second(context, item, field)
    if second is None or (is_chip and not second):
        return inline(first)
    return _beside(inline(first), first, second, "span", _soft(second))


@pass_context
def prose(context: Context, item: TranslatedContent, field: str, css: str = "") -> Markup:
    """A text as paragraphs."""
    first = item.shown_text(field, context["language"])
    if not first:
        return EMPTY
    second = _second(context, item, field)
    if second is not None:
        return _join(
            _beside(line, first, second, "p", other, css)
            for line, other in zip_longest(
                _tagged(first), map(keep_together, second.lines), fillvalue=""
            )
        )
    start = html('<p class="{}">', css) if css else "<p>"
    return _with_note(first, html_each(start, map(keep_together, first.lines), "</p>"))


@pass_context
def lines(context: Context, item: TranslatedContent, field: str) -> Markup:
    """A text as a list, an item a line."""
    first = item.shown_text(field, context["language"])
    if not first:
        return EMPTY
    second = _second(context, item, field)
    items: Sequence[str]
    if second is not None:
        items = [
            _beside(line, first, second, "span", other)
            for line, other in zip_longest(
                _tagged(first), map(keep_together, second.lines), fillvalue=""
            )
        ]
    else:
        items = [keep_together(line) for line in first.lines]
    rows = html_each("<li>", items, "</li>")
    block = html('<ul class="ticks">{}</ul>', rows)
    if _is_outdated(item, field, first):
        note = _("This translation is out of date: the original has changed.")
        return html('<div class="fallback"><p>{}</p>{}</div>', note, block)
    return _with_note(first, block, second is not None)


def _is_outdated(item: TranslatedContent, field: str, text: Text) -> bool:
    """Whether the source text has gained or lost lines that a translation of it has not."""
    if text.is_fallback or text.language == item.source_language:
        return False
    source = vars(item).get(f"{field}_{item.source_language}") or text.value
    if source.count("\n") == text.value.count("\n"):  # nearly always
        return False
    return len(lines_of(source)) != len(text.lines)


def date(day: Date, form: str = "DATE_FORMAT") -> str:
    """A date, or the date of a time in the site's time zone, as the reader's language writes it."""
    return _date(day, form, active_language())


@lru_cache(maxsize=1_000)
def _date(day: Date, form: str, language: str) -> str:
    return date_format(localtime(day) if isinstance(day, datetime) else day, form)


def not_translated(text: Text) -> Markup:
    """The note that a text is a fallback, and in which language."""
    name = language_name(text.language)
    return html(_("Not translated yet. Shown in {language}.").replace("{language}", "{}"), name)


def meter(value: int, total: int) -> Markup:
    """A bar for a share; the figures stand beside it."""
    return html(
        '<svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false"><rect class="bg" width="100" height="6"/>'
        '<rect class="fg" width="{}" height="6"/></svg>',
        f"{100 * value / total if total else 0:.1f}",
    )


def url(name: str, *parts: Any) -> str:
    """The address of a page in the reader's language. If it takes one part, that is a slug."""
    return reverse(name, args=parts) if len(parts) > 1 else address(name, *parts)


@pass_context
def page_address(context: Context) -> str:
    """The page's canonical address, without its query.

    A page that is left out of a language is there a copy of the first one that is not.
    """
    languages = _page_languages(context)
    if not languages or context["language"] in languages:
        return _address_in(context, context["language"])
    return _address_in(context, languages[0])


@pass_context
def page_links(context: Context) -> Markup:
    """The page's canonical address, and the same page in its other languages."""
    languages = _page_languages(context)
    links = [(code, _address_in(context, code)) for code in languages]
    if languages:
        links.append(("x-default", links[0][1]))
    alternates = html_join("", '\n<link rel="alternate" hreflang="{}" href="{}">', links)
    return html('<link rel="canonical" href="{}">{}', page_address(context), alternates)


def _page_languages(context: Context) -> list[str]:
    """`page_languages`: those in which the page stands on its own, by default all."""
    languages: list[str] = context.get("page_languages", language_codes())
    return languages


def _address_in(context: Context, code: str) -> str:
    path = _encoded(context["request"].path)
    return f"{site_address(context)}{path_in_language(path, code)}"


@lru_cache(maxsize=24)  # a page asks for its own one some eight times
def _encoded(path: str) -> str:
    return iri_to_uri(path)


def locale(code: str) -> str:
    """A language with its region, as Open Graph names it: "en" is "en_GB"."""
    return settings.LANGUAGE_REGIONS.get(code, code)


def _second(context: Context, item: TranslatedContent, field: str) -> Text | None:
    """The text in the page's second language, if it has one; empty where it is missing."""
    language = context.get("second")
    if not language:
        return None
    text = item.shown_text(field, language)
    return Text("" if text.is_fallback else text.value, language, context["language"])


def _tagged(text: Text) -> list[str | Markup]:
    """The lines of a text; the first one is tagged if the text is a fallback."""
    lines: list[str | Markup] = [keep_together(line) for line in text.lines]
    if not lines or not text.is_fallback:
        return lines
    return [html("{} {}", lines[0], _tag(text)), *lines[1:]]


def _with_note(text: Text, block: Markup, is_paired: bool = False) -> Markup:
    """A block; with a note above it if the text is a fallback."""
    if is_paired or not text.is_fallback:
        return block
    return html(
        '<div class="fallback"><p>{}</p><div lang="{}">{}</div></div>',
        not_translated(text),
        text.language,
        block,
    )


def _beside(
    line: str | Markup, first: Text, second: Text, tag: str, other: str, css: str = ""
) -> Markup:
    """Two texts side by side, each in an element that says its language."""
    return html(
        '<{0} class="{5}"><span lang="{1}">{2}</span><span lang="{3}">{4}</span></{0}>',
        tag,
        first.language,
        line,
        second.language if other else first.wanted,
        other or _("Not translated yet."),
        f"pair {css}".strip(),
    )


def _join(blocks: Iterable[Markup]) -> Markup:
    return html_each("", blocks, "")
