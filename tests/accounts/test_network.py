import pytest
from django.test import RequestFactory

from accounts.network import client_address, client_network

FRONT = "10.0.0.1"


def address_of(forwarded=None, remote=FRONT):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))


def test_header_is_believed_nobody_without_the_setting(settings):
    settings.TRUST_PROXY = False

    assert address_of("192.0.2.7") == FRONT


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.1, 192.0.2.7", "192.0.2.7"),  # the first one was made up
        (2, "192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "198.51.100.1, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "10.0.0.2", "10.0.0.2"),
        (1, None, FRONT),
        (1, "", FRONT),
        (1, "nonsense", ""),
        (1, "192.0.2.7:4711", "192.0.2.7"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "fe80::1%eth0", "fe80::1"),
    ],
)
def test_address_is_the_one_that_our_outermost_front_has_seen(
    settings, proxies, forwarded, address
):
    settings.TRUST_PROXY, settings.PROXIES = True, proxies

    assert address_of(forwarded) == address


@pytest.mark.parametrize(
    ("remote", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:0:1:2:3:4:5", "2001:db8:0:1::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_network_of_an_address(remote, network):
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=remote)) == network
