"""What is sent is bounded before it is read."""

import pytest
from django.test import RequestFactory

from config.bodies import LONGEST, BodyMiddleware
from translations.languages import language_activated


def unread(request):
    raise AssertionError


@pytest.mark.django_db
def test_body_that_is_too_long_is_refused_unread_in_the_readers_language():
    request = RequestFactory().post("/admin/skills/skill/import/", CONTENT_LENGTH=str(LONGEST + 1))

    with language_activated("nb"):
        response = BodyMiddleware(unread)(request)

    assert response.status_code == 413
    assert "Filen er for stor" in response.content.decode()


@pytest.mark.parametrize("length", ["", "0", str(LONGEST), "x", "-5", "٣"])
def test_other_bodies_pass(length):
    request = RequestFactory().post("/", CONTENT_LENGTH=length)

    assert BodyMiddleware(lambda passed: passed)(request) is request
