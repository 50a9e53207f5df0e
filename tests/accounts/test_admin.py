import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from tests.support.editing import Desk, change_page, complaints, desk
from tests.support.factories import UserFactory

pytestmark = pytest.mark.django_db

USERS = "/admin/accounts/user/"


@pytest.fixture
def administrator():
    return Desk(UserFactory(is_superuser=True))


def test_languages_of_a_person_are_boxes_to_tick(administrator):
    person = UserFactory(languages=["nb"])

    page = administrator.get(change_page(person)).content.decode()

    assert page.count('type="checkbox" name="languages"') == 4
    assert page.count('name="languages" value="nb" id="id_languages_2" checked') == 1


def test_ticked_languages_are_kept(administrator):
    person = UserFactory(languages=["nb"])

    response = administrator.save(person, languages=["fi", "pl"])

    person.refresh_from_db()
    assert (response.status_code, person.languages) == (302, ["fi", "pl"])


def test_no_language_need_be_ticked(administrator):
    person = UserFactory(languages=["nb"])

    administrator.save(person, languages=[])

    person.refresh_from_db()
    assert person.languages == []


def test_language_that_the_site_does_not_have_is_refused(administrator):
    person = UserFactory(languages=["nb"])

    response = administrator.save(person, languages=["nb", "sv"])

    person.refresh_from_db()
    assert list(complaints(response)) == ["languages"]
    assert person.languages == ["nb"]


def test_list_names_the_languages_of_each_person(administrator):
    UserFactory(username="kari", languages=["nb", "pl"])

    page = administrator.get(USERS).content.decode()

    assert '<td class="field-languages_in_words">Norsk bokmål, Polski</td>' in page


def test_list_shows_staff_groups_and_the_last_login(administrator):
    person = UserFactory(username="kari", last_login=datetime(2026, 3, 2, 9, tzinfo=UTC))
    person.groups.set(Group.objects.filter(name__in=["Translator", "Editor"]))

    page = administrator.get(f"{USERS}?q=kari").text

    assert '<td class="field-groups_in_words">Editor, Translator</td>' in page
    assert re.search(r'<td class="field-last_login[^>]*>[^<]*2026', page)
    assert 'class="field-is_staff"' in page


def test_list_costs_the_same_for_1_and_3_people(administrator, count_queries):
    one = count_queries(lambda: administrator.get(USERS))
    for _ in range(2):
        desk("Editor")

    assert count_queries(lambda: administrator.get(USERS)) == one


@pytest.mark.parametrize("field", ["last_login", "date_joined"])
def test_nobody_edits_when_a_person_signed_in(administrator, field):
    person = UserFactory()
    before = getattr(person, field)

    administrator.save(person, **{f"{field}_0": "2020-01-01", f"{field}_1": "10:00"})

    person.refresh_from_db()
    assert getattr(person, field) == before


def test_page_to_add_a_person_says_what_comes_next(administrator):
    page = administrator.get(f"{USERS}add/").text

    assert "Save first. You can set staff status, groups and languages on the next page." in page


def test_administrator_can_add_a_person(administrator):
    password = "a good long one"
    sent = {"username": "aino", "usable_password": "true"}
    sent |= {"password1": password, "password2": password}

    response = administrator.post(f"{USERS}add/", sent)

    person = User.objects.get(username="aino")
    assert (response.status_code, person.check_password(password), person.languages) == (
        302,
        True,
        [],
    )


@pytest.mark.parametrize("group", ["Editor", "Translator", "Publisher"])
def test_groups_may_not_see_people(group):
    client = desk(group)

    assert client.get(USERS).status_code == 403
    assert USERS not in client.get("/admin/").content.decode()
