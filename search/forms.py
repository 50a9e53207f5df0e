"""The forms that parse the query parameters of search."""

import re
import unicodedata

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import ListField, QueryForm
from roles.forms import SLUG
from roles.models import Stage
from search.ids import KINDS
from search.results import SearchRequest

MAX_TEXT_LENGTH = 200  # characters, as they are after NFKC
LAST_PAGE = 100
UNREADABLE_CHARS = {
    "\0",
    "\ufffd",
}  # the second replaces bytes that are no text, e.g. half a surrogate pair


def normalise_line(text: str) -> str:
    """The text in NFKC on one line, without invisible characters."""
    visible = "".join(_visible(char) for char in unicodedata.normalize("NFKC", text))
    return unicodedata.normalize("NFKC", " ".join(visible.split()))


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf":  # soft hyphens, joiners, marks of direction
        return ""
    return " " if category in ("Cc", "Cs") or char in UNREADABLE_CHARS else char


class SearchText(forms.Field):
    """A text to search for, normalised by `normalise_line`."""

    default_error_messages = {
        "unreadable": _(
            "Some characters could not be read and have been left out. Check the text and search "
            "again."
        ),
        "too_long": _(
            "The text is too long and has been cut to %(longest)d characters. Check it and "
            "search again."
        ),
    }

    def clean(self, value: str | None) -> str:
        raw = value or ""
        text = normalise_line(raw)
        if any(char in UNREADABLE_CHARS or "\ud800" <= char <= "\udfff" for char in raw):
            raise forms.ValidationError(self.error_messages["unreadable"], "unreadable")
        if len(text) > MAX_TEXT_LENGTH:
            message, limit = self.error_messages["too_long"], {"longest": MAX_TEXT_LENGTH}
            raise forms.ValidationError(message, "too_long", limit)
        return text


class PageNumber(forms.Field):
    """The number of a page, in ASCII digits, from 1 to LAST_PAGE."""

    def clean(self, value: str | None) -> int | None:
        if not value:
            return None
        if not re.fullmatch("[1-9][0-9]{0,3}", value) or int(value) > LAST_PAGE:
            raise forms.ValidationError(_("There is no such page."))
        return int(value)


class TextForm(QueryForm):
    """`?q=…`. A refused text has a `problem`, and is in `shown` as far as it is readable."""

    q = SearchText(required=False, initial="")

    problem = ""

    def refuse(self, name: str, value: str | None, error: forms.ValidationError) -> None:
        if name == "q":
            self.problem = error.messages[0]
        else:
            super().refuse(name, value, error)

    @property
    def shown(self) -> str:
        """The value of the text field."""
        return normalise_line(self.data.get("q", "")[: 10 * MAX_TEXT_LENGTH])[
            :MAX_TEXT_LENGTH
        ].strip()

    @property
    def is_understood(self) -> bool:
        return not self.problem and super().is_understood


class SearchForm(TextForm):
    """`?q=…&kind=…&family=…&stage=…&group=…&lang=…&sort=…&page=…`."""

    SORTS = (("relevance", _("Best match")), ("title", _("By name")))

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS], required=False, initial="")
    family = ListField(SLUG)
    stage = ListField(forms.ChoiceField(choices=Stage, required=False))
    group = ListField(SLUG)
    lang = ListField(forms.ChoiceField(choices=settings.LANGUAGES, required=False))
    sort = forms.ChoiceField(choices=SORTS, initial="relevance", required=False)
    page = PageNumber(required=False, initial=1)

    def request(self, language: str) -> SearchRequest:
        """The search request of a reader of `language`."""
        chosen = self.chosen
        return SearchRequest(
            chosen["q"],
            language,
            kind=chosen["kind"],
            families=tuple(chosen["family"]),
            stages=tuple(chosen["stage"]),
            groups=tuple(chosen["group"]),
            text_languages=tuple(chosen["lang"]),
            sort=chosen["sort"],
            page=chosen["page"],
        )
