"""Admin's pages on which translations leave as files and come back."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryFile
from typing import IO, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from audit.models import Kind
from audit.recording import record
from core import background
from core.editing import may_edit
from exchange import archives, uploads, workbook, xliff
from exchange.forms import XLSX, ExportTextsForm, ImportTextsForm, asked_states
from exchange.limits import UnreadableError
from exchange.models import Upload
from exchange.previews import (
    TEXTS,
    changed_meanwhile,
    gone_upload,
    preview_context,
    texts_saved_in_words,
)
from exchange.reports import FileReport
from exchange.returning import Returning, Wishes
from exchange.sheets import XLSX_TYPE, TooLongForCellError, is_zip
from exchange.units import FoundText, TextChoice, find_texts, translated_models
from translating.upkeep import try_to_count
from translations.editing import may_translate
from translations.languages import language_codes, native_name

FILLED_IN = ("language", "kind", "role", "family", "since")  # what a link to the page may say


def languages_of(user: User) -> list[str]:
    """The languages that somebody may write texts in."""
    if any(may_edit(user, model) for model in translated_models()):
        return language_codes()
    return [code for code in language_codes() if code in user.languages and may_translate(user)]


def _languages(request: HttpRequest) -> list[str]:
    languages = languages_of(cast(User, request.user))
    if not languages:
        raise PermissionDenied
    return languages


def show_forms(request: HttpRequest) -> HttpResponse:
    """Both forms; a link may fill in which texts are meant."""
    given = {name: request.GET[name] for name in FILLED_IN if name in request.GET}
    initial = given | ({"states": states} if (states := asked_states(request.GET)) else {})
    return _page(request, ExportTextsForm(_languages(request), initial=initial), ImportTextsForm())


def _page(
    request: HttpRequest, export_form: ExportTextsForm, import_form: ImportTextsForm
) -> HttpResponse:
    context = admin.site.each_context(request) | {
        "title": _("Translation files"),
        "export_form": export_form,
        "import_form": import_form,
        "media": export_form.media + import_form.media,
    }
    return TemplateResponse(request, "admin/exchange/texts.html", context)


# --- Out ---


@require_POST
def export_texts(request: HttpRequest) -> HttpResponseBase:
    form = ExportTextsForm(_languages(request), request.POST)
    if not form.is_valid():
        return _page(request, form, ImportTextsForm())
    try_to_count()
    counted = _Counted(find_texts(form.choice()))
    try:
        file, ending, content_type = _file(form, counted)
    except TooLongForCellError:
        form.add_error(
            "file_format",
            _("One of the texts is too long for a spreadsheet cell. Choose XLIFF 2 instead."),
        )
        return _page(request, form, ImportTextsForm())
    language = form.cleaned_data["language"]
    if not counted.count:
        file.close()
        messages.success(request, _("There is nothing to translate: no text matches your choices."))
        return _page(request, form, ImportTextsForm())
    record(Kind.TEXTS_EXPORT, subject=language, details={"rows": counted.count})
    name = f"rolebook-{language}-{timezone.localdate():%Y-%m-%d}.{ending}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


class _Counted:
    """Texts that are counted while they are read."""

    def __init__(self, texts: Iterator[FoundText]) -> None:
        self.texts, self.count = texts, 0

    def __iter__(self) -> Iterator[FoundText]:
        for self.count, text in enumerate(self.texts, 1):  # noqa: B020 (it counts)
            yield text


def _file(form: ExportTextsForm, texts: _Counted) -> tuple[IO[bytes], str, str]:
    """The file on disk, the ending of its name, its type."""
    choice = form.choice()
    if form.cleaned_data["file_format"] == XLSX:
        return workbook.write_texts(texts, choice.language), "xlsx", XLSX_TYPE
    return _xliff_file(texts, choice)


def _xliff_file(texts: _Counted, choice: TextChoice) -> tuple[IO[bytes], str, str]:
    """One file; a zip of one for each source language if there are several: XLIFF has one."""
    files: dict[str, IO[bytes]] = {}
    with ExitStack() as stack:
        writers: dict[str, xliff.XliffWriter] = {}
        for text in texts:
            source_language = text.states.source.language
            if source_language not in writers:
                part = files[source_language] = TemporaryFile()  # noqa: SIM115 (sent later)
                writer = xliff.XliffWriter(part, source_language, choice.language)
                writers[source_language] = stack.enter_context(writer)
            writers[source_language].write(text.as_unit())
    if len(files) > 1:
        return archives.write_archive(files, choice.language), "zip", "application/zip"
    file = next(iter(files.values())) if files else TemporaryFile()  # noqa: SIM115 (the same)
    file.seek(0)
    return file, "xlf", xliff.CONTENT_TYPE


# --- In ---


def import_texts(request: HttpRequest) -> HttpResponse:
    """Checks a file, or shows what one would change that was checked before."""
    languages = _languages(request)
    if request.method != "POST":
        return _show_preview(request)
    form = ImportTextsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, ExportTextsForm(languages), form)
    options = {name: form.cleaned_data[name] for name in ("state", "keeps_drafts", "replaces")}
    upload = uploads.keep(form.cleaned_data["file"], cast(User, request.user), TEXTS, options)
    try:
        _check(request, upload)
    except UnreadableError as error:
        upload.delete()
        form.add_error("file", str(error))
        return _page(request, ExportTextsForm(languages), form)
    return _lead_to_preview(upload)


def _lead_to_preview(upload: Upload) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('import_texts')}?upload={upload.pk}")


def _check(request: HttpRequest, upload: Upload) -> None:
    report = FileReport(upload)
    with _read(request, upload, report) as (returning, units):
        returning.check(units)
    report.finish()


@contextmanager
def _read(
    request: HttpRequest, upload: Upload, report: FileReport
) -> Iterator[tuple[Returning, Iterator[xliff.ReadUnit]]]:
    """The units of a file, and what goes through them."""
    with uploads.opened(upload) as file:
        is_table = False
        if not is_zip(file):
            language, units = xliff.read_head(file).language, xliff.read_units(file)
        elif archives.is_archive(file):
            language, units = archives.read_texts(file)
        else:
            is_table = True
            language, units = workbook.read_texts(file)
        if language not in languages_of(cast(User, request.user)):
            raise UnreadableError(_not_your_language(language))
        wishes = Wishes(language, **upload.options)
        place = _("Row %(number)s") if is_table else _("Text %(number)s")
        yield Returning(request, wishes, report, place), units


def _not_your_language(language: str) -> str:
    if language not in language_codes():
        return _("The file is not marked as a translation into any of the site’s languages.")
    message = _("You do not have permission to change texts in this language: %(language)s")
    return message % {"language": native_name(language)}


def _show_preview(request: HttpRequest) -> HttpResponse:
    upload = uploads.find(request.GET.get("upload"), cast(User, request.user), TEXTS)
    if upload is None:
        return _gone(request)
    context = (
        admin.site.each_context(request)
        | preview_context(request, upload)
        | {
            "title": _("Check what will be changed"),
            "confirm": reverse("confirm_texts"),
            "back": reverse("exchange_texts"),
            "part_of": _("Translation files"),
        }
    )
    return TemplateResponse(request, "admin/exchange/preview.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    messages.error(request, gone_upload())
    return HttpResponseRedirect(reverse("exchange_texts"))


class OutdatedPreviewError(Exception):
    """What would be written is no longer what was shown."""


@require_POST
def confirm_texts(request: HttpRequest) -> HttpResponse:
    """Writes what was shown, or shows it anew if that is something else by now."""
    _languages(request)
    upload = uploads.find(request.POST.get("upload"), cast(User, request.user), TEXTS)
    if upload is None:
        return _gone(request)
    try:
        with background.deferring(), transaction.atomic():
            count = _write(request, upload)
    except OutdatedPreviewError:
        upload.rows.all().delete()
        _check(request, upload)
        messages.warning(request, changed_meanwhile())
        return _lead_to_preview(upload)
    messages.success(request, texts_saved_in_words(count))
    return HttpResponseRedirect(reverse("exchange_texts"))


def _write(request: HttpRequest, upload: Upload) -> int:
    report = FileReport()
    with _read(request, upload, report) as (returning, units):
        returning.write(units)
    if report.checksum != upload.shown:
        raise OutdatedPreviewError
    language = returning.wishes.language
    record(Kind.TEXTS_IMPORT, subject=language, details={"count": report.changed})
    upload.delete()
    return report.changed
