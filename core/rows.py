"""Rows of content on the page of what they belong to: a formset that loses and overwrites nothing.

A browser sends back rows as they were when the page was opened. Meanwhile somebody may have changed
or deleted some of them.
"""

import re
from collections.abc import Iterator, Set
from functools import cached_property
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db import models
from django.forms import Field, HiddenInput
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import BaseModelFormSet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.editing import is_key
from core.merging import (
    OPENED,
    MergingForm,
    RowKey,
    RowKeyField,
    comparable,
    constrained_fields,
    json_object,
)

AnyField: TypeAlias = "models.Field[Any, Any]"
RowValues: TypeAlias = tuple[Any, ...]  # the values of a unique constraint in one row


class ContentRows(BaseModelFormSet):  # type: ignore[type-arg]  # generic in the stubs only
    """Rows that several people may edit at once.

    - A section in which nothing was changed is not even read: a role has eleven of them.
    - A row that somebody has deleted meanwhile stands at the end as a new one, if it was changed.
    - A row that somebody has changed meanwhile is deleted only after it was said.
    - What a unique constraint would refuse is refused with a message. Django validates each row
      alone; here rows are compared with each other and with what is stored: a row that is moved
      or deleted in the same save is still in the way when another is written.
    """

    model: type[models.Model]
    form: type[MergingForm]
    forms: Any  # lists of MergingForm
    initial_forms: Any
    extra_forms: Any
    prefix: str
    instance: Any  # what the rows belong to
    data: Any  # a QueryDict, when bound
    rows_per_page: int | None = None  # None: all rows stand on one page
    query: QueryDict | None = None  # of the address, which says what page of the rows is shown

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.restored_count = 0  # rows that somebody has deleted while they were changed here
        self._shown: list[models.Model] = []
        self._moved: list[models.Model] = []
        self.is_untouched = False
        if self.is_bound:
            self._renumber_rows()
        else:
            self._shown = list(self.page.object_list)

    # --- Rows that are stored ---

    @cached_property
    def stored_rows(self) -> dict[str, models.Model]:
        """All rows in their order, by their keys as texts."""
        return {str(row.pk): row for row in super().get_queryset()}

    def get_queryset(self) -> Any:
        """The stored rows that are shown, or that were sent: some of all, if they are paged."""
        return self._shown

    def _existing_object(self, pk: Any) -> models.Model | None:
        return self.stored_rows.get(str(pk))

    # --- Pages of rows ---

    @cached_property
    def page(self) -> Page[models.Model]:
        """The rows that are shown of a long section."""
        rows = [*self.stored_rows.values()]
        per_page = self.rows_per_page or max(len(rows), 1)
        number = self.query and self.query.get(self.page_parameter)
        return Paginator(rows, per_page, orphans=per_page // 2).get_page(number or 1)

    @property
    def page_parameter(self) -> str:
        return f"{self.prefix}-page"

    @property
    def is_paged(self) -> bool:
        return self.page.has_other_pages()

    @property
    def stands_open(self) -> bool:
        """Whether the section opens by itself: it is a new object's, something wrong was sent for
        it, or a page of it was asked for."""
        was_sent = self.is_bound and (self.total_error_count() > 0 or self.has_changed())
        is_new = self.instance.pk is None  # of what they belong to
        return is_new or was_sent or bool(self.query and self.page_parameter in self.query)

    def page_links(self) -> Iterator[tuple[int, str]]:
        """The number and the address of each page of this section."""
        query = self.query.copy() if self.query else QueryDict(mutable=True)
        for number in self.page.paginator.page_range:
            query[self.page_parameter] = str(number)
            yield number, f"?{query.urlencode()}#{self.prefix}-group"

    def _keep_order_in_page(self) -> None:
        """Rows that are moved exchange the places that they have; new ones come last of all.

        The browser numbers the rows of a page from 1, as if there were no other page.
        """
        rows = [form for form in self.initial_forms if "order" in form.stored]
        if not any("order" in form.changed_data for form in rows):
            return
        places = sorted(self._distinct_places({form.instance.pk: form for form in rows}))
        moved = sorted(rows, key=lambda form: form.cleaned_data.get("order", form.stored["order"]))
        for form, place in zip(moved, places, strict=True):
            form.instance.order = place
            if place != form.stored["order"] and "order" not in form.changed_data:
                form.changed_data.append("order")

    def _distinct_places(self, forms: dict[Any, MergingForm]) -> list[int]:
        """The places of the rows on this page. Where several rows share one, all are numbered."""
        stored = {
            row.pk: forms[row.pk].stored["order"] if row.pk in forms else row.order  # type: ignore[attr-defined]  # it is sorted
            for row in self.stored_rows.values()
        }
        if len({*stored.values()}) < len(stored):
            numbered = {pk: number for number, pk in enumerate(stored, 1)}
            for row in self.stored_rows.values():
                if row.pk not in forms and numbered[row.pk] != stored[row.pk]:
                    row.order = numbered[row.pk]  # type: ignore[attr-defined]  # the same
                    self._moved.append(row)
            stored = numbered
        return [stored[pk] for pk in forms]

    def _append_new_rows(self) -> None:
        for form in self.extra_forms:
            form.instance.order = 0  # the sorting library then gives it the last place

    # --- What was sent ---

    def _renumber_rows(self) -> None:
        """Makes new rows of those that are gone, and counts only rows that were sent."""
        counts = [
            str(self.data.get(f"{self.prefix}-{name}"))
            for name in (INITIAL_FORM_COUNT, TOTAL_FORM_COUNT)
        ]
        if not all(map(is_key, counts)):
            self.data = {}  # the formset then says that its management form was tampered with
            return
        sent_initial, sent_total = map(int, counts)
        sent = self._sent_rows(sent_total)
        if len(sent) == sent_total == sent_initial and all(map(self._is_as_opened, sent)):
            self._leave_untouched()
            return
        existing, gone = self._split_existing([n for n in sent if n < sent_initial])
        self._shown = [self.stored_rows[self._sent_key(number)] for number in existing]
        if (len(existing), len(sent)) == (sent_initial, sent_total):
            return
        restored = [n for n in gone if self._was_changed(n)]
        self.restored_count = len(restored)
        new = [n for n in sent if n >= sent_initial]
        self._replace_rows(sent, existing, [*new, *restored], without_key={*restored})

    def _sent_rows(self, total: int) -> dict[int, list[str]]:
        """The names of the inputs of each row, by the row's number."""
        pattern = re.compile(rf"{re.escape(self.prefix)}-([0-9]{{1,5}})-")
        rows = dict[int, list[str]]()
        for name in self.data:
            if (match := pattern.match(name)) and (number := int(match[1])) < total:
                rows.setdefault(number, []).append(name)
        return dict(sorted(rows.items()))

    def _split_existing(self, numbers: list[int]) -> tuple[list[int], list[int]]:
        """The numbers of rows that are stored, and of rows that are no longer."""
        keys = {*self.stored_rows}
        existing, gone = list[int](), list[int]()
        for number in numbers:
            key = self._sent_key(number)
            (existing if key in keys else gone).append(number)
            keys.discard(key)
        return existing, gone

    def _sent_key(self, number: int) -> str:
        return str(self.data.get(f"{self.add_prefix(number)}-{self.model._meta.pk.name}"))

    def _was_changed(self, number: int) -> bool:
        """Whether someone changed a row that is gone, and wants to keep it."""
        prefix = self.add_prefix(number)
        form = self.form(self.data, prefix=prefix, instance=self.model(pk=0))
        return f"{prefix}-{DELETION_FIELD_NAME}" not in self.data and form.has_changed()

    def _replace_rows(
        self, sent: dict[int, list[str]], existing: list[int], new: list[int], without_key: Set[int]
    ) -> None:
        """Numbers the rows anew, those that are stored first."""
        data = self.data.copy()
        rows = {
            number: [(name, data.pop(name)) for name in names] for number, names in sent.items()
        }
        for to, number in enumerate([*existing, *new]):
            start = len(self.add_prefix(number)) + 1
            for name, values in rows[number]:
                field = name[start:]
                if not (number in without_key and field in (self.model._meta.pk.name, OPENED)):
                    data.setlist(f"{self.add_prefix(to)}-{field}", values)
        data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = str(len(existing))
        data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = str(len(existing) + len(new))
        self.data = data

    # --- Sections in which nothing was changed ---

    @cached_property
    def _blank_form(self) -> MergingForm:
        return self.form(prefix=self.prefix, instance=self.model())

    def _is_as_opened(self, number: int) -> bool:
        """Whether a row was sent as the page was opened with it. To tell, it need not be read."""
        prefix = self.add_prefix(number)
        if f"{prefix}-{DELETION_FIELD_NAME}" in self.data:
            return False
        opened = json_object(self.data.get(f"{prefix}-{OPENED}"))
        return bool(opened) and all(
            self._is_field_as_opened(field, f"{prefix}-{name}", opened, name)
            for name, field in self._blank_form.fields.items()
        )

    def _is_field_as_opened(
        self, field: Field, html_name: str, opened: dict[str, Any], name: str
    ) -> bool:
        if name not in opened:  # is locked, and so the browser sends nothing either
            return field.disabled and html_name not in self.data
        sent = field.widget.value_from_datadict(self.data, self.files, html_name)
        return not field.has_changed(comparable(field, opened[name]), sent)

    def _leave_untouched(self) -> None:
        self.is_untouched = True
        counts = (INITIAL_FORM_COUNT, TOTAL_FORM_COUNT)
        self.data = {f"{self.prefix}-{name}": "0" for name in counts}

    def show_untouched(self) -> None:
        """Shows an untouched section, on a page that is shown again, as it is stored by now."""
        if self.is_untouched:
            self.is_bound, self.data, self._errors = False, {}, None
            self._shown = list(self.page.object_list)
            for name in ("forms", "management_form"):
                vars(self).pop(name, None)

    # --- What is written ---

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        if commit and form.changed_data == ["order"]:
            self._moved.append(obj)
            return obj
        return super().save_existing(form, obj, commit)

    def save_existing_objects(self, commit: bool = True) -> Any:
        """Writes rows that were only moved in one go: one that is dragged moves all it passes."""
        saved = super().save_existing_objects(commit)
        if self._moved:
            self.model._default_manager.bulk_update(self._moved, ["order"])
        return saved

    # --- Forms ---

    def _construct_form(self, i: int, **options: Any) -> MergingForm:
        form: MergingForm = super()._construct_form(i, **options)  # type: ignore[misc]  # not in the stubs
        if form.instance.pk is not None:
            form.empty_permitted = True  # an unchanged row is neither cleaned nor written
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        is_row = form.instance.pk is not None
        form.fields[self.model._meta.pk.name] = RowKeyField(
            required=False,
            widget=RowKey(form) if is_row else HiddenInput,
            initial=form.instance.pk,
        )

    # --- Checks ---

    def clean(self) -> None:
        super().clean()
        if self.is_untouched:
            return
        if self.is_paged:
            self._keep_order_in_page()
            self._append_new_rows()
        for constraint in self.form._meta.model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                self._refuse_duplicates(constraint)
        if problems := [*self._restored_rows(), *self._deletion_conflicts()]:
            raise ValidationError(problems)

    def _restored_rows(self) -> Iterator[str]:
        if self.restored_count:
            yield ngettext(
                "Somebody has deleted an item that you changed. It is now at the end of the list "
                "as a new item. Save again to keep it, or remove it.",
                "Somebody has deleted %(count)d items that you changed. They are now at the end of "
                "the list as new items. Save again to keep them, or remove them.",
                self.restored_count,
            ) % {"count": self.restored_count}

    def _deletion_conflicts(self) -> Iterator[str]:
        message = _(
            "The item “%s” has changed since you opened the page. Save again to delete it anyway."
        )
        for form in self.initial_forms:
            if self._is_deleted(form) and form.has_newer_values():
                form.accept_newer_values()
                yield message % form.instance

    def _refuse_duplicates(self, constraint: models.UniqueConstraint) -> None:
        names = constrained_fields(constraint)
        # All rows belong to one object: that part of the constraint is the same for all.
        names &= self.form.base_fields.keys()
        fields = [field for field in self.form._meta.model._meta.fields if field.name in names]
        stored, seen = self._stored(fields), set[RowValues]()
        for form in self._remaining_forms(names):
            values = _values(form.instance, fields)
            if values in seen or stored.get(values, form.instance.pk) != form.instance.pk:
                form.add_error(None, constraint.get_violation_error_message())
            seen.add(values)

    def _stored(self, fields: list[AnyField]) -> dict[RowValues, int]:
        """The values in the database, each with the key of its row."""
        stored = {
            form.instance.pk: tuple(form.stored[field.name] for field in fields)
            for form in self.initial_forms
        }
        return {
            stored.get(row.pk) or _values(row, fields): row.pk for row in self.stored_rows.values()
        }

    def _remaining_forms(self, names: Set[str]) -> list[MergingForm]:
        """The rows that will exist after saving, and whose fields are valid."""
        return [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed())
            and form.errors.keys().isdisjoint(names)
            and not self._is_deleted(form)
        ]

    def _is_deleted(self, form: MergingForm) -> bool:
        return bool(self.can_delete and form.cleaned_data.get(DELETION_FIELD_NAME))


def _values(row: models.Model, fields: list[AnyField]) -> RowValues:
    return tuple(getattr(row, field.attname) for field in fields)
