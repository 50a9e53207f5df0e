import pytest
from django.apps import apps

from history.models import Origin
from history.occasions import occasion
from tests.support.factories import QuestionFactory, RoleFactory, UserFactory
from tests.support.history import recorded
from tests.support.states import state, states
from translating.earlier import write_outdated
from translations.models import SourceText, TextState

pytestmark = pytest.mark.django_db


@pytest.fixture
def role():
    with recorded():
        return RoleFactory(title="Host", summary="Welcomes", source_language="fi")


def change(item, user=None, **texts):
    with recorded(), occasion(Origin.EDIT, lambda: user and user.pk):
        for name, text in texts.items():
            setattr(item, name, text)
        item.save()


def tell():
    """What an upgrade does: there were no states before."""
    TextState.objects.all().delete()
    SourceText.objects.all().delete()
    write_outdated(apps, "default")


def test_translation_whose_source_was_changed_later_is_outdated(role):
    user = UserFactory()
    change(role, title_fi="Isäntä")
    change(role, title_nb="Vert")
    change(role, user, title_fi="Emäntä")

    tell()

    assert states(role) == {"en": "outdated", "nb": "outdated", "pl": "outdated"}
    assert states(role, "summary") == {"en": "reviewed", "nb": "reviewed", "pl": "reviewed"}
    assert (state(role).by, state(role).source_seen) == (user, "Isäntä")
    assert state(role, language="pl").source_seen == "Host fi"


def test_translation_that_was_changed_later_or_together_is_reviewed(role):
    change(role, title_fi="Emäntä", title_nb="Vertinne")
    change(role, title_pl="Gospodyni")

    tell()

    assert states(role) == {"en": "outdated", "nb": "reviewed", "pl": "reviewed"}


def test_source_that_is_as_it_was_outdates_nothing(role):
    change(role, title_fi="Emäntä")
    change(role, title_fi="Host fi")

    tell()

    assert not TextState.objects.exists()


def test_items_belong_to_their_role(role):
    with recorded():
        item = QuestionFactory(role=role, source_language="fi")
    change(item, question_fi="Miksi?")

    tell()

    assert states(item, "question", owner=role)["nb"] == "outdated"


def test_first_source_text_and_changes_of_what_is_gone_outdate_nothing(role):
    with recorded():
        other = RoleFactory(title="Cook", title_fi="", source_language="fi")
    change(other, title_fi="Kokki")
    change(role, title_fi="Emäntä")
    with recorded():
        role.delete()

    tell()

    assert not TextState.objects.exists()
