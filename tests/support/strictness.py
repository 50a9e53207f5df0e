"""What makes the tests see mistakes that Django forgives."""

import sys
from collections.abc import Mapping
from pathlib import Path

from django.db.models import QuerySet
from jinja2 import Environment, Template
from jinja2.runtime import Context

from config import jinja2

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


class StrictTemplate(Template):
    """Sees what a view gives under the name of a helper: the template would see the helper."""

    def new_context(
        self,
        vars: dict[str, object] | None = None,
        shared: bool = False,
        locals: Mapping[str, object] | None = None,
    ) -> Context:
        given = set() if shared else {*(vars or ())}
        assert not given & self.environment.globals.keys(), "A view gives what helpers are called"
        return super().new_context(vars, shared, locals)


def jinja_environment(**options: object) -> Environment:
    environment = jinja2.environment(**options)
    environment.template_class = StrictTemplate
    return environment


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
