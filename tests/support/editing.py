"""People at work in admin."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.forms import BoundField, MultiWidget, modelform_factory
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from accounts.models import User
from core.editing import ContentForm
from tests.support.factories import UserFactory


class Desk(Client):
    """Someone's browser, signed in to admin."""

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user
        self.force_login(user)

    def opened(self, address: str) -> dict[str, Any]:
        """The forms of a page, not rendered: that takes long, and most tests only fill them in."""
        request = RequestFactory().get(address)
        request.user = self.user
        view, args, options = resolve(request.path)
        return view(request, *args, **options).context_data

    def filled_in(self, address: str) -> dict[str, Any]:
        """What a browser would send for the forms of a page on which nothing is changed."""
        page = self.opened(address)
        formsets = [inline.formset for inline in page["inline_admin_formsets"]]
        forms = [page["adminform"].form]
        for formset in formsets:
            forms += [formset.management_form, *formset.forms]
        fields = [field for form in forms for field in form if not field.field.disabled]
        sent = {name: value for field in fields for name, value in _sent(field).items()}
        opened = {
            form.add_prefix("opened"): form.opened_json()
            for form in forms
            if isinstance(form, ContentForm) and form.instance.pk
        }
        return sent | opened

    def save(self, item: Model, **changes: Any) -> HttpResponse:
        """Opens an object's page, changes some fields, and saves.

        A field is named as on the page, with `__` for `-`: `tool_uses__0__purpose_fi`.
        """
        address = change_page(item)
        changes = {name.replace("__", "-"): value for name, value in changes.items()}
        return self.post(address, self.filled_in(address) | changes)

    def add(self, item: Model, prefix: str, *rows: dict[str, Any]) -> HttpResponse:
        """Opens an object's page, adds rows to one of its inlines, and saves."""
        address = change_page(item)
        sent = self.filled_in(address)
        first = sent[f"{prefix}-TOTAL_FORMS"]
        for n, row in enumerate(rows, first):
            sent |= {f"{prefix}-{n}-{name}": value for name, value in row.items()}
        return self.post(address, sent | {f"{prefix}-TOTAL_FORMS": first + len(rows)})


def desk(group: str, *languages: str) -> Desk:
    """The desk of someone of a group who may write in these languages."""
    user = UserFactory(languages=list(languages))
    user.groups.add(Group.objects.get(name=group))
    return Desk(user)


def change_page(item: Model) -> str:
    """Where an object is edited."""
    return reverse(f"admin:{item._meta.label_lower.replace('.', '_')}_change", args=[item.pk])


def complaints(response: HttpResponse) -> dict[str, list[str]]:
    """What a page says is wrong, by field; a row as a whole is `tool_uses-0-__all__`."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += inline.formset.forms
    return {
        "-".join(filter(None, [form.prefix, name])): list(errors)
        for form in forms
        for name, errors in form.errors.items()
    }


def _sent(field: BoundField) -> dict[str, Any]:
    """What a browser sends for a field. A date and its time are two controls."""
    widget, value = field.field.widget, field.value()
    if isinstance(widget, MultiWidget):
        parts = zip(widget.widgets, widget.decompress(value), strict=True)
        shown = [one.format_value(part) or "" for one, part in parts]
        return {f"{field.html_name}_{n}": part for n, part in enumerate(shown)}
    if value is None or value is False:
        return {}
    if isinstance(value, list):
        value = [getattr(one, "pk", one) for one in value]
    return {field.html_name: value.replace("\n", "\r\n") if isinstance(value, str) else value}


def form_class(
    model: type[Model], user: User, form: type[ContentForm] = ContentForm, **options: Any
) -> type[ContentForm]:
    """The form of a model as admin builds it for a user."""
    form_type = modelform_factory(model, form=form, **options)
    form_type.user = user
    return form_type
