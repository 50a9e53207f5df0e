from django.utils import translation

from core import prepared
from roles.models import Role
from translations.apps import is_never_shown


def test_sort_keys_and_base_columns_of_translated_fields_are_hidden():
    hidden = {field.name for field in Role._meta.concrete_fields if is_never_shown(Role, field)}

    assert {"title", "summary", "sort_en", "sort_pl"} <= hidden
    assert {"id", "slug", "title_fi", "source_language"}.isdisjoint(hidden)


def test_prepared_queries_are_compiled_for_each_language():
    with translation.override("fi"):
        assert prepared._variant() == "fi"
