"""Tables of content for django-import-export: what is in them, and what a row may change.

A row is checked and written by the form of admin, with the fields that the file changes and no
others: the same rules and rights, the same messages. Nothing is written while a file is checked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import HttpRequest
from import_export import fields, instance_loaders, resources, widgets

from core.admin import ContentAdmin
from core.bulk import batches
from core.clean_text import clean_line, clean_text
from core.models import Content
from exchange.limits import UnreadableError
from exchange.reports import FileReport, FileRow, ValueChange
from exchange.sheets import Row
from exchange.tables import words
from exchange.tables.columns import LAYOUTS, VERSION, Layout
from exchange.tables.formats import NUMBER, StreamedRows
from exchange.tables.versions import checksum, exported_checksums, version_of
from history.naming import field_label, field_language

READ_AT_ONCE = 200  # rows
LONGEST_PLACE = 50  # characters of a key that a refused row is called by


@dataclass
class ImportDesk:
    """Who imports, through which admin, and how."""

    request: HttpRequest
    model_admin: ContentAdmin
    report: FileReport = field(default_factory=FileReport)
    wipes: bool = False  # whether an empty cell deletes a text


class SlugWidget(widgets.ForeignKeyWidget):  # type: ignore[misc]  # the library has no types
    """An object by its slug. All slugs are read once, not one for each row."""

    def __init__(self, model: type[models.Model], field: str = "slug", **options: Any) -> None:
        super().__init__(model, field, **options)

    def keys(self) -> dict[str, int]:
        if not hasattr(self, "_keys"):
            rows = self.model._default_manager.order_by()
            self._keys = dict(rows.values_list(self.field, "pk"))
        return self._keys


class BatchLoader(instance_loaders.ModelInstanceLoader):  # type: ignore[misc]  # the same
    """The objects of rows, as the resource has read them."""

    def get_instance(self, row: Mapping[str, str]) -> models.Model | None:
        found: models.Model | None = self.resource.stored.get(row[self.resource.layout.key])
        return found


class TableResource(resources.ModelResource):  # type: ignore[misc]  # the same
    """A table of one kind of content."""

    layout: Layout

    class Meta:
        instance_loader_class = BatchLoader
        skip_diff = True  # the report has them
        skip_unchanged = True
        report_skipped = False
        use_bulk = False

    def __init__(self, desk: ImportDesk) -> None:
        super().__init__()
        self.desk = desk
        self.stored: dict[str, models.Model] = {}
        self.seen: dict[str, str] = {}  # the number of the row of each key
        self._forms: dict[tuple[bool, tuple[str, ...]], Any] = {}

    # --- Out ---

    def filter_export(self, queryset: Any, **options: Any) -> Any:
        """Without what the list of admin reads besides."""
        rows = queryset.prefetch_related(None).select_related(None)
        return rows.select_related(*self.layout.joined) if self.layout.joined else rows

    def export(self, queryset: Any = None, **options: Any) -> StreamedRows:
        rows = self.filter_export(queryset)
        return StreamedRows([*self.layout.columns, VERSION], self._rows(rows))

    def _rows(self, queryset: Any) -> Iterator[list[str]]:
        for item in self.iter_queryset(queryset):
            values = [*self.values_of(item).values()]
            yield [*values, version_of(self.layout, values)]

    def values_of(self, item: models.Model) -> dict[str, str]:
        """What the cells of an object hold, by column."""
        return {name: self.fields[name].export(item) or "" for name in self.layout.columns}

    # --- In ---

    def import_data(self, dataset: StreamedRows, dry_run: bool = False, **options: Any) -> Any:
        """Checks without a transaction: nobody waits for what is only looked at."""
        for name in ("retain_instance_in_row_result", "raise_errors"):
            options.pop(name, None)
        self._check_headings(dataset.headers)
        dataset.rows = self._read_along(dataset.headers, dataset.rows)
        if dry_run:
            return self.import_data_inner(dataset, True, False, False, False, **options)
        return super().import_data(dataset, dry_run=False, use_transactions=True, **options)

    def _check_headings(self, headings: list[str]) -> None:
        known = {*self.layout.columns, VERSION, NUMBER}
        if self.layout.key not in headings:
            raise UnreadableError(words.no_key(self.layout.key))
        if twice := [name for name in known if headings.count(name) > 1]:
            raise UnreadableError(words.same_heading(twice[0]))
        if unknown := [name for name in headings if name and name not in known]:
            messages.warning(self.desk.request, words.unknown_columns(unknown))

    def _read_along(self, headings: list[str], rows: Iterable[Row]) -> Iterator[list[str]]:
        """The rows with clean texts; the objects that some are about are read before these."""
        place = headings.index(self.layout.key)
        for batch in batches(([*map(clean_text, row)] for row in rows), READ_AT_ONCE):
            self.stored = self._read([row[place] for row in batch])
            yield from batch

    def _read(self, keys: list[str]) -> dict[str, models.Model]:
        rows = self.filter_export(self.get_queryset())
        found = rows.filter(**{f"{self.layout.key}__in": keys})
        return {getattr(item, self.layout.key): item for item in found}

    def import_row(self, row: dict[str, str], instance_loader: Any, **options: Any) -> Any:
        """What is no fault of the file is no finding either: it is raised."""
        result = super().import_row(row, instance_loader, **options)
        if result.errors:
            raise result.errors[0].error
        if result.validation_error:
            self._report_refused(row, result.validation_error)
        return result

    def before_import_row(self, row: dict[str, str], **options: Any) -> None:
        key = row.get(self.layout.key, "")
        self.changes: dict[str, str] = {}
        if not key:
            raise ValidationError({self.layout.key: words.no_key(self.layout.key)})
        if key in self.seen:
            raise ValidationError({self.layout.key: words.twice(self.seen[key])})
        self.seen[key] = row[NUMBER]

    def import_instance(self, instance: models.Model, row: dict[str, str], **options: Any) -> None:
        """Finds what the row changes; the form then writes it."""
        exported = exported_checksums(self.layout, row.get(VERSION, ""))
        is_new = instance.pk is None
        self.name = "" if is_new else str(instance)  # the form changes the instance
        if is_new and exported:
            raise ValidationError({self.layout.key: words.gone()})
        if is_new and not self.desk.model_admin.has_add_permission(self.desk.request):
            raise ValidationError({self.layout.key: words.may_not_add()})
        stored = dict.fromkeys(self.layout.columns, "") if is_new else self.values_of(instance)
        problems: dict[str, list[str]] = {}
        for name, text in self._told(row, stored, exported):
            if exported and checksum(stored[name]) != exported[name]:
                problems[name] = [words.changed_since(stored[name])]
            elif name in self.layout.shown or (name == "source_language" and stored[name]):
                problems[name] = [words.not_in_tables()]
            else:
                self.changes[name] = text
        self.before = stored
        if problems:
            raise ValidationError(problems)

    def _told(
        self, row: dict[str, str], stored: dict[str, str], exported: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        """The columns in which the file says something new."""
        for name in self.layout.columns:
            text = self._cleaned(name, row.get(name, ""))
            is_untouched = bool(exported) and checksum(text) == exported[name]
            is_left_empty = not text and (not self.desk.wipes or name not in row)
            if not (is_untouched or is_left_empty or text == self._cleaned(name, stored[name])):
                yield name, text

    def _cleaned(self, name: str, text: str) -> str:
        is_long = isinstance(self._meta.model._meta.get_field(name), models.TextField)
        return clean_text(text) if is_long else clean_line(text)

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        is_unchanged = not (self.changes or errors)
        if is_unchanged:
            self.desk.report.add_unchanged()
        return is_unchanged

    def validate_instance(
        self, instance: models.Model, errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Lets the form of admin check the changes."""
        problems: dict[str, list[Any]] = {name: [*found] for name, found in (errors or {}).items()}
        if not self.changes:
            raise ValidationError(problems)
        self.form = self._form(instance)
        locked = [name for name in self.changes if self.form.fields[name].disabled]
        problems |= {name: [words.not_yours()] for name in locked}
        for name, found in self.form.errors.as_data().items():
            messages = [message for error in found for message in error.messages]
            problems.setdefault(name, []).extend(self._explained(name, messages))
        if problems:
            raise ValidationError(problems)

    def _explained(self, name: str, messages: list[str]) -> list[str]:
        """A choice says what can be chosen, a relation which slug leads nowhere."""
        if name not in self.changes:
            return messages
        if name in self.layout.joined:
            return [words.unknown_slug(self.changes[name])]
        choices = self._meta.model._meta.get_field(name).choices
        if not choices:
            return messages
        return [*messages, words.choices_in_words([str(value) for value, _label in choices])]

    def _form(self, instance: models.Model) -> Any:
        is_new = instance.pk is None
        names = self.layout.columns if is_new else self.changes
        names = tuple(name for name in names if name not in self.layout.shown)
        if (is_new, names) not in self._forms:
            admin, request = self.desk.model_admin, self.desk.request
            about = None if is_new else instance
            form = admin.get_form(request, about, change=not is_new, fields=[*names])
            self._forms[is_new, names] = form
        data = {name: self._input(name, text) for name, text in self.changes.items()}
        others = {name: getattr(instance, name) for name in self.layout.shown}  # rules ask for them
        return self._forms[is_new, names](data, instance=instance, initial=others)

    def _input(self, name: str, text: str) -> str:
        """What a browser would send: the key of a related object, none for what is not so."""
        model_field = self._meta.model._meta.get_field(name)
        if name in self.layout.joined:
            key = self.fields[name].widget.keys().get(text, 0 if text else "")
            return str(key)
        if isinstance(model_field, models.BooleanField):
            return "on" if self.fields[name].widget.clean(text) else ""
        return text

    def save_instance(
        self, instance: models.Model, is_create: bool, row: dict[str, str], **options: Any
    ) -> None:
        self.desk.report.add(self._changed_row(instance, is_create, row))
        if not options.get("dry_run"):
            self.do_instance_save(instance, is_create)

    def do_instance_save(self, instance: models.Model, is_create: bool) -> None:
        admin, request, form = self.desk.model_admin, self.desk.request, self.form
        item = form.save(commit=False)
        admin.save_model(request, item, form, change=not is_create)
        if isinstance(item, Content):
            item.touch()
        log = admin.log_addition if is_create else admin.log_change
        log(request, item, admin.construct_change_message(request, form, [], is_create))

    # --- What is reported ---

    def _changed_row(self, instance: models.Model, is_create: bool, row: dict[str, str]) -> FileRow:
        changes = [
            ValueChange(self._label(name), self._language(name), self.before[name], text)
            for name, text in self.changes.items()
        ]
        name = row[self.layout.key] if is_create else self.name
        notes = [words.new_entry()] if is_create else []
        return FileRow(words.row_in_words(row[NUMBER]), name, changes=changes, notes=notes)

    def _report_refused(self, row: dict[str, str], error: ValidationError) -> None:
        problems = [
            (self._about(name), message)
            for name, messages in error.message_dict.items()
            for message in messages
        ]
        name = row.get(self.layout.key, "")[:LONGEST_PLACE]
        number = words.row_in_words(row[NUMBER])
        self.desk.report.add(FileRow(number, name, problems=problems))

    def _about(self, name: str) -> str:
        """The column that a problem is in, as the file and as the form call it."""
        if name == NON_FIELD_ERRORS:
            return ""
        if name not in self.layout.columns:
            return name
        return f"{name} ({self._label(name)})"

    def _label(self, name: str) -> str:
        return field_label(self.layout.model, name)

    def _language(self, name: str) -> str:
        return field_language(self.layout.model, name)


def _related(model: type[Content], name: str) -> type[models.Model]:
    field: Any = model._meta.get_field(name)
    related: type[models.Model] = field.related_model
    return related


@cache
def resource_of(model: type[Content]) -> type[TableResource]:
    """The resource of a kind of content, with the fields that its layout names."""
    layout = LAYOUTS[model]
    joined = {
        name: fields.Field(
            attribute=f"{name}__slug",
            column_name=name,
            widget=SlugWidget(_related(model, name)),
        )
        for name in layout.joined
    }
    made: type[TableResource] = resources.modelresource_factory(
        model,
        resource_class=TableResource,
        meta_options={"fields": layout.columns, "import_id_fields": (layout.key,)},
        custom_fields=joined,
    )
    made.layout = layout
    return made
