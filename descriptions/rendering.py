"""Template helpers of the builder: texts with their language, addresses with what is chosen."""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from core.markup import html
from descriptions.advice import is_neutral
from descriptions.choices import SKILL_LISTS, default_picks, written
from descriptions.draft import Draft
from descriptions.outlines import FACT_LABELS, FRAMES, HEADINGS, TITLES
from documents.links import ADDRESS
from translations.interface import gettext as _
from translations.languages import language_activated, native_name
from translations.texts import Text


def interface_text(message: str) -> Markup:
    """A text of the interface, by the id of its message."""
    return _(message)


def fallback_tag(text: Text) -> Markup:
    """The name of the language that a text is in, if it is not the one of the document."""
    if not text.is_fallback:
        return Markup()
    name = native_name(text.language)
    return html(' <span class="tag lang" lang="{}">{}</span>', text.language, name)


def texts_for_script(draft: Draft) -> str:
    """What the script of the page needs to say, in each language of the document."""
    groups = {"titles": TITLES, "headings": HEADINGS, "facts": FACT_LABELS, "frames": FRAMES}
    said = {group: _in_languages(draft, messages) for group, messages in groups.items()}
    titles = draft.role_titles.values()
    named = [{"lang": title.language, "text": title.value} for title in titles]
    neutral = all(is_neutral(title.value) for title in titles if title.language == "pl")
    more = {"name": named, "isNeutral": neutral, "address": ADDRESS}
    return json.dumps(said | more, ensure_ascii=False)


def _in_languages(draft: Draft, messages: Mapping[str, str]) -> dict[str, list[str]]:
    """Texts of the interface in each language of a document, given their ids."""
    said: dict[str, list[str]] = {name: [] for name in messages}
    for code in draft.languages:
        with language_activated(code):
            for name, message in messages.items():
                said[name].append(str(_(message)))
    return said


def default_list(draft: Draft, name: str) -> str:
    """What of a list is chosen by default, as an address has it."""
    names = SKILL_LISTS if name == "skills" else (name,)
    return " ".join(written(default_picks(one, draft.material)) for one in names)


@pass_context
def chosen_address(context: Context, draft: Draft) -> str:
    """The address of this page with all that is chosen, without what was typed."""
    first, *second = draft.languages
    query = [("role", role.slug) for role in draft.material.roles] if context["is_mixed"] else []
    query += [("in", first)] if first != context["language"] else []
    query += [("with", code) for code in second]
    query += draft.choices.query(draft.material).items()
    path = str(context["request"].path)
    return f"{path}?{urlencode(query)}" if query else path
