"""Admin's pages of the history: of each object, and of what was deleted."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.lists import ListAdmin
from accounts.models import User
from core.admin import ContentAdmin, register_pages
from core.editing import MAX_DIGITS, may_edit
from core.models import Content
from core.owners import model_of, models_by_label
from history.differences import ObjectDifference, differences
from history.fields import kept_fields
from history.models import DeletedObject, Entry, Verb
from history.naming import name_in_values
from history.pages import Version, author, find_version, history_page
from history.restoring import Rights, preview, restore
from history.versions import Subject, find_subject

View = Callable[..., HttpResponse]


def make_pages(model_admin: ContentAdmin) -> list[URLPattern]:
    """The pages of an object's history. The first one stands in the place of Django's own."""
    options = model_admin.opts

    def page(address: str, view: View, name: str) -> URLPattern:
        wrapped = model_admin.admin_site.admin_view(partial(view, model_admin))
        full_name = f"{options.app_label}_{options.model_name}_{name}"
        return path(f"<int:pk>/history/{address}", wrapped, name=full_name)

    return [
        page("", list_versions, "history"),
        page("<int:number>/", show_version, "version"),
        page("<int:number>/restore/", restore_version, "restore"),
        path("<path:object_id>/history/", no_history),
    ]


def no_history(request: HttpRequest, object_id: str) -> HttpResponse:
    """In the place of Django's page: it finds an object by other spellings of its number, too."""
    raise Http404


register_pages(make_pages)


def page_address(model: type[Content], name: str, *arguments: int) -> str:
    """The address of one of an object's pages, "" if its model has none."""
    options = model._meta
    try:
        return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=arguments)
    except NoReverseMatch:
        return ""


def list_versions(model_admin: ContentAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    subject, context = _subject(model_admin, request, pk)
    found = history_page(subject, request.GET.get("p"))
    pages = found.page.paginator.get_elided_page_range(found.page.number)
    context |= {"title": _("Change history: %s") % context["name"], "found": found, "pages": pages}
    return TemplateResponse(request, "admin/history/list.html", context)


def show_version(
    model_admin: ContentAdmin, request: HttpRequest, pk: int, number: int
) -> HttpResponse:
    """What a change did or, with `?with=live`, what has changed since."""
    subject, context = _subject(model_admin, request, pk)
    version = _version(subject, number)
    is_compared = request.GET.get("with") == "live"
    found = version.compared() if is_compared else version.changed()
    context |= _of_version(version) | {
        "is_compared": is_compared,
        "differences": _linked(found, version),
        "may_restore": version.is_there and _may_restore(model_admin, request, version),
    }
    return TemplateResponse(request, "admin/history/version.html", context)


def restore_version(
    model_admin: ContentAdmin, request: HttpRequest, pk: int, number: int
) -> HttpResponse:
    """Shows what restoring would do, and does it once that is confirmed."""
    subject, context = _subject(model_admin, request, pk)
    version = _version(subject, number)
    if not version.is_there:
        raise Http404
    if not _may_restore(model_admin, request, version):
        raise PermissionDenied
    last = str(subject.entries().values_list("pk", flat=True).first() or 0)
    if request.method == "POST" and request.POST.get("last") == last:
        return _restore(model_admin, request, version)
    outcome, after = preview(subject, version.state, _rights(request))
    context |= _of_version(version) | {
        "title": _("Restore this version?"),
        "outcome": outcome,
        "differences": [
            (difference, "") for difference in differences(subject.scope(subject.live), after)
        ],
        "last": last,
        "is_outdated": request.method == "POST",
    }
    return TemplateResponse(request, "admin/history/restore.html", context)


def _restore(model_admin: ContentAdmin, request: HttpRequest, version: Version) -> HttpResponse:
    subject = version.subject
    outcome = restore(subject, version.state, _rights(request))
    item = model_admin.get_object(request, str(subject.pk))
    if item is None or not outcome.written:
        messages.error(request, _("Nothing was restored."))
        return HttpResponseRedirect(page_address(subject.model, "history", subject.pk))
    done = _("The version from %(time)s was restored.") % {"time": _time(version)}
    model_admin.log_change(request, item, done)
    messages.success(request, done)
    if outcome.problems:
        messages.warning(request, _("Not everything could be restored. Check the entry."))
    return HttpResponseRedirect(page_address(subject.model, "change", subject.pk))


def _subject(
    model_admin: ContentAdmin, request: HttpRequest, pk: int
) -> tuple[Subject, dict[str, Any]]:
    """The object, if it is or was there and the person may change it; and what each page shows."""
    subject = find_subject(model_admin.model, pk) if len(str(pk)) <= MAX_DIGITS else None
    if subject is None:
        raise Http404
    item = model_admin.get_object(request, str(pk))
    if not model_admin.has_change_permission(request, item):
        raise PermissionDenied
    name = str(item) if item else _deleted_name(subject)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "name": name,
        "module_name": capfirst(str(model_admin.opts.verbose_name_plural)),
        "change_page": page_address(subject.model, "change", pk) if item else "",
        "list_page": page_address(subject.model, "changelist"),
        "history_page": page_address(subject.model, "history", pk),
        "is_deleted": item is None,
    }
    return subject, context


def _deleted_name(subject: Subject) -> str:
    entries = subject.entries().filter(model=subject.key[0], object_id=subject.pk)
    entry = entries.filter(verb=Verb.DELETED).first()
    return (entry and name_in_values(subject.model, entry.kept_values)) or f"#{subject.pk}"


def _version(subject: Subject, number: int) -> Version:
    version = find_version(subject, number) if len(str(number)) <= MAX_DIGITS else None
    if version is None:
        raise Http404
    return version


def _time(version: Version) -> str:
    return date_format(localtime(version.change.at), "DATETIME_FORMAT")


def _of_version(version: Version) -> dict[str, Any]:
    pk, number = version.subject.pk, version.number
    return {
        "title": _("Version from %(time)s") % {"time": _time(version)},
        "version": version,
        "author": author(version.change),
        "version_page": page_address(version.subject.model, "version", pk, number),
        "restore_page": page_address(version.subject.model, "restore", pk, number),
    }


def _linked(found: list[ObjectDifference], version: Version) -> list[tuple[ObjectDifference, str]]:
    """The differences, those of parts each with the page where it is restored alone."""
    return [(difference, _part_page(difference, version)) for difference in found]


def _part_page(difference: ObjectDifference, version: Version) -> str:
    label, pk = difference.key
    model = model_of(label)
    if model is None or difference.key == version.subject.key:
        return ""
    return page_address(model, "history", pk)


def _may_restore(model_admin: ContentAdmin, request: HttpRequest, version: Version) -> bool:
    """Whether someone may restore the object; of a deleted one that is asked as it would be."""
    subject = version.subject
    item = model_admin.get_object(request, str(subject.pk))
    if item is None:
        fields = kept_fields(subject.model)
        values = {
            fields[name].attname: value
            for name, value in version.state[subject.key].items()
            if name in fields and not fields[name].many_to_many
        }
        item = subject.model(**values)
    verb = "add" if item._state.adding else "change"
    return _may(request, verb, subject.model) and model_admin.has_restore_permission(request, item)


def _may(request: HttpRequest, verb: str, model: type[Content]) -> bool:
    codename = get_permission_codename(verb, model._meta)
    return request.user.has_perm(f"{model._meta.app_label}.{codename}")


def _rights(request: HttpRequest) -> Rights:
    return Rights(partial(_may, request), partial(_locked, request))


def _locked(request: HttpRequest, item: Content) -> tuple[str, ...]:
    """The fields of an object that its form would not let someone write."""
    model = type(item)
    if not admin.site.is_registered(model):
        return ()  # a row on the form of another object
    model_admin = admin.site.get_model_admin(model)
    return model_admin.locked_fields(request, item) if isinstance(model_admin, ContentAdmin) else ()


class KindFilter(admin.SimpleListFilter):
    """Filters deleted objects by their model."""

    title = gettext_lazy("kind of content")
    parameter_name = "kind"

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]"
    ) -> list[tuple[str, str]]:
        names = [(label, capfirst(str(model_of(label)._meta.verbose_name_plural)))  # type: ignore[union-attr]  # known
                 for label in restorable_labels(request)]  # fmt: skip
        return sorted(names, key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(model=self.value()) if self.value() else queryset


def restorable_labels(request: HttpRequest) -> list[str]:
    """The labels of the models whose deleted objects someone may bring back."""
    return [
        label
        for label, model in models_by_label().items()
        if not model.part_of
        and may_edit(cast(User, request.user), model)
        and _may(request, "add", model)
    ]


@admin.register(DeletedObject)
class DeletedObjectAdmin(ListAdmin):
    """Lists the objects that were deleted and are not back, the last first."""

    list_display = ("name", "kind", "deleted_at", "deleted_by")
    list_display_links = None
    list_filter = (KindFilter,)
    list_per_page = 50
    list_select_related = ("change__by",)
    show_full_result_count = False
    ordering = ("-pk",)
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(restorable_labels(request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[DeletedObject]:
        later = Entry.objects.filter(
            owner_model=OuterRef("model"),
            owner_id=OuterRef("object_id"),
            model=OuterRef("model"),
            verb=Verb.CREATED,
            pk__gt=OuterRef("pk"),
        )
        deleted = DeletedObject.objects.filter(
            ~Exists(later), verb=Verb.DELETED, owner_model=F("model"), owner_id=F("object_id")
        )
        return deleted.filter(model__in=restorable_labels(request))

    @admin.display(description=gettext_lazy("object"))
    def name(self, entry: DeletedObject) -> SafeString | str:
        model: Any = model_of(entry.model)
        name = name_in_values(model, entry.kept_values)
        page = page_address(model, "version", entry.object_id, entry.change_id)
        return format_html('<a href="{}">{}</a>', page, name) if page else name

    @admin.display(description=gettext_lazy("kind of content"))
    def kind(self, entry: DeletedObject) -> str:
        return capfirst(str(model_of(entry.model)._meta.verbose_name))  # type: ignore[union-attr]  # known

    @admin.display(description=gettext_lazy("deleted"))
    def deleted_at(self, entry: DeletedObject) -> str:
        return date_format(localtime(entry.change.at), "DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("deleted by"))
    def deleted_by(self, entry: DeletedObject) -> str:
        return author(entry.change)
