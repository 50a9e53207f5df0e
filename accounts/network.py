"""The network address that a request comes from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

IPV6_NETWORK = 64  # bits: one subscriber has at least as many addresses as the others leave


def client_address(request: HttpRequest) -> str:
    """The address of who has sent a request; empty where it is not known.

    Behind fronts, the last of which is trusted (TRUST_PROXY), it is the one that the outermost of
    our own has seen (PROXIES): what stands before it in X-Forwarded-For, anybody may have written.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.TRUST_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        address = forwarded[max(len(forwarded) - settings.PROXIES, 0)] or address
    try:
        return str(ipaddress.ip_address(_alone(address.strip())))
    except ValueError:
        return ""


def _alone(address: str) -> str:
    """Without a port, and without the interface of the machine that has seen it."""
    if address.startswith("["):
        address = address[1:].partition("]")[0]
    elif address.count(":") == 1:
        address = address.partition(":")[0]
    return address.partition("%")[0]


def client_network(request: HttpRequest) -> str:
    """What is counted as one address: of version 6, the network of 64 bits that it is in."""
    address = client_address(request)
    if ":" not in address:
        return address
    network = ipaddress.ip_network(f"{address}/{IPV6_NETWORK}", strict=False)
    mapped = ipaddress.IPv6Address(address).ipv4_mapped
    return str(mapped or network)
