"""The query parameters of role pages."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import LAST_FIELD, ListField, QueryForm, TypedField
from roles.models import Stage
from translations.forms import letter_field
from translations.languages import active_language

SLUG = forms.SlugField(max_length=100, required=False)
LANGUAGE = forms.ChoiceField(choices=settings.LANGUAGES, required=False, initial="")


class BrowseForm(QueryForm):
    """`?text=…&family=…&stage=…&skill=…&tool=…&sort=…&view=…`, and where the page begins.

    `skill_q` and `tool_q` find more skills and tools to tick.
    `after` and `before` are the slugs of the roles that the page begins after or ends before,
    `letter` is a letter to begin at, `last` is 1 for the last page. `compare` has
    the slugs of the roles ticked for comparing.
    """

    names = (
        *("text", "family", "stage", "skill", "skill_q", "tool", "tool_q", "sort", "view"),
        *("after", "before", "last", "letter", "compare"),
    )

    SORTS = (
        ("name", _("Name (A to Z)")),
        ("stage", _("Career stage")),
        ("updated", _("Last updated")),
    )
    VIEWS = (("cards", _("Cards")), ("table", _("Table")))

    text = TypedField()
    family = ListField(SLUG)
    stage = ListField(forms.ChoiceField(choices=Stage, required=False))
    skill = ListField(SLUG)
    tool = ListField(SLUG)
    skill_q = TypedField()
    tool_q = TypedField()
    sort = forms.ChoiceField(choices=SORTS, initial="name", required=False)
    view = forms.ChoiceField(choices=VIEWS, initial="cards", required=False)
    after = forms.SlugField(max_length=100, required=False, initial="")
    compare = ListField(SLUG, at_most=4)
    before = forms.SlugField(max_length=100, required=False, initial="")
    last = LAST_FIELD

    def declare(self) -> None:
        """`letter` offers the letters of the active language's alphabet."""
        self.fields["letter"] = letter_field(active_language())


class RolePageForm(QueryForm):
    """`?with=pl` shows a second language beside the page's, `?preview=1` a draft to staff."""

    names = ("with", "preview")

    preview = forms.ChoiceField(choices=[("1", "1")], initial="", required=False)

    def declare(self) -> None:
        """ "with" is a keyword of Python, so its field cannot be an attribute."""
        self.fields["with"] = LANGUAGE

    @property
    def second(self) -> str:
        """The second language, "" for none.

        The page's own language counts as none: a reader of two languages may switch to the second.
        """
        language: str = self.chosen["with"]
        return "" if language == active_language() else language
