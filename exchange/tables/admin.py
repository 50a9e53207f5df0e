"""What django-import-export does on its pages in admin, and what is ours of it.

Leans on a part of the library that its documentation does not describe:

- `ExportMixin._do_file_export`, which makes the response with a file
"""

from contextlib import ExitStack
from functools import cache
from typing import IO, Any, cast

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin

from accounts.models import User
from audit.models import Kind
from audit.recording import record
from core import background
from core.admin import ContentAdmin
from exchange import uploads
from exchange.limits import UnreadableError
from exchange.models import Upload
from exchange.previews import (
    changed_meanwhile,
    gone_upload,
    preview_context,
    saved_in_words,
)
from exchange.reports import FileReport
from exchange.sheets import TooLongForCellError
from exchange.tables.formats import FORMATS, StreamedRows
from exchange.tables.forms import TableConfirmForm, TableExportForm, TableImportForm
from exchange.tables.resources import ImportDesk, TableResource, resource_of


class ChangedMeanwhileError(Exception):
    """What would be written is no longer what was shown."""


class UploadStorage:
    """Keeps files in the database for the library, which calls one by its number."""

    def __init__(self, name: str, tables: "TablePages", **options: Any) -> None:
        self.name, self.tables = name, tables

    def read(self) -> IO[bytes]:
        return self.tables.opened()

    def remove(self) -> None:
        self.tables.upload.delete()


class TablePages(ImportExportMixin):  # type: ignore[misc]  # the library has no types
    """The pages for one request. The classes made of it are admins of a model, too."""

    import_form_class = TableImportForm
    confirm_form_class = TableConfirmForm
    export_form_class = TableExportForm
    import_template_name = "admin/exchange/import_table.html"
    export_template_name = "admin/exchange/export_table.html"
    skip_admin_log = True  # the resource writes it
    tmp_storage_class = UploadStorage
    formats = FORMATS

    def begin(self, request: HttpRequest, files: ExitStack) -> None:
        self.request, self.files = request, files
        self.desk = ImportDesk(request, cast(ContentAdmin, self))
        self.upload: Any = None

    @property
    def person(self) -> User:
        return cast(User, self.request.user)

    @property
    def label(self) -> str:
        """What an upload is for, and what the audit log calls a table."""
        return str(self.model._meta.label_lower)

    def has_import_permission(self, request: HttpRequest) -> bool:
        return bool(self.is_editor(request))

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.is_editor(request))

    def get_resource_classes(self, request: HttpRequest) -> list[type[TableResource]]:
        return [resource_of(self.model)]

    def get_resource_kwargs(self, request: HttpRequest, **options: Any) -> dict[str, Any]:
        return {"desk": self.desk}

    def get_tmp_storage_class_kwargs(self) -> dict[str, Any]:
        return {"tables": self}

    # --- Out ---

    def export_action(self, request: HttpRequest) -> HttpResponse:
        try:
            response: HttpResponse = super().export_action(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(request.path)
        return response

    def get_data_for_export(self, *args: Any, **options: Any) -> StreamedRows:
        exported: StreamedRows = super().get_data_for_export(*args, **options)
        self.exported = exported
        return exported

    def _do_file_export(
        self, file_format: Any, request: HttpRequest, queryset: Any, export_form: Any = None
    ) -> FileResponse:
        """Sends the file as it lies on disk."""
        try:
            file = self.get_export_data(file_format, request, queryset, export_form=export_form)
        except TooLongForCellError as error:
            raise ValueError(
                _("One of the texts is too long for a spreadsheet cell. Choose CSV instead.")
            ) from error
        record(Kind.TABLE_EXPORT, subject=self.label, details={"rows": self.exported.count})
        return FileResponse(
            file,
            as_attachment=True,
            filename=self.get_export_filename(request, queryset, file_format),
            content_type=file_format.get_content_type(),
        )

    # --- In: a file is checked and kept ---

    def import_action(self, request: HttpRequest, **options: Any) -> HttpResponse:
        if "upload" in request.GET:
            return self._show_preview(request)
        try:
            response: HttpResponse = super().import_action(request, **options)
        except UnreadableError as error:
            return self._refuse(str(error))
        if self.upload and "result" in response.context_data:  # type: ignore[attr-defined]  # of a template
            return self._lead_to_preview()
        return response

    def write_to_tmp_storage(self, import_file: Any, input_format: Any) -> UploadStorage:
        options = {
            "wipes": bool(self.request.POST.get("wipes")),
            "format": FORMATS.index(type(input_format)),
        }
        self._look_at(uploads.keep(import_file, self.person, self.label, options))
        return UploadStorage(str(self.upload.pk), self)

    def _look_at(self, upload: Upload, is_kept: bool = True) -> None:
        self.upload = upload
        self.desk.wipes = upload.options["wipes"]
        self.desk.report = FileReport(upload if is_kept else None)

    def opened(self) -> IO[bytes]:
        return self.files.enter_context(uploads.opened(self.upload))

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        if not isinstance(e, UnreadableError):
            raise e
        self.upload.delete()
        form.add_error("import_file", str(e))

    def _refuse(self, reason: str) -> HttpResponse:
        """Nothing was written; the form is shown again."""
        if self.upload:
            self.upload.delete()
        messages.error(self.request, reason)
        return HttpResponseRedirect(self._address("import"))

    def _address(self, name: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}")

    def _lead_to_preview(self) -> HttpResponse:
        self.desk.report.finish()
        return HttpResponseRedirect(f"{self._address('import')}?upload={self.upload.pk}")

    def _show_preview(self, request: HttpRequest) -> HttpResponse:
        if not self.has_import_permission(request):
            raise PermissionDenied
        upload = uploads.find(request.GET["upload"], self.person, self.label)
        if upload is None:
            return self._refuse(gone_upload())
        context = (
            self.admin_site.each_context(request)
            | preview_context(request, upload)
            | {
                "title": _("Check what will be changed"),
                "opts": self.opts,
                "confirm": self._address("process_import"),
                "back": self._address("import"),
            }
        )
        return TemplateResponse(request, "admin/exchange/preview.html", context)

    # --- In: what was shown is written ---

    def process_import(self, request: HttpRequest, **options: Any) -> HttpResponse:
        if not self.has_import_permission(request):
            raise PermissionDenied
        upload = uploads.find(request.POST.get("upload"), self.person, self.label)
        if upload is None:
            return self._refuse(gone_upload())
        self._look_at(upload, is_kept=False)
        try:
            with background.deferring(), transaction.atomic():
                response: HttpResponse = super().process_import(request, **options)
        except ChangedMeanwhileError:
            return self._check_again(upload)
        return response

    def get_confirm_form_kwargs(self, request: HttpRequest, form: Any = None) -> dict[str, Any]:
        """What is confirmed is known: nothing of it is taken from what was sent."""
        upload = self.upload
        data = {"import_file_name": str(upload.pk), "format": str(upload.options["format"])}
        return {"data": None if form else data}

    def process_dataset(self, dataset: Any, form: Any, request: HttpRequest, **options: Any) -> Any:
        result = super().process_dataset(dataset, form, request, **options)
        if self.desk.report.checksum != self.upload.shown:
            raise ChangedMeanwhileError
        count = self.desk.report.changed
        record(Kind.TABLE_IMPORT, subject=self.label, details={"count": count})
        return result

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        messages.success(request, saved_in_words(self.desk.report.changed))

    def _check_again(self, upload: Upload) -> HttpResponse:
        """Shows anew what the file would change, since that is something else by now."""
        upload.rows.all().delete()
        self._look_at(upload)
        resource = resource_of(self.model)(self.desk)
        dataset = FORMATS[upload.options["format"]]().create_dataset(self.opened())
        resource.import_data(dataset, dry_run=True)
        messages.warning(self.request, changed_meanwhile())
        return self._lead_to_preview()


@cache
def _class_of(admin_class: type[ContentAdmin]) -> type[Any]:
    return type(f"Tables{admin_class.__name__}", (TablePages, admin_class), {})


ACTIONS = {
    "export": "export_action",
    "import": "import_action",
    "process_import": "process_import",
}


def show_page(model_admin: ContentAdmin, request: HttpRequest, name: str) -> HttpResponse:
    pages = _class_of(type(model_admin))(model_admin.model, model_admin.admin_site)
    with ExitStack() as files:
        pages.begin(request, files)
        response: HttpResponse = getattr(pages, ACTIONS[name])(request)
    return response
