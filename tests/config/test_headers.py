from wsgiref.headers import Headers

import pytest

from config.headers import CONTENT_SECURITY_POLICY, SecurityHeaders, static_file_headers
from config.serving import page_cache
from tests.pagecache.site import Reply, WsgiSite, ask

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}


def assert_strict(reply: Reply) -> None:
    """The reply has every strict header (and `ask` has seen none of them twice)."""
    assert reply.policy.items() >= POLICY.items()
    assert (
        reply.headers.items()
        >= {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }.items()
    )
    assert "camera=()" in reply.headers["Permissions-Policy"].split(", ")


@pytest.mark.parametrize("status", ["200 OK", "302 Found", "404 Not Found", "500 Server Error"])
def test_every_answer_is_strict(status):
    site = WsgiSite()
    site.status = status

    reply = ask(SecurityHeaders(site))

    assert reply.status == status
    assert_strict(reply)


@pytest.mark.django_db
def test_cached_pages_are_strict():
    app = page_cache(WsgiSite())
    ask(app)

    page = ask(app)

    assert page.status == "200 OK"
    assert_strict(page)


@pytest.mark.django_db
def test_reader_who_has_a_page_gets_it_again_with_a_stricter_policy(monkeypatch):
    def asked(**more: str) -> Reply:
        app = page_cache(WsgiSite())
        ask(app)
        return ask(app, **more)

    etag = asked().headers["ETag"]
    assert asked(HTTP_IF_NONE_MATCH=etag).status == "304 Not Modified"

    monkeypatch.setitem(CONTENT_SECURITY_POLICY, "img-src", "'none'")
    again = asked(HTTP_IF_NONE_MATCH=etag)

    assert again.status == "200 OK"
    assert again.policy["img-src"] == "'none'"


def test_laxer_header_of_the_application_is_replaced():
    site = WsgiSite()
    site.headers = {"X-FRAME-OPTIONS": "SAMEORIGIN", "Referrer-Policy": "origin", "X-Other": "kept"}

    reply = ask(SecurityHeaders(site))

    assert_strict(reply)
    assert reply.headers["X-Other"] == "kept"


def test_browsers_come_back_over_tls_only_where_tls_is_served(settings):
    settings.HTTPS = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    app = SecurityHeaders(WsgiSite())

    reply = ask(app, **{"wsgi.url_scheme": "https"})

    assert_strict(reply)
    assert reply.headers["Strict-Transport-Security"] == (
        "max-age=31536000; includeSubDomains; preload"
    )
    assert reply.policy["upgrade-insecure-requests"] == ""
    assert "Strict-Transport-Security" not in ask(app).headers


def test_site_without_tls_does_not_ask_for_it(settings):
    settings.HTTPS = False
    site = WsgiSite()
    site.headers = {"Strict-Transport-Security": "max-age=1"}

    reply = ask(SecurityHeaders(site), **{"wsgi.url_scheme": "https"})

    assert "Strict-Transport-Security" not in reply.headers
    assert reply.policy == POLICY


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("max-age=315360000, public, immutable", "public, max-age=31536000, immutable"),
        ("max-age=60, public", "no-cache"),
    ],
)
def test_only_a_static_file_that_never_changes_is_kept(said, sent):
    headers = Headers([("Cache-Control", said)])
    static_file_headers(headers, "base.css", "/static/base.css")

    assert headers["Cache-Control"] == sent


def test_passkeys_are_allowed_where_people_sign_in_and_nowhere_else():
    app = SecurityHeaders(WsgiSite())

    def passkeys(path):
        policy = ask(app, path).headers["Permissions-Policy"].split(", ")
        return next(entry for entry in policy if entry.startswith("publickey-credentials-get"))

    assert passkeys("/admin/account/code/") == "publickey-credentials-get=(self)"
    assert passkeys("/en/") == passkeys("/administration/") == "publickey-credentials-get=()"
