import pytest
from django.test import RequestFactory

from config.sent_forms import is_from_here, sent


def test_only_forms_are_sent_again():
    assert sent(RequestFactory().get("/?a=b")) is None
    assert sent(RequestFactory().post("/", {"password1": "x"})) is None
    assert sent(RequestFactory().post("/", {"a": ["1", "2"], "csrfmiddlewaretoken": "x"})) == [
        ("a", "1"),
        ("a", "2"),
    ]


def test_foreign_host_is_not_here():
    request = RequestFactory().post("/", headers={"host": "evil.example"})

    assert not is_from_here(request)


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"origin": "http://testserver"}, True),
        ({"referer": "http://testserver/admin/"}, True),
        ({"origin": "https://edit.example.org"}, True),
        ({"origin": "https://testserver"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, False),
        ({"origin": "https://evil.example", "referer": "http://testserver/"}, False),
    ],
)
def test_browsers_say_where_a_form_was(settings, headers, is_ours):
    settings.CSRF_TRUSTED_ORIGINS = ["https://edit.example.org"]

    assert is_from_here(RequestFactory().post("/admin/", headers=headers)) == is_ours
