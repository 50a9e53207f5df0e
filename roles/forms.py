"""What readers may ask of the role pages."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import ListField, QueryForm, TypedField
from roles.models import Stage
from translations.forms import letter_field
from translations.languages import active_language

SLUG = forms.SlugField(max_length=100, required=False)
LANGUAGE = forms.ChoiceField(choices=settings.LANGUAGES, required=False, initial="")


class BrowseForm(QueryForm):
    """`?text=…&family=…&stage=…&skill=…&tool=…&sort=…&view=…`, and where the page begins.

    It begins after or ends before a role (`after=…`, `before=…`), or begins at a letter.
    `compare` names the roles that are ticked for comparing.
    """

    names = (
        *("text", "family", "stage", "skill", "tool", "sort", "view"),
        *("after", "before", "letter", "compare"),
    )

    SORTS = (("name", _("By name")), ("stage", _("By stage")), ("updated", _("Last updated")))
    VIEWS = (("cards", _("Cards")), ("table", _("Table")))

    text = TypedField()
    family = ListField(SLUG)
    stage = ListField(forms.ChoiceField(choices=Stage, required=False))
    skill = ListField(SLUG)
    tool = ListField(SLUG)
    sort = forms.ChoiceField(choices=SORTS, initial="name", required=False)
    view = forms.ChoiceField(choices=VIEWS, initial="cards", required=False)
    after = forms.SlugField(max_length=100, required=False, initial="")
    compare = ListField(SLUG, at_most=4)
    before = forms.SlugField(max_length=100, required=False, initial="")

    def declare(self) -> None:
        """The letters are those of the reader's alphabet."""
        self.fields["letter"] = letter_field(active_language())


class RolePageForm(QueryForm):
    """`?with=pl` sets a second language beside the page's, `?preview=1` shows a draft to staff."""

    names = ("with", "preview")

    preview = forms.ChoiceField(choices=[("1", "1")], initial="", required=False)

    def declare(self) -> None:
        """ "with" is a word of Python's, so its field cannot be an attribute."""
        self.fields["with"] = LANGUAGE

    @property
    def second(self) -> str:
        """The second language. The page's own is none: a reader of two may switch to either."""
        chosen = self.chosen["with"]
        return "" if chosen == active_language() else chosen
