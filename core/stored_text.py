"""Cleans text that was stored before the fields of models did it, for a migration.

The models are those of the migration. Rows are read in batches, and only those are written that
are not clean.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any, TypeAlias

from django.db import IntegrityError, models, transaction

from core.bulk import BATCH
from core.clean_text import clean_line, clean_text

# The texts of a row that are not clean, by column: (as stored, clean).
Changes: TypeAlias = dict[str, tuple[str, str]]
AnyModel: TypeAlias = type[models.Model]


def text_columns(model: AnyModel) -> dict[str, Callable[[str], str]]:
    """The columns that hold free text, with how each is cleaned and cut to what it may hold."""
    return {
        field.attname: _cleaning(field)
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    }


def _cleaning(field: Any) -> Callable[[str], str]:
    clean = clean_text if isinstance(field, models.TextField) else clean_line
    return lambda text: clean(text)[: field.max_length]


def unclean_rows(model: AnyModel, using: str) -> Iterator[tuple[int, Changes]]:
    """The rows with texts that are not clean: primary key and changes."""
    columns, last = text_columns(model), 0
    rows = model._base_manager.using(using).order_by("pk").values("pk", *columns)
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        for row in batch:
            changes = {
                name: (row[name], clean)
                for name, cleaned in columns.items()
                if row[name] and (clean := cleaned(row[name])) != row[name]
            }
            if changes:
                yield row["pk"], changes
        last = batch[-1]["pk"]


def clean_row(model: AnyModel, pk: int, texts: dict[str, str], using: str) -> bool:
    """Writes texts of a row; returns False if that breaks a rule, e.g. they are there already."""
    try:
        with transaction.atomic(using=using):
            model._base_manager.using(using).filter(pk=pk).update(**texts)
    except IntegrityError:
        return False
    return True


def clean_named_row(model: AnyModel, pk: int, texts: dict[str, str], using: str) -> None:
    """The same for a row that stays, whatever its texts: a name that is taken gets a number."""
    if clean_row(model, pk, texts, using):
        return
    for name, text in texts.items():
        for new in (text, f"{text}-{pk}"):
            if clean_row(model, pk, {name: new}, using):
                break


def clean_label(
    model: AnyModel, pk: int, texts: dict[str, str], needed: Collection[str], using: str
) -> None:
    """The same for a row that is a label only: an empty one and a double are deleted."""
    is_empty = any(not text for name, text in texts.items() if name in needed)
    if is_empty or not clean_row(model, pk, texts, using):
        model._base_manager.using(using).filter(pk=pk).delete()
