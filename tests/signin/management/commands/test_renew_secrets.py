import pytest
from django.core.management import call_command

from tests.signin.people import add_app, browser, code_now, give_code, give_password, make_person

pytestmark = pytest.mark.django_db


def test_secrets_are_written_anew_and_codes_are_right_without_the_earlier_key(settings, capsys):
    add_app(make_person())
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "a new key of the site"
    settings.SECRET_KEY_FALLBACKS = [earlier]

    call_command("renew_secrets")
    settings.SECRET_KEY_FALLBACKS = []

    assert capsys.readouterr().out == "1 renewed, 0 unreadable\n"
    give_password(client := browser())
    assert give_code(client, code_now()).status_code == 302


def test_secret_of_a_lost_key_is_counted_and_its_owner_told(settings, capsys):
    add_app(make_person())
    settings.SECRET_KEY = "a new key of the site"

    call_command("renew_secrets")

    assert capsys.readouterr().out == "0 renewed, 1 unreadable\n"
    give_password(client := browser())
    assert "The site’s key has changed, so codes cannot be checked." in (
        give_code(client, code_now()).text
    )
