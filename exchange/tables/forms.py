"""The forms with which a table is taken out of admin and brought back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm

from exchange.limits import UnreadableError, refuse_large
from exchange.sheets import is_zip
from exchange.tables.formats import FORMATS, CsvFormat, XlsxFormat


class TableExportForm(ExportForm):  # type: ignore[misc]  # the library has no types
    """Asks for the format."""

    def __init__(self, formats: Any, resources: Any, **options: Any) -> None:
        super().__init__(formats, resources, **options)
        titles = [(str(number), make().get_title()) for number, make in enumerate(formats)]
        self.fields["format"] = forms.ChoiceField(
            label=_("File format"), choices=titles, initial="0", widget=forms.RadioSelect
        )


class TableImportForm(ImportForm):  # type: ignore[misc]  # the same
    """Asks for a file. Its format is seen from what is in it."""

    import_file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"})
    )
    wipes = forms.BooleanField(
        label=_("Delete texts whose cells are empty"),
        required=False,
        help_text=_("If this is not ticked, empty cells change nothing."),
    )

    def __init__(self, formats: Any, resources: Any, **options: Any) -> None:
        super().__init__(formats, resources, **options)
        self.fields["format"].required = False
        self.fields["format"].widget = forms.HiddenInput()

    media = forms.Media()

    def clean_import_file(self) -> Any:
        file = self.cleaned_data["import_file"]
        try:
            refuse_large(file.size)
        except UnreadableError as error:
            raise forms.ValidationError(str(error)) from error
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if file := cleaned.get("import_file"):
            kind = XlsxFormat if is_zip(file.file) else CsvFormat
            cleaned["format"] = str(FORMATS.index(kind))
        return cleaned


class TableConfirmForm(ConfirmImportForm):  # type: ignore[misc]  # the same
    """Names the upload that is to be imported."""

    original_file_name = None
    format = forms.CharField(widget=forms.HiddenInput(), required=False)
