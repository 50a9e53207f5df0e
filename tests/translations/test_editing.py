import pytest

from skills.models import Skill
from tests.support.editing import desk, form_class
from tests.support.factories import UserFactory
from translations.editing import TranslatedForm, may_translate

pytestmark = pytest.mark.django_db

FIELDS = ["title_nb", "title_pl", "slug"]


def locked(user) -> list[str]:
    form = form_class(Skill, user, form=TranslatedForm, fields=FIELDS)()
    return [name for name, field in form.fields.items() if field.disabled]


def test_translator_may_write_texts_in_their_languages_only():
    translator = desk("Translator", "nb").user

    assert may_translate(translator)
    assert locked(translator) == ["title_pl", "slug"]


def test_editor_may_write_everything():
    assert locked(desk("Editor").user) == []


def test_someone_of_no_group_may_translate_nothing():
    user = UserFactory(languages=["nb"])

    assert not may_translate(user)
    assert locked(user) == FIELDS


def test_administrator_translates_into_their_own_languages():
    assert not may_translate(UserFactory(is_superuser=True))
    assert may_translate(UserFactory(is_superuser=True, languages=["pl"]))


def test_language_of_a_field_is_that_of_its_text():
    form = form_class(Skill, UserFactory(), form=TranslatedForm, fields=FIELDS)()

    assert [form.language_of(name) for name in FIELDS] == ["nb", "pl", None]
