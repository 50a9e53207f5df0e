"""Admin of synonyms, and of queries without a hit, which become hidden titles of roles."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.lists import ListAdmin
from core.admin import ContentAdmin
from core.fields import CleanInput
from roles.models import AlternativeTitle, Role
from search.models import Miss, Synonym


@admin.register(Synonym)
class SynonymAdmin(ContentAdmin):
    """Editors maintain the synonyms here."""

    list_display = ("phrase", "meaning", "language")
    list_filter = ("language", "is_whole_query", ("identifier", admin.EmptyFieldListFilter))
    search_fields = ("phrase", "meaning", "identifier")
    fields = ("language", "phrase", "meaning", "is_whole_query", "identifier")


class MissForm(forms.ModelForm):  # type: ignore[type-arg]  # Django has no generic class at run time
    """Turns a query without a hit into a hidden title of a role."""

    role: "forms.ModelChoiceField[Role]" = forms.ModelChoiceField(
        Role.objects.none(),
        label=capfirst(AlternativeTitle._meta.get_field("role").verbose_name),
        widget=AutocompleteSelect(AlternativeTitle._meta.get_field("role"), admin.site),
    )
    title = CleanInput(max_length=200, label=gettext_lazy("Alternative title"))

    class Meta:
        model = Miss
        fields = ("language",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        role = cast("forms.ModelChoiceField[Role]", self.fields["role"])
        role.queryset = Role.objects.all()
        self.fields["title"].initial = self.instance.text

    def clean(self) -> dict[str, Any]:
        super().clean()
        title = self.alternative_title()
        if title:
            title.full_clean()
        return self.cleaned_data

    def alternative_title(self) -> AlternativeTitle | None:
        """The new title, unsaved; None unless role, language and title are filled in."""
        values = {name: self.cleaned_data.get(name) for name in ("role", "language", "title")}
        return AlternativeTitle(shown=False, **values) if all(values.values()) else None


@admin.register(Miss)
class MissAdmin(ListAdmin):
    """Queries without a hit, most frequent first. Who may add titles of roles may change them."""

    form = MissForm
    list_display = ("text", "language", "count", "last_day", "add_title")
    list_display_links = None
    list_filter = ("language",)
    search_fields = ("text",)
    fields = ("text", "count", "last_day", "title", "language", "role")
    readonly_fields = ("text", "count", "last_day")
    actions_selection_counter = False

    @admin.display(description="")
    def add_title(self, miss: Miss) -> SafeString:
        """A link to the form that makes the query a title."""
        address = reverse("admin:search_miss_change", args=[miss.pk])
        return format_html(
            '<a href="{}">{}</a>', address, _("Add as an alternative title for a role…")
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Miss | None = None) -> bool:
        return request.user.has_perm("roles.add_alternativetitle")

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        columns = self.list_display
        return columns if self.has_change_permission(request) else columns[:-1]

    def save_model(self, request: HttpRequest, obj: Miss, form: MissForm, change: bool) -> None:
        """Adds the title and deletes the query."""
        if title := form.alternative_title():
            title.save()
        form.cleaned_data["role"].touch()
        obj.delete()

    def log_change(self, request: HttpRequest, obj: Miss, message: Any) -> None:  # type: ignore[override]  # no entry
        """Logs nothing: the query is deleted, and the role logs its own change."""

    def response_change(self, request: HttpRequest, obj: Miss) -> HttpResponse:
        messages.success(
            request, _("A search for “%(title)s” now finds the role.") % {"title": obj.text}
        )
        return HttpResponseRedirect(reverse("admin:search_miss_changelist"))
