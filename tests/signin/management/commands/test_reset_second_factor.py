import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from tests.signin.people import (
    add_app,
    add_codes,
    browser,
    code_now,
    give_code,
    give_password,
    make_person,
    opens_admin,
)

pytestmark = pytest.mark.django_db


def test_factors_are_taken_away_sessions_end_and_the_log_says_so(capsys, caplog):
    user = make_person()
    add_app(user)
    add_codes(user)
    client = browser()
    give_password(client)
    give_code(client, code_now())
    assert opens_admin(client)

    call_command("reset_second_factor", "anna")

    assert capsys.readouterr().out == (
        "anna: two-step verification is reset, removed: 2. "
        "All sessions of the account have ended.\n"
    )
    assert not Authenticator.objects.exists()
    assert not opens_admin(client)
    [record] = [record for record in caplog.records if record.name == "signin.factors"]
    assert (record.event, record.user) == ("factors_reset", user.pk)
    assert "anna" not in record.getMessage()


def test_name_that_nobody_has_is_said_to_be_so():
    with pytest.raises(CommandError, match="There is no user named “bea”"):
        call_command("reset_second_factor", "bea")
