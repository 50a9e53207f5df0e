import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponseRedirect
from django.test import Client, RequestFactory

from config.keeping import LONGEST_SHOWN, MOST_SHOWN, KeptFormMiddleware, shown
from roles.models import Role
from sources.models import Source
from tests.support.editing import Desk, change_page
from tests.support.factories import RoleFactory, SourceFactory, UserFactory, add_items
from tests.support.markup import Page
from translations.languages import language_codes

pytestmark = pytest.mark.django_db

HERE = {"sec-fetch-site": "same-origin", "accept-language": "en"}
TYPED = 'After "so" <b>much</b>\nwork & æøå'


class StrictDesk(Desk):
    """Checks what Django's client leaves out: the tokens of forms."""

    def __init__(self, user):
        super().__init__(user)
        self.handler.enforce_csrf_checks = True

    def sign_in(self, user):
        """As signing in does, with a new secret of the browser for the tokens of its forms."""
        self.force_login(user)
        self.cookies["csrftoken"] = "another" * 4 + "once"


@pytest.fixture
def ada():
    return StrictDesk(UserFactory(username="ada", is_superuser=True))


def form_of(page):
    """What the form of a page sends: as a browser does, with line ends of its own."""
    form = page.by_id("kept")
    return {element.get("name"): element.get("value") for element in page.all("input", inside=form)}


def answer(client, address, data, **headers):
    response = client.post(address, data, headers=HERE | headers)
    assert response.status_code == 403, response
    assert response.headers["Cache-Control"] == "private, no-store"
    return Page(response.content.decode())


def opened(client, address):
    """The form of an object as it was opened: its values, with the token of the page."""
    html = client.get(address).content.decode()
    token = html.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    return client.filled_in(address) | {"csrfmiddlewaretoken": token}


def test_form_with_more_fields_than_anybody_can_look_at_is_kept(ada):
    fields = {f"text-{number}": "typed" for number in range(MOST_SHOWN + 2_200)}
    page = answer(Client(enforce_csrf_checks=True), "/admin/accounts/user/", fields)

    assert "and 2,200 more" in page.texts("p")
    assert form_of(page).items() >= fields.items()


def test_form_that_was_sent_after_the_session_had_ended_is_saved_after_signing_in(ada):
    role = add_items(RoleFactory(title_en="Before"))
    typed = opened(ada, change_page(role)) | {"title_en": TYPED, "_continue": "1"}
    Session.objects.all().delete()

    page = answer(ada, change_page(role), typed)

    assert "Sign in to save" in page.texts("h1")
    assert "/admin/login/?next=%2Fadmin%2F" in page.links
    kept = form_of(page)
    assert kept["title_en"] == TYPED
    assert kept["_continue"] == "1"
    assert len(kept) == len({name for name, value in typed.items() if value != []})

    ada.sign_in(ada.user)
    page = answer(ada, change_page(role), kept)  # its token is older than the sign-in

    assert "Not saved yet" in page.texts("h1")
    assert "Signed in as: ada" in page.texts("p")
    assert Role.objects.get().title_en == "Before"

    response = ada.post(change_page(role), form_of(page), headers=HERE)

    assert response.status_code == 302
    assert Role.objects.get().title_en == " ".join(TYPED.split())


def test_who_is_not_yet_signed_in_is_asked_again(ada):
    source = SourceFactory()
    typed = opened(ada, change_page(source)) | {"title": "After"}
    Session.objects.all().delete()

    page = answer(ada, change_page(source), form_of(answer(ada, change_page(source), typed)))

    assert "Sign in to save" in page.texts("h1")
    assert form_of(page)["title"] == "After"


def test_somebody_else_who_has_signed_in_is_named_and_has_their_own_rights(ada):
    source = SourceFactory(title="Before")
    typed = opened(ada, change_page(source)) | {"title": "After"}
    guest = UserFactory(username="guest", is_staff=True)
    ada.sign_in(guest)

    page = answer(ada, change_page(source), typed)
    assert "Signed in as: guest" in page.texts("p")
    ada.post(change_page(source), form_of(page), headers=HERE)

    assert Source.objects.get().title == "Before"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"referer": "https://evil.example/admin/"},
        {},
    ],
)
def test_what_another_site_has_sent_is_not_kept(ada, headers):
    """Neither where nobody is signed in, nor where the token is wrong."""
    source = SourceFactory(title="Before")
    forged = {"title": "Forged", "csrfmiddlewaretoken": "x" * 32}
    anonymous = Client()

    signed_in = ada.post(change_page(source), forged, headers=headers)
    led_away = anonymous.post(change_page(source), forged, headers=headers)

    assert (signed_in.status_code, led_away.status_code) == (403, 302)
    assert "Forged" not in signed_in.content.decode()


def test_no_password_comes_back():
    """Of a form with a password among others, the others are kept."""
    new = dict.fromkeys(("password1", "password2"), "a good long one")
    added = {"username": "new", "usable_password": "true"} | new

    page = answer(Client(), "/admin/accounts/user/add/", added)

    assert form_of(page).keys() == {"csrfmiddlewaretoken", "username"}
    assert "a good long one" not in page.markup


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/admin/password_change/", {"old_password": "x", "new_password1": "y"}),
        ("/admin/accounts/user/1/password/", {"password1": "x", "password2": "x"}),
        ("/admin/sources/source/add/", {}),
    ],
)
def test_where_there_is_nothing_to_keep_people_are_led_to_sign_in(address, data):
    assert Client().post(address, data, headers=HERE).status_code == 302


def test_form_is_kept_where_people_have_to_confirm_who_they_are():
    def confirm(request):
        return HttpResponseRedirect("/admin/account/reauthenticate/?next=/admin/x/")

    request = RequestFactory().post("/admin/x/", {"title": "After"}, headers=HERE)
    page = Page(KeptFormMiddleware(confirm)(request).content.decode())

    assert "/admin/account/reauthenticate/?next=%2Fadmin%2F" in page.links
    assert form_of(page)["title"] == "After"


def test_other_redirects_are_followed():
    def saved(request):
        return HttpResponseRedirect("/admin/roles/role/")

    for request in (
        RequestFactory().post("/admin/x/", {"title": "After"}, headers=HERE),
        RequestFactory().get("/admin/x/", headers=HERE),
    ):
        assert KeptFormMiddleware(saved)(request).status_code == 302


def test_what_has_no_label_is_not_shown():
    found = shown([("title", "Host"), ("save", "Save")], {"title": "Title", "save": ""}.__getitem__)

    assert (found.fields, found.more) == ([("Title", "Host")], 0)


def test_so_much_is_shown_and_no_more():
    fields = [(f"title-{n}", "x") for n in range(MOST_SHOWN + 7)]
    technical = [("_save", "Save"), ("a-TOTAL_FORMS", "1"), ("a-0-id", "9"), ("opened", "{}")]

    found = shown([("summary", "y" * 999), ("empty", ""), *technical, *fields])

    assert found.fields[0] == ("summary", "y" * LONGEST_SHOWN + "…")
    assert found.fields[1] == ("title-0", "x")
    assert found.more == 8


@pytest.mark.parametrize("language", language_codes())
def test_page_is_in_the_language_of_the_editor(language):
    data = {"title": "After"}

    page = answer(Client(), "/admin/sources/source/add/", data, **{"accept-language": language})

    assert ("Sign in to save" in page.texts("h1")) == (language == "en")
    assert page.root.get("lang") == language
