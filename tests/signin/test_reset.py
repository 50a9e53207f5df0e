import re
from smtplib import SMTPRecipientsRefused
from unittest.mock import Mock

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse

from accounts.models import User
from core import background
from tests.signin.people import (
    add_app,
    browser,
    code_now,
    errors,
    give_code,
    give_password,
    later,
    make_person,
    opens_admin,
)

pytestmark = pytest.mark.django_db
RESET = "/admin/account/reset/"
NEW = {"new_password1": "another long phrase", "new_password2": "another long phrase"}


@pytest.fixture(autouse=True)
def site(settings):
    settings.SENDS_MAIL = True
    settings.SITE_URL = "https://roles.example.org"


def ask(email="anna@example.org", client=None, **headers):
    return (client or browser()).post(RESET, {"email": email}, headers=headers)


def link():
    """Where the last mail leads, as a path."""
    return re.search(r"https://roles\.example\.org(/\S+)", mail.outbox[-1].body).group(1)


def test_mail_leads_to_the_site_whatever_host_was_asked_for():
    make_person(email="anna@example.org")

    response = ask(host="localhost")

    assert response.headers["Location"] == reverse("password_reset_done")
    [message] = mail.outbox
    assert message.to == ["anna@example.org"]
    assert message.subject == "Set a new password for Rolebook"
    assert "https://roles.example.org/admin/account/reset/" in message.body
    assert "localhost" not in message.body
    assert "Username: anna" in message.body


def test_known_and_unknown_addresses_are_told_the_same_and_nothing_is_looked_up_before(
    monkeypatch,
):
    make_person(email="anna@example.org")
    tasks = []
    monkeypatch.setattr(background, "run", tasks.append)

    known, unknown = ask(), ask("nobody@example.org")

    assert known.headers["Location"] == unknown.headers["Location"]
    assert known.content == unknown.content
    assert len(tasks) == 2
    for task in tasks:
        task()
    assert len(mail.outbox) == 1


def test_link_works_once_ends_all_sessions_and_does_not_stand_in_for_the_second_factor():
    add_app(make_person(email="anna@example.org"))
    old = browser()
    give_password(old)
    give_code(old, code_now())
    assert opens_admin(old)
    ask()
    client = browser()
    form = client.get(link()).headers["Location"]

    done = client.post(form, NEW)

    assert done.headers["Location"] == reverse("password_reset_complete")
    assert "Your new password has been set." in client.get(done.headers["Location"]).text
    assert User.objects.get().check_password("another long phrase")
    assert not opens_admin(old)
    assert not opens_admin(client)
    assert give_password(client, "another long phrase").headers["Location"] == (
        reverse("mfa_authenticate")
    )
    assert "new_password1" not in browser().get(link(), follow=True).text


def test_link_works_for_an_hour():
    make_person(email="anna@example.org")
    ask()

    with later(59 * 60):
        assert "new_password1" in browser().get(link(), follow=True).text
    with later(61 * 60):
        too_late = browser().get(link(), follow=True).text
    assert "new_password1" not in too_late
    assert f'href="{reverse("admin_password_reset")}"' in too_late


def test_account_that_is_not_active_is_sent_nothing():
    make_person(email="anna@example.org", is_active=False)

    ask()

    assert mail.outbox == []


def test_requests_are_throttled_by_address_whether_there_is_an_account_or_not():
    make_person(email="anna@example.org")

    for email in ("anna@example.org", "nobody@example.org"):
        assert [ask(email).status_code for _ in range(4)] == [302, 302, 302, 429]

    refused = ask()
    assert errors(refused) == ["Too many attempts. Try again in 60 minutes."]
    assert 3500 < int(refused.headers["Retry-After"]) <= 3600


def test_nobody_is_sent_more_than_three_mails_an_hour_from_wherever_they_are_asked_for():
    make_person(email="anna@example.org")

    for number in range(6):
        assert ask(client=browser(f"192.0.2.{number}")).status_code == 302

    assert len(mail.outbox) == 3


def test_mail_that_is_refused_is_told_in_the_log_without_its_address(monkeypatch, caplog):
    make_person(email="anna@example.org")
    make_person(username="bea", email="anna@example.org")
    refused = SMTPRecipientsRefused({"anna@example.org": (550, b"<anna@example.org>: unknown")})
    monkeypatch.setattr(EmailMessage, "send", Mock(side_effect=[refused, ConnectionRefusedError]))

    assert ask().status_code == 302

    told = [record.getMessage() for record in caplog.records if record.name == "signin.reset"]
    assert told == [
        f"A link for a new password could not be sent: {name}"
        for name in ("SMTPRecipientsRefused", "ConnectionRefusedError")
    ]
    assert "anna" not in caplog.text


def test_mail_is_in_the_language_of_who_asks():
    make_person(email="anna@example.org")

    ask(**{"accept-language": "fi"})

    assert mail.outbox[0].subject == "Rolebook: aseta uusi salasana"
