import pytest

from core.wsgi import WsgiResponse, scheme
from tests.pagecache.site import TEXT, WsgiSite, environ_for


def test_response_is_what_the_application_answers():
    site = WsgiSite()

    response = WsgiResponse.of(site, environ_for())

    assert (response.status, response.is_ok, response.has_failed) == ("200 OK", True, False)
    assert response.content() == TEXT
    assert site.closed == 1


def test_last_start_of_a_response_counts():
    def fails_late(environ, start_response):
        start_response("200 OK", [])
        start_response("500 Internal Server Error", [("X-Late", "1")], None)
        return []

    response = WsgiResponse.of(fails_late, environ_for())

    assert (response.status, response.headers) == ("500 Internal Server Error", [("X-Late", "1")])
    assert response.has_failed


def test_response_whose_body_breaks_is_closed_all_the_same():
    site = WsgiSite()
    site.content = None
    response = WsgiResponse("200 OK", [], site)

    with pytest.raises(TypeError):
        response.content()
    assert site.closed == 1


def test_forwarded_scheme_counts_only_where_the_settings_trust_it(settings):
    environ = environ_for(HTTP_X_FORWARDED_PROTO="https, http")

    settings.SECURE_PROXY_SSL_HEADER = None
    assert scheme(environ) == "http"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert scheme(environ) == "https"


def test_proxy_that_says_http_outdoes_the_connection_to_the_proxy(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    over_tls = {"wsgi.url_scheme": "https"}
    assert scheme(environ_for(**over_tls)) == "https"
    assert scheme(environ_for(**over_tls, HTTP_X_FORWARDED_PROTO="http")) == "http"
