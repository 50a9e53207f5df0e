"""What somebody is asked who takes translations out as a file, or brings them back."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from exchange.limits import UnreadableError, refuse_large
from exchange.units import TextChoice, labels_of_models, model_named
from roles.models import AlternativeTitle, Role, RoleFamily
from translations.languages import native_name
from translations.states import MISSING, State

XLIFF, XLSX = "xliff", "xlsx"


class ExportTextsForm(forms.Form):
    """Which texts, and in which format."""

    language = forms.ChoiceField(label=_("Language"))
    states = forms.MultipleChoiceField(
        label=_("Texts"),
        choices=[
            (MISSING, _("Missing translations")),
            (State.OUTDATED, _("Outdated translations")),
            (State.DRAFT, _("Draft translations")),
        ],
        initial=[MISSING, State.OUTDATED],
        widget=forms.CheckboxSelectMultiple,
    )
    role: "forms.ModelChoiceField[Role]" = forms.ModelChoiceField(
        Role.objects.none(),
        label=_("Limit to one role"),
        required=False,
        widget=AutocompleteSelect(AlternativeTitle._meta.get_field("role"), admin.site),
    )
    family: "forms.ModelChoiceField[RoleFamily]" = forms.ModelChoiceField(
        RoleFamily.objects.none(),
        label=_("Limit to one role family"),
        required=False,
        widget=AutocompleteSelect(Role._meta.get_field("family"), admin.site),
    )
    kind = forms.ChoiceField(label=_("Kind of content"), required=False)
    since = forms.DateField(
        label=_("Changed since"), required=False, widget=forms.DateInput({"type": "date"})
    )
    file_format = forms.ChoiceField(
        label=_("File format"),
        choices=[
            (XLIFF, _("XLIFF 2, for translation tools")),
            (XLSX, _("Excel (XLSX)")),
        ],
        initial=XLIFF,
        widget=forms.RadioSelect,
    )

    def __init__(self, languages: list[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_language(self, languages)
        role: Any = self.fields["role"]
        role.queryset = Role.objects.all()
        family: Any = self.fields["family"]
        family.queryset = RoleFamily.objects.all()
        kind: Any = self.fields["kind"]
        kind.choices = [("", capfirst(_("all"))), *labels_of_models()]

    def choice(self) -> TextChoice:
        cleaned = self.cleaned_data
        return TextChoice(
            language=cleaned["language"],
            states=cleaned["states"],
            role=cleaned["role"],
            family=cleaned["family"],
            model=model_named(cleaned["kind"]),
            since=cleaned["since"],
        )


def asked_states(query: QueryDict) -> list[str]:
    """The states that a link asks for, as the board of translators calls them, too."""
    known = {MISSING, State.OUTDATED, State.DRAFT}
    asked = (*query.getlist("states"), query.get("state", "").replace("drafts", State.DRAFT))
    return [state for state in asked if state in known]


def choose_language(form: forms.Form, languages: list[str]) -> None:
    field: Any = form.fields["language"]
    field.choices = [(code, native_name(code)) for code in languages]


class ImportTextsForm(forms.Form):
    """A file, and what is to happen with what is in it."""

    file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.xlsx,.zip"})
    )
    state = forms.ChoiceField(
        label=_("How to save the translations"),
        choices=[(State.DRAFT, _("As drafts")), (State.REVIEWED, _("As reviewed"))],
        initial=State.DRAFT,
        widget=forms.RadioSelect,
    )
    keeps_drafts = forms.BooleanField(
        label=_("If a source text has changed since the export, import its translation as a draft"),
        required=False,
    )
    replaces = forms.BooleanField(
        label=_("Also replace reviewed translations and translations saved since the export"),
        required=False,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            refuse_large(file.size)
        except UnreadableError as error:
            raise forms.ValidationError(str(error)) from error
        return file
