"""What is wrong with what was sent for a page of admin, each with where it is to be mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst


@dataclass(frozen=True)
class FormProblem:
    """A message, the place that it is about, and the id of the element where that stands."""

    place: str
    message: str
    target: str


def problems_of(form: Any, inlines: Iterable[Any]) -> list[FormProblem]:
    """The problems of a form and of the rows below it, given as admin's inline formsets."""
    return [*_of_form(form, ""), *(one for inline in inlines for one in _of_rows(inline.formset))]


def _of_rows(formset: Any) -> Iterator[FormProblem]:
    section = capfirst(formset.model._meta.verbose_name_plural)
    for message in formset.non_form_errors():
        yield FormProblem(section, message, f"{formset.prefix}-group")
    for number, row in enumerate(formset.forms):
        name = row.instance if row.instance.pk else f"#{number + 1}"
        yield from _of_form(row, f"{section}: {name}")


def _of_form(form: Any, row: str) -> Iterator[FormProblem]:
    for name, messages in form.errors.items():
        if name == NON_FIELD_ERRORS:
            place, target = row, form.prefix or "content-main"
        else:
            place = " – ".join(filter(None, [row, str(form[name].label)]))
            target = form[name].id_for_label
        yield FormProblem(place, " ".join(messages), target)
