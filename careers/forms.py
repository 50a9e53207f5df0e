"""The query parameters of the career pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.find import MAX_PAGES
from core.fields import CleanInput
from core.forms import ListField, QueryForm
from skills.short_ids import PATTERN

SLUG_FIELD = forms.SlugField(max_length=100, required=False, initial="")
# A skill or a tool: its short id, or its slug, as addresses from elsewhere have it.
ABILITY_FIELD = forms.RegexField(rf"^(?:{PATTERN}|[-\w]{{1,100}})\Z", required=False)
SKILLS_FIELD = ListField(ABILITY_FIELD, at_most=500)  # more than fit into an address
TOOLS_FIELD = ListField(ABILITY_FIELD, at_most=200)
TYPED_FIELD = CleanInput(max_length=100, required=False, initial="")


class CompareForm(QueryForm):
    """`?role=a&role=b&show=differences`; `q` finds a role to add, `format` is for a download.

    `skill` and `tool` are what the reader has ticked on the page that finds roles; so for a move.
    """

    SHOWN = (
        ("all", _("Everything")),
        ("differences", _("Only differences")),
        ("shared", _("Only what the roles have in common")),
    )

    role = ListField(forms.SlugField(max_length=100, required=False))
    skill = SKILLS_FIELD
    tool = TOOLS_FIELD
    show = forms.ChoiceField(choices=SHOWN, initial="all", required=False)
    q = TYPED_FIELD
    format = forms.ChoiceField(choices=[("csv", "CSV")], required=False, initial="")


class MoveForm(QueryForm):
    """`?from=a&to=b`; `from_q` and `to_q` find a role for an end by its title."""

    names = ("from", "to", "skill", "tool", "from_q", "to_q")

    to = SLUG_FIELD
    skill = SKILLS_FIELD
    tool = TOOLS_FIELD
    from_q = TYPED_FIELD
    to_q = TYPED_FIELD

    def declare(self) -> None:
        """Adds "from", which is a keyword, so it cannot be an attribute."""
        self.fields["from"] = SLUG_FIELD


class CareersForm(QueryForm):
    """`?after=…`: the positions after a position."""

    after = forms.SlugField(max_length=100, required=False, initial="")


class FindForm(QueryForm):
    """`?skill=.x&skill=.y&tool=.z&role=a`: what a reader can.

    `q` and `role_q` find more to tick.
    """

    skill = SKILLS_FIELD
    tool = TOOLS_FIELD
    role = SLUG_FIELD
    q = TYPED_FIELD
    role_q = TYPED_FIELD
    page = forms.IntegerField(min_value=1, max_value=MAX_PAGES, required=False, initial=1)
