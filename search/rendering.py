"""What pages of results write: passages with the matching words marked, places, tabs.

Every public function here is one of the templates'.
"""

from collections.abc import Iterable
from dataclasses import replace
from textwrap import shorten
from typing import Any

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from jinja2 import pass_context
from jinja2.runtime import Context

from roles.linked_data import to_json_ld
from search.marks import LONGEST_QUOTE
from search.results import Hit, Option, Passage, Results, Segment
from translations.hyphenation import soften
from translations.models import TranslatedContent
from translations.texts import Text

ALWAYS_SHOWN = ("", "role", "skill", "tool")


def marked(segments: Iterable[Segment], language: str) -> SafeString:
    """A text with its matching words marked and soft hyphens in long ones."""
    pieces = ((soften(segment.text, language), segment.is_match) for segment in segments)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if on else text,) for text, on in pieces)
    )


def tabs(found: Results) -> list[Option]:
    """The kinds to choose from: those that something was found of, and the most asked for."""
    return [
        kind
        for kind in found.kinds
        if kind.count or kind.is_on or (found.kinds[0].count and kind.value in ALWAYS_SHOWN)
    ]


def place(hit: Hit, passage: Passage) -> str:
    """Where a passage stands: “Role · Responsibilities”."""
    return " · ".join([str(capfirst(hit.object._meta.verbose_name)), *passage.place[1:]])


def why(passage: Passage) -> SafeString:
    """Why it matched, with the matching words of the title that is named marked."""
    title = _plain(passage.title)
    before, found, after = passage.why.partition(title) if title else (passage.why, "", "")
    if not found:
        return conditional_escape(passage.why)
    named = format_html(
        '<span lang="{}">{}</span>', passage.language, marked(passage.title, passage.language)
    )
    return format_html("{}{}{}", before, named, after)


def is_news(passage: Passage, hit: Hit) -> bool:
    """Whether the passage has a title of its own that is not read beside it anyway."""
    title = _plain(passage.title)
    return bool(title) and title != str(hit.title) and title not in passage.why


def is_quoted(passage: Passage, hit: Hit, language: str) -> bool:
    """Whether its text is shown: not that of a page in another language that is known by a title.

    What such a page is about is better read in the reader's own language.
    """
    is_whole_page = passage.address == hit.address and passage.language != language
    return bool(passage.quote) and not (is_whole_page and passage.why)


def summary(item: TranslatedContent) -> Text | None:
    """What a page says about itself, if it does, of a role, a skill, a metric: its beginning."""
    fields = [name for name in ("summary", "description", "definition") if hasattr(item, name)]
    if not fields:
        return None
    text = item.shown_text(fields[0])
    return replace(text, value=shorten(text.value, LONGEST_QUOTE, placeholder=" …"))


@pass_context
def search_action(context: Context) -> SafeString:
    """How the site is searched, for search engines that show a field for it."""
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
    """The whole address of a page, for readers that know no relative one."""
    return context["request"].build_absolute_uri(reverse(name, args=args))


def _plain(segments: Iterable[Segment]) -> str:
    return "".join(segment.text for segment in segments)
