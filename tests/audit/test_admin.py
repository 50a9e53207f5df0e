from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from audit.models import Event, Kind
from tests.support.editing import Desk
from tests.support.factories import UserFactory
from tests.support.markup import Page
from translations.languages import language_codes

pytestmark = pytest.mark.django_db

LIST = "/admin/audit/event/"


@pytest.fixture
def superuser():
    return Desk(UserFactory(username="chief", is_superuser=True))


def rows(desk, query="", **headers):
    response = desk.get(f"{LIST}{query}", headers={"accept-language": "en"} | headers)
    return Page(response.content.decode()).all("th", "field-at")


def may_read(desk):
    return desk.get(LIST).status_code == 200


def test_list_says_who_did_what_and_when(superuser):
    ada = UserFactory(username="ada")
    Event.objects.create(
        kind=Kind.RIGHTS_CHANGED,
        by=superuser.user,
        about=ada,
        details={"given": ["Editor"]},
        address="192.0.2.7",
    )

    html = superuser.get(LIST, headers={"accept-language": "en"}).content.decode()

    for text in ("User rights changed", "chief", "ada", "Granted: Editor", "192.0.2.7"):
        assert text in html


def test_log_is_for_those_who_administer_people():
    administrator = UserFactory(is_staff=True)
    administrator.user_permissions.add(
        *Permission.objects.filter(codename__in=("change_user", "view_user"))
    )
    viewer = UserFactory(is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_user"))

    assert may_read(Desk(administrator))
    assert not may_read(Desk(viewer))


def test_nobody_adds_changes_or_deletes_anything(superuser):
    event = Event.objects.create(kind=Kind.SIGN_OUT, by=superuser.user)
    count = Event.objects.count()

    for address in (f"{LIST}add/", f"{LIST}{event.pk}/change/", f"{LIST}{event.pk}/delete/"):
        sent = {"kind": "lock", "post": "yes", "at_0": "2020-01-01", "at_1": "00:00"}
        assert superuser.post(address, sent).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}
    superuser.post(LIST, chosen)

    assert Event.objects.count() == count
    assert Event.objects.get(pk=event.pk).kind == Kind.SIGN_OUT


def test_page_of_an_event_shows_all_of_it(superuser):
    now = timezone.now()
    event = Event.objects.create(
        kind=Kind.SIGN_IN_FAILED, count=71, at=now - timedelta(minutes=9), last_at=now
    )

    html = superuser.get(f"{LIST}{event.pk}/change/").content.decode()

    assert ">71<" in html
    assert 'name="_save"' not in html


def test_search_finds_people_groups_and_addresses(superuser):
    ada = UserFactory(username="ada")
    Event.objects.create(kind=Kind.SIGN_IN_FAILED, about=ada, address="198.51.100.9")
    Event.objects.create(kind=Kind.GROUP_ADDED, subject="Guests")

    assert len(rows(superuser, "?q=ada")) == 2  # she was added, too
    assert len(rows(superuser, "?q=198.51")) == 1
    assert len(rows(superuser, "?q=guests")) == 1
    assert len(rows(superuser, "?kind__exact=group_added")) == 1


def test_a_long_list_is_paged_and_asks_a_few_queries(superuser, django_assert_max_num_queries):
    people = [UserFactory() for _ in range(5)]
    Event.objects.bulk_create(
        Event(kind=Kind.RIGHTS_CHANGED, by=people[n % 5], about=people[n % 4], details={})
        for n in range(120)
    )

    with django_assert_max_num_queries(12):
        assert len(rows(superuser)) == 50
    assert len(rows(superuser, "?p=3")) >= 20


@pytest.mark.parametrize("language", language_codes())
def test_every_kind_of_event_has_a_name_of_its_own(language, superuser):
    Event.objects.all().delete()
    Event.objects.bulk_create(Event(kind=kind) for kind in Kind)

    response = superuser.get(LIST, headers={"accept-language": language})

    names = Page(response.content.decode()).texts("td", "field-kind")
    assert len({*names}) == len(Kind)
