"""What the board is asked for."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.editing import MAX_DIGITS, PreloadedSelect
from roles.models import Question, Role, RoleFamily
from translating.work import owner_models
from translations.languages import native_name

SORTINGS = {
    "": _("Most urgent"),
    "words": _("Most words"),
    "changed": _("Last changed"),
    "title": _("Name"),
}
# States as the columns of the counts are called.
STATES = {
    "": _("All"),
    "missing": pgettext_lazy("translation", "Missing"),
    "outdated": pgettext_lazy("translation", "Outdated"),
    "drafts": pgettext_lazy("translation", "Draft"),
}


class BoardForm(forms.Form):
    """The filters of the board. `languages` are those of the person."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(
        label=_("State of the translation"), required=False, choices=[*STATES.items()]
    )
    kind = forms.ChoiceField(label=_("Kind of text"), required=False)
    role = forms.ModelChoiceField(
        Role.objects.all(),
        label=_("Role"),
        required=False,
        widget=PreloadedSelect(Question._meta.get_field("role"), admin.site),
    )
    family = forms.ModelChoiceField(
        RoleFamily.objects.all(),
        label=_("Role family"),
        required=False,
        widget=PreloadedSelect(Role._meta.get_field("family"), admin.site),
    )
    since = forms.DateField(
        label=_("Changed since"), required=False, widget=forms.DateInput({"type": "date"})
    )
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=[*SORTINGS.items()])
    after = forms.IntegerField(
        required=False, min_value=1, max_value=10**MAX_DIGITS, widget=forms.HiddenInput
    )

    def __init__(self, data: Any, languages: list[str]) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["language"].choices = [(code, native_name(code)) for code in languages]
        kinds = [
            (model._meta.label_lower, capfirst(str(model._meta.verbose_name_plural)))
            for model in owner_models()
        ]
        fields["kind"].choices = [("", _("All")), *kinds]
        self.is_valid()

    def value(self, name: str) -> Any:
        """The value of a filter, if it was a valid one."""
        return self.cleaned_data.get(name)

    def show_language(self, code: str) -> None:
        """Shows a language as chosen, which the address may leave open."""
        self.data = {**self.data, "language": code}
