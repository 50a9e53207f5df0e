"""The site by the rules that HTTP Observatory publishes: each of its tests, the result that is
reached, and what that is worth.

https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring: a site begins with 100
points, and bonuses count if it has lost at most ten. Preloading is not the program's to reach, and
no page for readers sets a cookie.
"""

import re

import pytest
from django.core.handlers.wsgi import WSGIHandler

from config.serving import page_cache
from tests.pagecache.site import ask
from tests.support.markup import Page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("open_connections"),
]

BASELINE, AT_LEAST = 100, 135
SIX_MONTHS = 15_768_000
UNSAFE = {"'unsafe-inline'", "'unsafe-eval'", "data:", "http:", "https:", "ftp:", "*"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


@pytest.fixture
def site(settings):
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.ALLOWED_HOSTS = ["localhost"]
    return page_cache(WSGIHandler())


def secure(site, path="/en/"):
    return ask(site, path, **{"wsgi.url_scheme": "https"})


@pytest.fixture
def reply(site):
    reply = secure(site)
    assert reply.status == "200 OK"
    return reply


def cookies(reply):
    return 0 if "Set-Cookie" not in reply.headers else -40  # cookies-not-found


def cross_origin_resource_sharing(reply):
    return 0 if "Access-Control-Allow-Origin" not in reply.headers else -50  # not-implemented


def content_security_policy(reply):
    """csp-implemented-with-no-unsafe-default-src-none"""
    policy = {name: set(value.split()) for name, value in reply.policy.items()}
    images = policy.pop("img-src")  # passive: only what comes over HTTP is unsafe
    is_safe = not any(sources & UNSAFE for sources in policy.values())
    is_safe = is_safe and not images & {"http:", "ftp:"} and policy["object-src"] == {"'none'"}
    return 10 if is_safe and policy["default-src"] == {"'none'"} else -20


def strict_transport_security(reply):
    """hsts-implemented-max-age-at-least-six-months"""
    [age] = re.findall(r"max-age=(\d+)", reply.headers["Strict-Transport-Security"])
    return 0 if int(age) >= SIX_MONTHS else -10


def referrer_policy(reply):
    """referrer-policy-private"""
    return 5 if reply.headers["Referrer-Policy"] in PRIVATE else -5


def subresource_integrity(reply):
    """sri-implemented-and-all-scripts-loaded-securely"""
    scripts = [element for element in Page(reply.body.decode()).all("script") if element.get("src")]
    assert scripts
    is_own = all(re.match(r"/[^/]", element.get("src")) for element in scripts)
    return 5 if is_own and all(element.get("integrity") for element in scripts) else -5


def x_content_type_options(reply):
    return 0 if reply.headers["X-Content-Type-Options"] == "nosniff" else -5


def x_frame_options(reply):
    """x-frame-options-implemented-via-csp"""
    return 5 if reply.policy["frame-ancestors"] == "'none'" else -20


def cross_origin_resource_policy(reply):
    """cross-origin-resource-policy-implemented-with-same-origin"""
    return 10 if reply.headers["Cross-Origin-Resource-Policy"] == "same-origin" else -5


RULES = {
    cookies: 0,
    cross_origin_resource_sharing: 0,
    content_security_policy: 10,
    strict_transport_security: 0,
    referrer_policy: 5,
    subresource_integrity: 5,
    x_content_type_options: 0,
    x_frame_options: 5,
    cross_origin_resource_policy: 10,
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_is_kept(reply, rule):
    assert rule(reply) == RULES[rule]


def test_first_redirect_is_to_https_on_the_same_host(site):
    reply = ask(site, "/en/")

    assert reply.status == "301 Moved Permanently"
    assert reply.headers["Location"] == "https://localhost/en/"


def test_every_script_of_every_kind_of_page_is_checked_by_its_hash(site):
    for path in ("/en/", "/en/roles/", "/en/careers/", "/en/move/", "/en/nowhere/"):
        assert subresource_integrity(secure(site, path)) == 5, path


def test_points_are_as_many_as_can_be_reached(reply):
    found = [rule(reply) for rule in RULES]

    assert BASELINE + sum(found) >= AT_LEAST
    assert min(found) == 0
