"""The forms that parse the query parameters of search."""

import re
from functools import cached_property

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import ListField, QueryForm
from roles.forms import SLUG
from roles.models import Stage
from search.ids import KINDS
from search.query import MAX_LENGTH, MAX_WORDS, normalise_line, normalise_query
from search.results import SearchRequest

# NUL, halves of surrogate pairs, and what replaces bytes that are no text.
_UNREADABLE = re.compile("[\0\ud800-\udfff\ufffd]")
BOX_LENGTH = 500  # characters that the box holds
LAST_PAGE = 100


class SearchText(forms.Field):
    """A text to search for; of a long one, its first words."""

    default_error_messages = {
        "unreadable": _(
            "Some characters could not be read and have been left out. Check the text and search "
            "again."
        ),
    }

    def clean(self, value: str | None) -> str:
        raw = value or ""
        if _UNREADABLE.search(raw):
            raise forms.ValidationError(self.error_messages["unreadable"], "unreadable")
        return normalise_query(raw)


class PageNumber(forms.Field):
    """The number of a page, in ASCII digits, from 1 to LAST_PAGE."""

    def clean(self, value: str | None) -> int | None:
        if not value:
            return None
        if not re.fullmatch("[1-9][0-9]{0,3}", value) or int(value) > LAST_PAGE:
            raise forms.ValidationError(_("There is no page with this number."))
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

    @cached_property
    def _line(self) -> str:
        return normalise_line(self.data.get("q", "")[: 20 * MAX_LENGTH])

    @property
    def shown(self) -> str:
        """The value of the text field."""
        return self._line[:BOX_LENGTH].strip()

    @property
    def notes(self) -> list[str]:
        """What a reader has to know who has typed or pasted more than is searched for."""
        notes = []
        # A browser cuts the text to exactly so much.
        if len(self.data.get("q", "")) >= BOX_LENGTH:
            note = _(
                "A search can have up to %(number)d characters. Anything beyond that is cut off."
            )
            notes.append(note % {"number": BOX_LENGTH})
        if len(self._line.split(" ")) > MAX_WORDS:
            note = _("Only the first %(number)d words were used in the search.")
            notes.append(note % {"number": MAX_WORDS})
        return notes

    @property
    def is_understood(self) -> bool:
        return not (self.problem or self.notes) and super().is_understood


class SearchForm(TextForm):
    """`?q=…&kind=…&family=…&stage=…&group=…&lang=…&sort=…&page=…`."""

    SORTS = (("relevance", _("Best match")), ("title", _("Name (A to Z)")))

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
