"""Base classes of the admin of content.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `ModelAdmin._changeform_view`, which answers a form without a transaction around it
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NamedTuple, cast

from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import OperationalError, models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from accounts.lists import ListAdmin
from accounts.models import User
from core.admin_deleting import counts_in_words, protected_in_words, rows_in_words
from core.admin_search import search_patterns
from core.editing import (
    ContentForm,
    PreloadedSelect,
    PreloadedSelectMultiple,
    is_key,
    may_edit,
)
from core.locking import lock, locks_rows
from core.problems import problems_of
from core.publishing import may_publish
from core.waiting import RETRY_AFTER, is_busy


class ContentPart(BaseModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """The form, widgets and prefetches of both pages and inlines of content."""

    form: type[ContentForm] = ContentForm
    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget({"rows": 4})},
        models.URLField: {"assume_scheme": "https"},
    }

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Prefetches what the autocompletes show, so that no row queries for it."""
        fields = [self.opts.get_field(name) for name in self.autocomplete_fields]
        single = [field.name for field in fields if not field.many_to_many]
        several = [field.name for field in fields if field.many_to_many]
        queryset = super().get_queryset(request).prefetch_related(*several)
        return queryset.select_related(*single) if single else queryset.select_related(None)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        if db_field.name in self.autocomplete_fields:
            options["widget"] = PreloadedSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(
        self, db_field: "models.ManyToManyField[Any, Any]", request: HttpRequest, **options: Any
    ) -> Any:
        if db_field.name in self.autocomplete_fields:
            options["widget"] = PreloadedSelectMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **options)


class ContentInline(ContentPart, InlineModelAdmin):  # type: ignore[misc, type-arg]  # as above, no ClassVars
    """Rows of content on the page of what they belong to. Its formset is one of `core.rows`."""

    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **options)
        formset.form.user = request.user
        formset.form.prepopulated = self.prepopulated_fields
        formset.query = request.GET
        return formset


# Makes further pages of objects, given the admin of their model.
MakePages = Callable[["ContentAdmin"], list[URLPattern]]

_make_pages: list[MakePages] = []


def register_pages(make_pages: MakePages) -> None:
    """Adds pages to the admin of all content, also in the place of Django's own."""
    _make_pages.append(make_pages)


class ListLink(NamedTuple):
    """A link above a list."""

    label: str
    address: str


# The links above the list of a model, given its admin.
MakeLinks = Callable[["ContentAdmin", HttpRequest], list[ListLink]]

_make_links: list[MakeLinks] = []


def register_links(make_links: MakeLinks) -> None:
    """Adds links above the lists of all content."""
    _make_links.append(make_links)


class ContentAdmin(ContentPart, ListAdmin):
    """A list of content, and a page of each object."""

    list_per_page = 50
    # Fields that only those who may publish write: what readers see hangs on them.
    publishers_fields: tuple[str, ...] = ()

    def is_public(self, obj: Any) -> bool:
        """Whether readers have it. Then only those who may publish delete it or move its page."""
        return False

    def _is_locked(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and not may_publish(request.user) and self.is_public(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self._is_locked(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Names items together with what they are a part of, e.g. the roles that use a skill."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        protected = protected_in_words(objs) if protected else []
        return rows_in_words(deleted), counts_in_words(counts), missing, protected

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **options)
        form.user = request.user
        form.prepopulated = self.prepopulated_fields
        form.locked = self.locked_fields(request, obj)
        form.is_busy = getattr(request, "is_busy", False)
        return form

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """An object that is written is locked first, and is then as others have left it."""
        is_written = request.method == "POST" and is_key(object_id)
        if is_written and locks_rows(self.model):
            lock(self.model, object_id)
        return super().get_object(request, object_id, from_field)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        links = [link for make in _make_links for link in make(self, request)]
        return super().changelist_view(request, {**(extra_context or {}), "links": links})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Brings the form back with what was typed if another writer takes too long."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except OperationalError as error:
            if not is_busy(error):
                raise
        request.is_busy = True  # type: ignore[attr-defined]  # travels with the request
        response = self._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[attr-defined]  # not in the stubs
        if response.status_code == HTTPStatus.OK:  # it is there still
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
            response.headers["Retry-After"] = RETRY_AFTER
        return response

    def locked_fields(self, request: HttpRequest, obj: Any) -> tuple[str, ...]:
        """The fields of an object, None for a new one, that someone may not write here: those of
        a publisher. Restoring an earlier version asks for them, too."""
        if may_publish(request.user):
            return ()
        address = ("slug",) if self._is_locked(request, obj) else ()
        return (*self.publishers_fields, *address)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Writes the changed fields only."""
        obj.save(update_fields=form.changed_columns())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        """Adds the values that the form is opened with: it sends them back, to find conflicts.

        Adds what is wrong with what was sent, too.
        """
        form = context["adminform"].form
        context["opened"] = form.opened_json() if context["original"] else None
        context["problems"] = problems_of(form, context["inline_admin_formsets"])
        return super().render_change_form(request, context, *args, **options)

    def get_inline_formsets(
        self, request: HttpRequest, formsets: list[Any], *args: Any, **options: Any
    ) -> list[Any]:
        for formset in formsets:
            formset.show_untouched()
        return super().get_inline_formsets(request, formsets, *args, **options)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        address = getattr(obj, "get_absolute_url", None)
        return address() or None if address else None

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Ignores case and diacritics, and finds what is stored clean."""
        return super().get_search_results(request, queryset, search_patterns(search_term))

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return [f"{name}__regex" for name in super().get_search_fields(request)]

    def get_urls(self) -> list[Any]:
        return [*(page for make in _make_pages for page in make(self)), *super().get_urls()]

    def has_restore_permission(self, request: HttpRequest, obj: Any) -> bool:
        """Whether someone may bring back an earlier version of an object."""
        return self.is_editor(request)

    def is_editor(self, request: HttpRequest) -> bool:
        """Whether the person may change everything here, not only texts."""
        return may_edit(cast(User, request.user), self.model)
