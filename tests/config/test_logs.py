import logging

import pytest

from config.logs import one_line_of_bad_requests

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def written(caplog):
    """The records of a request, as the site's own handler has them."""
    [handler] = [
        one for one in logging.getLogger().handlers if one_line_of_bad_requests in one.filters
    ]

    def written(name):
        records = [record for record in caplog.records if record.name == name]
        for record in records:
            assert handler.filter(record)
        return records

    return written


def test_foreign_host_is_one_line_at_info(client, written):
    response = client.get("/health/live", headers={"host": "evil.example"})

    assert response.status_code == 400
    [record] = written("django.security.DisallowedHost")
    assert (record.levelname, record.exc_info, record.exc_text) == ("INFO", None, None)
    assert "evil.example" in record.getMessage()


@pytest.mark.django_db
def test_form_with_too_many_fields_is_one_line_at_info(client, settings, written):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    response = client.post("/admin/account/sign-in/", "a=1&b=2&c=3", content_type=FORM)

    assert response.status_code == 400
    [record] = written("django.security.TooManyFieldsSent")
    assert (record.levelname, record.exc_info, record.exc_text) == ("INFO", None, None)


@pytest.mark.django_db
def test_form_in_an_unknown_encoding_is_one_line(client, written):
    content_type = f"{FORM}; charset=utf-7"
    response = client.post("/admin/account/sign-in/", "login=x", content_type=content_type)

    assert response.status_code == 400
    records = written("django.request")
    assert [(record.levelname, record.exc_info) for record in records] == [("WARNING", None)]


def test_error_of_the_site_keeps_where_it_happened():
    error = (ValueError, ValueError("x"), None)
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s", ("x",), error)

    assert one_line_of_bad_requests(record)
    assert (record.levelname, record.exc_info) == ("ERROR", error)
