"""The query parameters of the pages of the vocabulary."""

from django import forms

from core.forms import LAST_FIELD, QueryForm
from skills.models import Skill, SkillKind
from translations.forms import letter_field
from translations.languages import active_language


class SkillsForm(QueryForm):
    """`?group=…&kind=…&reuse=…`, and where the page begins: `letter`, `after`, `before`, `last`."""

    filters = ("group", "kind", "reuse")
    names = (*filters, "after", "before", "last", "letter")

    group = forms.SlugField(max_length=100, required=False, initial="")
    kind = forms.ChoiceField(choices=SkillKind, required=False, initial="")
    reuse = forms.ChoiceField(choices=Skill.Reuse, required=False, initial="")
    after = forms.SlugField(max_length=100, required=False, initial="")
    before = forms.SlugField(max_length=100, required=False, initial="")
    last = LAST_FIELD

    def declare(self) -> None:
        """Adds "letter", whose values are those of the active language."""
        self.fields["letter"] = letter_field(active_language())

    @property
    def is_filtered(self) -> bool:
        """Whether it is a part of the list that is asked for."""
        return any(self.chosen[name] for name in self.filters)
