"""Checks of sources."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.checking import Finding, check
from sources.models import Source

# Names that are reserved: nothing can be there (RFC 2606 and 6761).
_RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost|local)$")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])")
_IP = re.compile(r"[0-9.]+|[0-9a-f.]*:[0-9a-f:.]*")  # `hostname` has no brackets


@check(
    "broken-links",
    _("Web addresses that cannot work"),
    _(
        "Correct any web address that cannot work as written. The check does not test whether "
        "the pages exist."
    ),
)
def broken_links() -> Iterator[Finding]:
    sources = Source.objects.exclude(address="").order_by("pk")
    for pk, address in sources.values_list("pk", "address"):
        if problem := what_is_wrong(address):
            yield Finding((("sources.source", pk),), "address", "", problem, address)


def what_is_wrong(address: str) -> str | Promise:
    """Why an address cannot be one of the web, "" if it can."""
    if re.search(r"\s", address):
        return _("contains a space")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _("not a valid web address")
    if parts.scheme not in ("http", "https"):
        return _("does not begin with https:// or http://")
    return _("not a valid port number") if port == 0 else _wrong_host(host)


def _wrong_host(host: str) -> str | Promise:
    if not host:
        return _("no host name")
    if _RESERVED.search(host.removesuffix(".")):
        return _("an example or internal address, not a public one")
    if _IP.fullmatch(host):
        return _wrong_ip(host)
    ascii_host = _as_ascii(host.removesuffix("."))
    return "" if _HOST.fullmatch(ascii_host) else _("not a valid host name")


def _wrong_ip(host: str) -> str | Promise:
    try:
        is_public = ip_address(host).is_global
    except ValueError:
        return _("not a valid host name")
    return "" if is_public else _("an example or internal address, not a public one")


def _as_ascii(host: str) -> str:
    """A host as it is asked for: with letters beyond ASCII encoded; "" if that cannot be done."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""
