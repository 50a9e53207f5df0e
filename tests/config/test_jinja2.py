"""The engine of the pages."""

from collections import Counter

import pytest
from django.template import engines
from django.template.loader import get_template
from django.utils import translation

from config.jinja2 import helpers, rendering_modules


def shown(template: str, **names: object) -> str:
    return engines["jinja2"].from_string(template).render(names)


def test_what_is_not_markup_is_escaped():
    assert shown("{{ text }}", text="R&D <lead>") == "R&amp;D &lt;lead&gt;"


@pytest.mark.parametrize(
    ("count", "written"), [(1, "1 rola"), (2, "2 role"), (5, "5 ról"), (22, "22 role")]
)
def test_text_has_the_forms_of_the_readers_language(count, written):
    template = "{% trans total=n %}{{ total }} role{% pluralize %}{{ total }} roles{% endtrans %}"

    with translation.override("pl"):
        assert shown(template, n=count) == written


def test_text_over_several_lines_is_one_line():
    with translation.override("fi"):
        assert shown("{% trans %}\n  Page not\n  found\n{% endtrans %}") == shown(
            "{{ _('Page not found') }}"
        )


def test_value_in_a_text_is_escaped():
    assert shown("{% trans name='<b>' %}Close {{ name }}{% endtrans %}") == "Close &lt;b&gt;"


def test_every_helper_has_a_name_of_its_own():
    names = [name for module in rendering_modules() for name in helpers(module)]
    names += ["_", "capfirst", "gettext", "ngettext", "pgettext", "npgettext"]

    assert len(names) > 20
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_pages_and_admin_have_an_engine_each():
    assert get_template("home.html").backend is engines["jinja2"]
    assert get_template("admin/base_site.html").backend is engines["django"]


def test_template_is_compiled_once():
    assert get_template("home.html").template is get_template("home.html").template
