"""What readers may ask of search."""

import re
import unicodedata

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import ListField, QueryForm
from roles.forms import SLUG
from roles.models import Stage
from search.results import KINDS, Request

LONGEST_TEXT = 200  # characters, as they are after NFKC
LAST_PAGE = 100
UNREADABLE = {"\0", "\ufffd"}  # the second stands where bytes were no text, e.g. half a surrogate


def one_line(text: str) -> str:
    """The text in compatible characters (NFKC), on one line, without what cannot be seen."""
    seen = "".join(_seen(char) for char in unicodedata.normalize("NFKC", text))
    return unicodedata.normalize("NFKC", " ".join(seen.split()))


def _seen(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf":  # soft hyphens, joiners, marks of direction
        return ""
    return " " if category in ("Cc", "Cs") or char in UNREADABLE else char


class SearchText(forms.Field):
    """Words to search for, as `one_line` leaves them."""

    default_error_messages = {
        "unreadable": _(
            "The text had characters that cannot be read. They are left out here: "
            "look it through and search again."
        ),
        "too_long": _(
            "The text is too long. It is cut to %(longest)d characters here: "
            "look it through and search again."
        ),
    }

    def clean(self, value: str | None) -> str:
        given = value or ""
        text = one_line(given)
        if any(char in UNREADABLE or "\ud800" <= char <= "\udfff" for char in given):
            raise forms.ValidationError(self.error_messages["unreadable"], "unreadable")
        if len(text) > LONGEST_TEXT:
            message, limit = self.error_messages["too_long"], {"longest": LONGEST_TEXT}
            raise forms.ValidationError(message, "too_long", limit)
        return text


class PageNumber(forms.Field):
    """The number of a page, in plain digits and within bounds."""

    def clean(self, value: str | None) -> int | None:
        if not value:
            return None
        if not re.fullmatch("[1-9][0-9]{0,3}", value) or int(value) > LAST_PAGE:
            raise forms.ValidationError(_("There is no such page."))
        return int(value)


class TextForm(QueryForm):
    """`?q=…`. A text that cannot be searched for is left in `shown` as far as it can be read."""

    q = SearchText(required=False, initial="")

    problem = ""

    def refuse(self, name: str, value: str | None, error: forms.ValidationError) -> None:
        if name == "q":
            self.problem = error.messages[0]
        else:
            super().refuse(name, value, error)

    @property
    def shown(self) -> str:
        """What stands in the field that the reader types into."""
        return one_line(self.data.get("q", "")[: 10 * LONGEST_TEXT])[:LONGEST_TEXT].strip()

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

    def request(self, language: str) -> Request:
        """What is asked of the search by a reader of `language`."""
        chosen = self.chosen
        return Request(
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
