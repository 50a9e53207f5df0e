"""What makes the tests see mistakes that Django forgives."""

import sys
from pathlib import Path

from django.db.models import QuerySet

# Pages are made by Jinja2, which has a strictness of its own; these are admin's.
TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "django"


class UndefinedVariable(Exception):
    """A template of ours names a variable that is not there."""


class Undefined(str):
    """Stands where a template variable is not there: nothing in templates that are not ours."""

    def __bool__(self) -> bool:
        return _template_being_rendered().is_relative_to(TEMPLATES)

    def __contains__(self, text: str) -> bool:
        return text == "%s"

    def __mod__(self, variable: object) -> str:
        if self:
            raise UndefinedVariable(f"{variable} in {_template_being_rendered()}")
        return ""


def _template_being_rendered() -> Path:
    frame = sys._getframe()
    while frame and frame.f_code.co_name != "render_annotated":
        frame = frame.f_back
    return Path(frame.f_locals["self"].origin.name) if frame else Path()


def turn_unordered_rows_round() -> None:
    """Rows without an order come last to first: a test that counts on the order of writing fails.

    A database may return them in any order, and on most days returns them as they were written.
    """
    fetch_all = QuerySet._fetch_all

    def fetch_all_and_turn(queryset: QuerySet) -> None:
        is_new = queryset._result_cache is None
        fetch_all(queryset)
        if is_new and not queryset.ordered:
            queryset._result_cache.reverse()

    QuerySet._fetch_all = fetch_all_and_turn
