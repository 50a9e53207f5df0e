"""Every page of admin that writes, while another program writes and takes its time."""

import time

import pytest
from django.contrib import admin
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.models import User
from config.busy import BusyMiddleware, busy, unavailable
from core.admin import ContentAdmin
from core.models import content_models
from core.wsgi import REFUSED
from roles.models import Role
from search.models import Synonym
from sources.models import Identifier, Source
from tests.support.editing import Desk, change_page
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    SkillFactory,
    SourceFactory,
    UserFactory,
    add_items,
    cite,
)
from tests.support.history import last_change, recorded
from tests.support.markup import Page, spoken
from tests.support.writers import stored_in, writing
from translations.languages import language_codes

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = "What you have entered is still here."
SENTENCE = (
    "Not saved yet: content is probably being imported, so nothing can be saved at "
    f"the moment. {KEPT} Save again in a few minutes."
)
PASSWORD = "a long password of somebody"
ENGLISH = {"accept-language": "en", "sec-fetch-site": "same-origin"}


@pytest.fixture(autouse=True)
def impatient(settings, tmp_path):
    """People wait for a fifth of a second only."""
    settings.SAVE_WAIT_SECONDS = 0.2
    BusyMiddleware(lambda request: HttpResponse())
    with stored_in(tmp_path / "database.sqlite3"):
        yield


@pytest.fixture
def administrator():
    return Desk(UserFactory(is_superuser=True, password=make_password(PASSWORD)))


def post(client, address, data):
    """Sends a form while another program writes; the answer has to come soon."""
    with writing():
        start = time.monotonic()
        response = client.post(address, data, headers=ENGLISH)
        assert time.monotonic() - start < 15  # commands wait for 20, and a machine may be slow
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    return response


def hidden(page):
    """The form of the page, as it is sent again."""
    inputs = page.all("input", type="hidden")
    return {element.get("name"): element.get("value") for element in inputs}


def test_form_comes_back_with_what_was_typed(administrator):
    role = RoleFactory(title_en="Before", stage="lead")
    page = change_page(role)
    typed = administrator.filled_in(page) | {"title_en": "After", "summary_en": "A new summary."}

    response = post(administrator, page, typed)

    html = response.content.decode()
    assert KEPT in html
    assert 'value="After"' in html
    assert "A new summary." in html
    assert Role.objects.get().title_en == "Before"


def test_form_that_came_back_is_saved_afterwards(administrator):
    role = add_items(RoleFactory(title_en="Before"))
    page = change_page(role)
    typed = administrator.filled_in(page) | {"title_en": "After"}

    post(administrator, page, typed)
    response = administrator.post(page, typed)

    assert response.status_code == 302
    assert Role.objects.get().title_en == "After"


@pytest.mark.parametrize("language", language_codes())
def test_sentence_is_in_the_language_of_the_editor(administrator, language):
    role = RoleFactory()
    typed = administrator.filled_in(change_page(role)) | {"title_en": "After"}

    with writing():
        response = administrator.post(
            change_page(role), typed, headers={"accept-language": language}
        )

    sentence = spoken(language, SENTENCE)
    assert sentence in response.content.decode()
    assert (language == "en") == (KEPT in sentence)


def examples():
    """An object of each kind of content that has an admin page."""
    role = add_items(RoleFactory())
    cite(role, SourceFactory())
    SkillFactory()
    Synonym.objects.create(language="en", phrase="hotline", meaning="support")
    for model in content_models():
        if admin.site.is_registered(model) and (item := model.objects.first()):
            yield item


def test_every_form_of_content_comes_back(administrator):
    kinds = set()
    for item in [*examples()]:
        page = change_page(item)
        typed = administrator.filled_in(page)
        assert KEPT in post(administrator, page, typed).content.decode(), page
        kinds.add(type(item))

    registered = {
        model
        for model, model_admin in admin.site._registry.items()
        if isinstance(model_admin, ContentAdmin)
    }
    assert registered - kinds == {Identifier}  # edited with its object


def test_form_of_a_new_object_comes_back(administrator):
    page = "/admin/sources/source/add/"
    typed = administrator.filled_in(page)
    typed |= {"title": "Rare title", "slug": "rare", "publisher": "Press", "language": "fi"}

    html = post(administrator, page, typed).content.decode()

    assert KEPT in html
    assert "Rare title" in html
    assert not Source.objects.exists()


def other_doors():
    """Other pages that write: the address, and what is sent to it."""
    role, source = RoleFactory(), SourceFactory()
    draft = DraftFactory(source_language="en", title_en="Draft", summary_en="Answers")
    with recorded():
        role.stage = "lead"
        role.save()
    number = last_change().pk
    Role.objects.filter(pk=role.pk).update(stage="entry")
    group, user = Group.objects.create(name="Guests"), UserFactory(username="ada")
    return {
        "delete": (f"/admin/sources/source/{source.pk}/delete/", {"post": "yes"}),
        "delete several": (
            "/admin/sources/source/",
            {"action": "delete_selected", "_selected_action": [source.pk], "post": "yes"},
        ),
        "publish": (
            "/admin/roles/role/",
            {"action": "publish", "_selected_action": [draft.pk], "confirmed": "yes"},
        ),
        "restore": (f"/admin/roles/role/{role.pk}/history/{number}/restore/", {"last": "1"}),
        "group": (f"/admin/auth/group/{group.pk}/change/", {"name": "Visitors"}),
        "user": (
            f"/admin/accounts/user/{user.pk}/change/",
            {"username": "countess", "languages": ["fi"]},
        ),
    }


def test_what_was_sent_elsewhere_can_be_sent_again(administrator):
    for name, (address, data) in other_doors().items():
        page = Page(post(administrator, address, data).content.decode())

        assert "Temporarily unavailable" in page.texts("h1"), name
        assert (
            hidden(page).items()
            >= {
                key: str(value[0] if isinstance(value, list) else value)
                for key, value in data.items()
            }.items()
        ), name
    assert User.objects.filter(username="ada").exists()


def test_what_is_sent_again_is_done(administrator):
    source = SourceFactory()
    address = f"/admin/sources/source/{source.pk}/delete/"
    page = Page(post(administrator, address, {"post": "yes"}).content.decode())

    administrator.post(address, hidden(page))

    assert not Source.objects.exists()


def test_preview_of_restoring_is_shown_later(administrator):
    role = RoleFactory()
    with recorded():
        role.stage = "lead"
        role.save()
    number = last_change().pk
    Role.objects.update(stage="entry")
    address = f"/admin/roles/role/{role.pk}/history/{number}/restore/"

    with writing():
        response = administrator.get(address, headers=ENGLISH)

    assert response.status_code == 503
    assert f'href="{address}"' in response.content.decode()


def test_who_signs_in_is_told_to_try_again_and_no_password_comes_back():
    UserFactory(username="ada", password=make_password(PASSWORD))
    client, address = Client(), "/admin/account/sign-in/?next=/admin/"

    response = post(client, address, {"login": "ada", "password": PASSWORD})

    html = response.content.decode()
    assert PASSWORD not in html
    assert f'href="{address}"' in html
    assert "Try again" in html
    assert "sessionid" not in response.cookies
    again = client.post(address, {"login": "ada", "password": PASSWORD})
    assert again.status_code == 302
    assert "sessionid" in again.cookies


def test_who_signs_out_is_told_to_try_again(administrator):
    post(administrator, "/admin/logout/", {})

    assert administrator.get("/admin/").status_code == 200


def test_who_changes_a_password_is_told_to_try_again(administrator):
    new = {"new_password1": "another long one", "new_password2": "another long one"}

    response = post(administrator, "/admin/password_change/", {"old_password": PASSWORD, **new})

    assert "another long one" not in response.content.decode()


def test_pages_are_read_meanwhile(administrator):
    role = RoleFactory()
    with writing():
        for address in ("/admin/", change_page(role), "/admin/account/sign-in/", "/en/"):
            assert administrator.get(address).status_code in (200, 302), address


def lock_error():
    """What the database raises after waiting in vain."""
    RoleFactory()
    with writing(), pytest.raises(OperationalError) as raised:
        Role.objects.update(stage="lead")
    return raised.value


@pytest.mark.parametrize("wrapped", [False, True])
def test_session_that_cannot_be_written_is_said(monkeypatch, wrapped):
    error = lock_error()

    def fail(self, request, response):
        try:
            raise error
        except OperationalError as locked:
            if not wrapped:
                raise
            try:
                raise UpdateError from locked
            except UpdateError:
                raise SessionInterrupted("The session was deleted")  # noqa: B904 (as Django does)

    monkeypatch.setattr("config.busy.SessionMiddleware.process_response", fail)

    assert Client().get("/admin/login/").status_code == 503


def test_other_errors_of_sessions_are_left_alone(monkeypatch):
    def fail(self, request, response):
        raise SessionInterrupted("The session was deleted")

    monkeypatch.setattr("config.busy.SessionMiddleware.process_response", fail)

    assert Client().get("/admin/login/").status_code == 400


def test_database_that_is_full_is_not_said_to_be_busy(administrator, monkeypatch):
    def fail(*args, **options):
        raise OperationalError("the disk is full")

    source = SourceFactory()
    monkeypatch.setattr(Source, "delete", fail)
    monkeypatch.setattr(Source, "save", fail)
    administrator.raise_request_exception = False

    saved = administrator.save(source, title="Other")
    deleted = administrator.post(f"/admin/sources/source/{source.pk}/delete/", {"post": "yes"})

    assert (saved.status_code, deleted.status_code) == (503, 503)
    assert "being imported" not in saved.content.decode() + deleted.content.decode()


@pytest.mark.parametrize("language", language_codes())
def test_request_for_which_no_thread_is_left_is_refused_without_the_database(
    client, language, django_assert_num_queries
):
    client.cookies["sessionid"] = "of somebody"
    with django_assert_num_queries(0):
        response = client.get(f"/{language}/roles/", **{REFUSED: True})

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert spoken(language, "Temporarily unavailable") in response.content.decode()


def test_form_that_is_refused_is_saved_when_it_is_sent_again(administrator):
    source = SourceFactory(title="Before")
    page = change_page(source)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = administrator.cookies
    token = Page(strict.get(page).content.decode()).all("input", name="csrfmiddlewaretoken")[0]
    typed = administrator.filled_in(page) | {"title": "After"}

    refused = strict.post(
        page,
        typed | {"csrfmiddlewaretoken": token.get("value")},
        headers=ENGLISH,
        **{REFUSED: True},
    )
    again = Page(refused.content.decode())
    [token] = again.all("input", name="csrfmiddlewaretoken")
    saved = strict.post(page, hidden(again) | {"csrfmiddlewaretoken": token.get("value")})

    assert (refused.status_code, saved.status_code) == (503, 302)
    assert Source.objects.get().title == "After"


def test_what_another_site_has_sent_is_not_put_before_anybody():
    """A request that finds no thread is answered before the token of its form is looked at."""
    foreign = {"sec-fetch-site": "cross-site", "accept-language": "en"}
    request = RequestFactory().post("/admin/x/", {"title": "Forged"}, headers=foreign)

    assert b"Forged" not in busy(request).content


@pytest.mark.parametrize(("answer", "seconds"), [(busy, "60"), (unavailable, "10")])
def test_program_is_told_to_try_again(answer, seconds):
    response = answer(RequestFactory().get("/api/v1/roles"))

    assert (response.status_code, response.headers["Retry-After"]) == (503, seconds)
    assert response.headers["Content-Type"] == "application/problem+json"


def test_program_for_which_no_thread_is_left_is_told_to_try_again():
    response = Client().get("/api/v1/roles", **{REFUSED: True})

    assert (response.status_code, response.json()["status"]) == (503, 503)
