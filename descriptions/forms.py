"""The query parameters of the builder of job descriptions."""

from django import forms
from django.conf import settings

from core.forms import ListField, QueryForm, TypedField
from descriptions.choices import KINDS, LIST_PATTERN, LISTS, PARTS_PATTERN
from translations.languages import active_language

LANGUAGE = forms.ChoiceField(choices=settings.LANGUAGES, required=False, initial="")
PICKS = forms.RegexField(LIST_PATTERN, max_length=4_000, required=False, initial="")


class StartForm(QueryForm):
    """`?q=…` finds a role by its title."""

    q = TypedField()


class DescriptionForm(QueryForm):
    """`?kind=interview&in=fi&with=pl&parts=about.duties&duties=ab2cd.ef3gh-x2y&sources=0`.

    `in` is the language of the document, if it is not the page's, `with` a second one.
    """

    names: tuple[str, ...] = ("kind", "in", "with", "parts", *LISTS, "sources")

    kind = forms.ChoiceField(
        choices=[(kind, kind) for kind in KINDS], required=False, initial=KINDS[0]
    )
    parts = forms.RegexField(PARTS_PATTERN, max_length=200, required=False, initial="")
    sources = forms.ChoiceField(choices=[("0", "0")], required=False, initial="")

    def declare(self) -> None:
        """Adds what are keywords of Python, and the lists."""
        self.fields |= {"in": LANGUAGE, "with": LANGUAGE, **dict.fromkeys(LISTS, PICKS)}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the document: the page's own unless another one is asked for."""
        first = self.chosen["in"] or active_language()
        return tuple(dict.fromkeys(filter(None, (first, self.chosen["with"]))))


class MixForm(DescriptionForm):
    """The same for two roles: `?role=a&role=b`."""

    names = ("role", *DescriptionForm.names)

    role = ListField(forms.SlugField(max_length=100, required=False), at_most=2)
