"""The network address that a request comes from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address of who has sent a request; None where it is not known.

    Behind fronts, the last of which is trusted (TRUST_PROXY), it is the one that the outermost of
    our own has seen (PROXIES): what stands before it in X-Forwarded-For, anybody may have written.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        proxies = getattr(settings, "PROXIES", 1)
        address = forwarded[max(len(forwarded) - proxies, 0)]
    try:
        return str(ipaddress.ip_address(address.strip().removeprefix("[").partition("]")[0]))
    except ValueError:
        return None
