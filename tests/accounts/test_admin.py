import re
from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission

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


@pytest.fixture
def officer():
    """Someone who administers people, translates into Norwegian, and may do nothing else."""
    user = UserFactory(languages=["nb"])
    user.groups.add(Group.objects.get(name="Translator"))
    user.user_permissions.set(Permission.objects.filter(content_type__model__in=("user", "group")))
    return Desk(user)


def rights(user):
    user = User.objects.get(pk=user.pk)
    return user.is_superuser, user.get_all_permissions(), user.languages


@pytest.mark.parametrize("whose", ["their own", "another’s"])
@pytest.mark.parametrize("field", ["is_superuser", "groups", "user_permissions", "languages"])
def test_nobody_gives_what_they_do_not_have(officer, whose, field):
    person = officer.user if whose == "their own" else UserFactory(languages=["nb"])
    more = {
        "is_superuser": "on",
        "groups": [Group.objects.get(name="Publisher").pk],
        "user_permissions": [Permission.objects.get(codename="publish_role").pk],
        "languages": ["nb", "pl"],
    }
    before = rights(person)

    officer.save(person, **{field: more[field]})

    assert rights(person) == before


def test_whoever_administers_people_gives_what_they_have(officer):
    person = UserFactory(is_staff=False)
    translators = Group.objects.get(name="Translator")

    response = officer.save(person, is_staff="on", groups=[translators.pk], languages=["nb"])

    person.refresh_from_db()
    assert response.status_code == 302
    assert (person.is_staff, list(person.groups.all()), person.languages) == (
        True,
        [translators],
        ["nb"],
    )


def superuser():
    return UserFactory(is_superuser=True)


def publisher():
    return desk("Publisher").user


def publisher_who_left():
    user = desk("Publisher").user
    user.is_active = False
    user.save()
    return user


def translator_of_polish():
    return desk("Translator", "pl").user


@pytest.mark.parametrize("make", [superuser, publisher, publisher_who_left, translator_of_polish])
def test_nobody_takes_over_an_account_that_may_do_more(officer, make):
    person = make()
    password = "a good long one"
    sent = {"password1": password, "password2": password, "usable_password": "true"}
    page = f"{USERS}{person.pk}/"

    responses = [
        officer.post(f"{page}password/", sent),
        officer.post(f"{page}change/", {"username": "mine", "is_active": "on"}),
        officer.post(f"{page}delete/", {"post": "yes"}),
    ]
    officer.post(USERS, {"action": "delete_selected", "_selected_action": person.pk, "post": "yes"})

    assert [response.status_code for response in responses] == [403, 403, 403]
    left = User.objects.get(pk=person.pk)
    assert (left.username, left.password) == (person.username, person.password)


def test_password_of_someone_who_may_do_no_more_is_set(officer):
    person = UserFactory()
    password = "a good long one"
    sent = {"password1": password, "password2": password, "usable_password": "true"}

    officer.post(f"{USERS}{person.pk}/password/", sent)

    person.refresh_from_db()
    assert person.check_password(password)


def test_group_is_given_nothing_that_its_administrator_lacks(officer):
    group = Group.objects.create(name="Mine")
    permission = Permission.objects.get(codename="publish_role")

    response = officer.post(
        f"/admin/auth/group/{group.pk}/change/", {"name": "Mine", "permissions": [permission.pk]}
    )

    assert list(complaints(response)) == ["permissions"]
    assert not group.permissions.exists()


def test_group_that_may_do_more_than_its_administrator_stays_as_it_is(officer):
    group = Group.objects.get(name="Publisher")

    response = officer.post(f"/admin/auth/group/{group.pk}/change/", {"name": "Mine"})

    group.refresh_from_db()
    assert (response.status_code, group.name) == (403, "Publisher")
    assert group.permissions.exists()


def test_permission_that_is_not_offered_is_not_lost_by_the_form(administrator):
    technical = Permission.objects.get(codename="view_session")
    group = Group.objects.create(name="Watchers")
    group.permissions.add(technical)
    other = Group.objects.create(name="Guests")

    administrator.save(group, name="Guards")

    assert [*Group.objects.get(name="Guards").permissions.all()] == [technical]
    offered = administrator.opened(change_page(other))["adminform"].form.fields["permissions"]
    assert technical not in offered.queryset


def test_nothing_about_people_is_in_djangos_log_and_their_history_is_the_audit_log(administrator):
    person = UserFactory(username="kari")
    administrator.save(person, first_name="Kari")
    administrator.post(f"{USERS}{person.pk}/delete/", {"post": "yes"})
    group = Group.objects.create(name="Readers")

    assert not User.objects.filter(username="kari").exists()
    assert not LogEntry.objects.exists()
    response = administrator.get(f"/admin/auth/group/{group.pk}/history/")
    assert response.headers["Location"] == "/admin/audit/event/?q=Readers"
    assert administrator.get(f"{USERS}999/history/").status_code == 403
