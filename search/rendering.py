"""Template helpers of search: every public function here is available in all templates."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from core.markup import html, html_each
from core.options import Option
from roles.linked_data import to_json_ld
from search.marks import MAX_QUOTE_LENGTH
from search.results import Hit, HitPassage, Results, Segment
from translations.hyphenation import soften
from translations.languages import active_language, language_activated
from translations.models import TranslatedContent
from translations.texts import Text

CUT = " …"  # ends a text that goes on
ALWAYS_SHOWN = ("", "role", "skill", "tool")


def marked(segments: Iterable[Segment], language: str) -> Markup:
    """A text with `<mark>` around matching words and soft hyphens in long words."""
    pieces = ((soften(segment.text, language), segment.is_match) for segment in segments)
    marks = (html("<mark>{}</mark>", text) if is_match else text for text, is_match in pieces)
    return html_each("", marks, "")


def tabs(results: Results) -> list[Option]:
    """The kinds to choose from: those with hits, and the main ones if there is any hit."""
    return [
        kind
        for kind in results.kinds
        if kind.count or kind.is_on or (results.kinds[0].count and kind.value in ALWAYS_SHOWN)
    ]


def passage_place(hit: Hit, passage: HitPassage) -> str:
    """The kind of page and the section of a passage: “Role · Responsibilities”."""
    return " · ".join([_kind_name(type(hit.object), active_language()), *passage.place[1:]])


@cache
def _kind_name(model: type[Model], language: str) -> str:
    with language_activated(language):  # it is cached for this one
        return str(capfirst(model._meta.verbose_name))


def match_reason(passage: HitPassage) -> Markup:
    """The reason for a match; in a title that it names, matching words are marked."""
    title = _text(passage.title)
    before, quoted, after = passage.why.partition(title) if title else (passage.why, "", "")
    if not quoted:
        return html("{}", passage.why)
    named = html(
        '<span lang="{}">{}</span>', passage.language, marked(passage.title, passage.language)
    )
    return html("{}{}{}", before, named, after)


def has_own_title(passage: HitPassage, hit: Hit) -> bool:
    """Whether the passage has a title that the hit does not show elsewhere."""
    title = _text(passage.title)
    is_shown = title.casefold() == str(hit.title).casefold() or title in passage.why
    return bool(title) and not is_shown


def is_quoted(passage: HitPassage, hit: Hit, language: str) -> bool:
    """Whether the text of a passage is shown.

    A page found by its title in another language shows its summary in the reader's language.
    """
    is_whole_page = passage.address == hit.address and passage.language != language
    return bool(passage.quote) and not (is_whole_page and passage.why)


def summary_of(item: TranslatedContent) -> Text | None:
    """The beginning of the summary of a role, skill, metric …; None for kinds without one."""
    fields = [name for name in ("summary", "description", "definition") if hasattr(item, name)]
    if not fields:
        return None
    text = item.shown_text(fields[0])
    return replace(text, value=_beginning(text.value))


def _beginning(text: str) -> str:
    """A text in one line, cut between words where it is long."""
    line = " ".join(text.split())
    if len(line) <= MAX_QUOTE_LENGTH:
        return line
    end = line.rfind(" ", 0, MAX_QUOTE_LENGTH - len(CUT) + 1)
    return line[:end] + CUT if end > 0 else line[: MAX_QUOTE_LENGTH - len(CUT)] + CUT


@pass_context
def search_action(context: Context) -> SafeString:
    """The schema.org SearchAction of the site, for search engines."""
    target = f"{absolute(context, 'search')}?q={{search_term_string}}"
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": target},
        "query-input": "required name=search_term_string",
    }
    site = {"@type": "WebSite", "name": "Rolebook", "url": absolute(context, "home")}
    return to_json_ld({"@context": "https://schema.org", **site, "potentialAction": action})


@pass_context
def absolute(context: Context, name: str, *args: Any) -> str:
    """The absolute address of a page."""
    return str(context["request"].build_absolute_uri(reverse(name, args=args)))


def _text(segments: Iterable[Segment]) -> str:
    return "".join(segment.text for segment in segments)
