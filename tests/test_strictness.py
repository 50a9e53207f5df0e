"""The tests see what Django forgives."""

import warnings

import pytest
from django.conf import settings
from django.template import Context, engines
from django.template.loader import render_to_string
from jinja2 import UndefinedError

from skills.models import SkillGroup, Tool
from tests.support.factories import SkillGroupFactory, ToolFactory
from tests.support.strictness import UndefinedVariable


@pytest.mark.parametrize("template", ["skills/role_count.html", "components/ignored.html"])
def test_page_may_not_name_what_is_not_there(template):
    with pytest.raises(UndefinedError, match=r"'(number|form)' is undefined"):
        render_to_string(template)


def test_page_is_given_nothing_under_the_name_of_a_helper():
    with pytest.raises(AssertionError, match="A view gives what helpers are called"):
        render_to_string("skills/role_count.html", {"number": 1, "percent": 5})


def test_admin_template_of_ours_may_not_name_what_is_not_there():
    with pytest.raises(UndefinedVariable, match=r"inline.* in .*templates/django/admin/"):
        render_to_string("admin/inline_section.html")


def test_template_of_others_is_forgiven():
    template = engines["django"].from_string("[{{ nothing }}{{ nothing|default:'x' }}]")

    assert template.template.render(Context()) == "[x]"


@pytest.mark.django_db
def test_rows_without_an_order_do_not_come_as_they_were_written():
    tools = [ToolFactory(slug=slug) for slug in "abc"]
    groups = [SkillGroupFactory(order=order) for order in (1, 2, 3)]

    assert list(Tool.objects.order_by()) == tools[::-1]
    assert list(SkillGroup.objects.all()) == groups


def test_warnings_are_errors():
    with pytest.raises(UserWarning, match="look"):
        warnings.warn("look", stacklevel=1)


def test_settings_are_those_of_production_without_tls():
    assert (settings.DEBUG, settings.HTTPS, settings.RELEASE) == (False, False, "tests")
