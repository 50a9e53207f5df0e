import pytest

from audit.models import Event, Kind
from audit.words import about_in_words, by_in_words, details_in_words
from tests.support.factories import UserFactory
from translations.languages import language_activated

pytestmark = pytest.mark.django_db


def event(kind=Kind.RIGHTS_CHANGED, **values):
    pk = Event.objects.create(kind=kind, **values).pk
    return Event.objects.select_related("by", "about").get(pk=pk)


def test_people_have_the_names_they_have_now():
    ada = UserFactory(username="ada", first_name="Ada", last_name="L")
    made = event(by=ada, about=ada)
    assert (by_in_words(made), about_in_words(made)) == ("ada (Ada L)", "")

    ada.username, ada.first_name, ada.last_name = "x17", "", ""
    ada.save()

    assert by_in_words(event(by=ada)) == "x17"


def test_former_users_are_a_number():
    gone = UserFactory(username="ada")
    number = gone.pk
    gone.delete()
    made = event(by_id=number)

    assert by_in_words(made) == f"former user no. {number}"
    with language_activated("fi"):
        assert by_in_words(made) == f"entinen käyttäjä nro {number}"


def test_programs_have_no_name():
    made = event(Kind.IMPORT, subject="ESCO 1.2.0", details={"count": 1234})

    assert (by_in_words(made), about_in_words(made)) == ("", "ESCO 1.2.0")
    assert details_in_words(made) == "Entries saved: 1,234"


def test_rights_are_said_in_words():
    made = event(
        details={
            "now": {"is_superuser": True, "is_staff": False, "languages": ["fi", "pl"]},
            "given": ["Editor", "roles.role.add_role", "Some group"],
            "taken": ["gone.model.add_model"],
            "more": 2,
        }
    )

    assert details_in_words(made) == (
        "Staff status: No; Superuser status: Yes; Languages: Suomi, Polski; "
        "Granted: Editor, Roles | role | can add, Some group; "
        "Removed: gone.model.add_model; and 2 more"
    )


def test_groups_of_the_site_are_named_in_the_language_of_the_reader():
    with language_activated("pl"):
        assert about_in_words(event(Kind.GROUP_ADDED, subject="Editor")) == "Redakcja"
        assert "Redakcja" in details_in_words(event(details={"given": ["Editor"]}))
