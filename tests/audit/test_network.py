import pytest
from django.test import RequestFactory

from audit.network import client_address


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7", 1, "198.51.100.7"),  # the first was made up
        ("203.0.113.9, 198.51.100.7, 10.0.0.2", 2, "198.51.100.7"),
        ("198.51.100.7", 2, "198.51.100.7"),
        ("[2001:DB8::7]:443", 1, "2001:db8::7"),
        ("unknown", 1, None),
        ("", 1, None),
    ],
)
def test_behind_fronts_the_outermost_of_our_own_is_believed(settings, forwarded, proxies, address):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.PROXIES = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded})

    assert client_address(request) == address


def test_without_a_front_nobody_is_believed(settings):
    settings.SECURE_PROXY_SSL_HEADER = None
    request = RequestFactory().get(
        "/", headers={"x-forwarded-for": "203.0.113.9"}, REMOTE_ADDR="192.0.2.7"
    )

    assert client_address(request) == "192.0.2.7"


def test_socket_has_no_address(settings):
    settings.SECURE_PROXY_SSL_HEADER = None

    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) is None
