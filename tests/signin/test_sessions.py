import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session

from audit.models import Event, Kind
from tests.signin.people import (
    add_app,
    browser,
    code_now,
    give_code,
    give_password,
    later,
    make_person,
    opens_admin,
)
from tests.support.markup import Page
from translations.languages import language_codes

pytestmark = pytest.mark.django_db

SESSIONS = "/admin/account/sessions/"
AGENTS = {
    "Firefox, Linux": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Edge, Windows": "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0",
}


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.REQUIRE_SECOND_FACTOR = "0"


@pytest.fixture
def anna():
    return make_person(is_superuser=False, is_staff=True)


def signed_in(agent="", name="anna"):
    client = browser(**{"user-agent": agent})
    give_password(client, name=name)
    return client


def listed(client):
    page = Page(client.get(SESSIONS).content.decode())
    return page.texts("th", inside=page.by_id("sessions"), scope="row")


def test_own_sessions_are_listed_and_this_one_is_marked(anna):
    make_person(username="other", is_staff=True)
    signed_in(name="other")
    phone, desk = (signed_in(agent) for agent in AGENTS.values())

    assert listed(desk) == ["Edge, Windows (this session)", "Firefox, Linux"]
    assert {*listed(phone)} == {"Edge, Windows", "Firefox, Linux (this session)"}


def test_other_sessions_are_ended(anna):
    phone, desk = signed_in(), signed_in(AGENTS["Edge, Windows"])

    desk.post(SESSIONS, {"others": "1"})

    assert opens_admin(desk)
    assert not opens_admin(phone)
    assert listed(desk) == ["Edge, Windows (this session)"]
    event = Event.objects.get(kind=Kind.SESSIONS_ENDED)
    assert (event.by, event.about) == (anna, anna)


def test_all_sessions_are_ended(anna):
    phone, desk = signed_in(), signed_in()

    response = desk.post(SESSIONS, {"all": "1"})

    assert response.headers["Location"] == "/admin/account/sign-in/"
    assert not opens_admin(desk)
    assert not opens_admin(phone)


def test_sessions_that_have_ended_are_not_listed(anna):
    phone = signed_in()
    with later(11 * 60 * 60):
        desk = signed_in()
        assert len(listed(desk)) == 2
    with later(13 * 60 * 60):
        assert listed(desk) == ["Unknown browser (this session)"]
    anna.groups.add(Group.objects.get(name="Editor"))
    assert listed(signed_in()) == ["Unknown browser (this session)"]
    assert not opens_admin(phone)


def test_last_use_of_an_editor_is_noted_every_ten_minutes(anna):
    client = signed_in()
    first = Session.objects.get().session_data
    with later(9 * 60):
        assert opens_admin(client)
    assert Session.objects.get().session_data == first
    with later(11 * 60):
        assert opens_admin(client)
    assert Session.objects.get().session_data != first


def test_page_asks_two_queries_for_any_number_of_sessions(anna, django_assert_max_num_queries):
    desk = signed_in()
    for _ in range(9):
        signed_in()

    with django_assert_max_num_queries(8):
        assert len(listed(desk)) == 10


def test_page_is_for_those_who_are_let_in(settings):
    settings.REQUIRE_SECOND_FACTOR = "superusers"
    anna = make_person()
    client = signed_in()
    assert client.get(SESSIONS).status_code == 302  # no second factor is set up
    assert browser().get(SESSIONS).status_code == 302
    add_app(anna)
    client = signed_in()
    assert client.get(SESSIONS).status_code == 302
    give_code(client, code_now())
    assert len(listed(client)) == 2  # with the one of the password alone


@pytest.mark.parametrize("language", language_codes())
def test_page_is_in_the_language_of_the_person(anna, language):
    client = signed_in()

    page = Page(client.get(SESSIONS, headers={"accept-language": language}).content.decode())

    assert ("My sessions" in page.texts("h1")) == (language == "en")
