"""What a request asks for and who asks, read straight from WSGI."""

import re
from collections.abc import Collection
from functools import cache, lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

Environ = dict[str, Any]

MAX_QUERY_LENGTH = 2_000
MAX_PARAMETERS = 20
# CUBOT makes telephones, and their owners read.
NOT_A_READER = re.compile(r"(?<!cu)bot|crawl|spider|slurp|preview|monitor|curl|wget|python", re.I)


class Address(NamedTuple):
    """All of a request that a finished page may depend on, besides its encoding."""

    scheme: str
    host: str
    path: str
    query: str


def address_of(environ: Environ) -> Address:
    """The address as the reader wrote it; the host is not checked yet."""
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    host, query = environ.get("HTTP_HOST", ""), environ.get("QUERY_STRING", "")
    return Address(scheme(environ), host, path, query)


def scheme(environ: Environ) -> str:
    """ "https" or "http", by the same rules as Django's `request.scheme`."""
    if trusted := _trusted_header():
        header, secure = trusted
        if (said := environ.get(header)) is not None:
            return "https" if said.partition(",")[0].strip() == secure else "http"
    return environ["wsgi.url_scheme"]


@cache
def _trusted_header() -> tuple[str, str] | None:
    """The header in which a front may say that it was asked over TLS, and how it says so.

    Kept, since Django's settings take longer than all else that is read from a request here.
    """
    return settings.SECURE_PROXY_SSL_HEADER


def is_allowed(host: str) -> bool:
    """Whether the host, with or without a port, is one of ours."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def names_only(query: str, declared: Collection[str]) -> bool:
    """Whether the query has only declared parameters, few enough, as our links and forms write it.

    A page could be asked for under any number of other spellings of the same query, and each
    would be kept.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_PARAMETERS)
    except ValueError:
        return False
    return urlencode(pairs) == query and all(name in declared for name, _ in pairs)


def is_read(environ: Environ) -> bool:
    """Whether the answer is for a person: no HEAD, no page fetched in advance, no program."""
    purpose = environ.get("HTTP_SEC_PURPOSE") or environ.get("HTTP_PURPOSE") or ""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and "prefetch" not in purpose
        and _is_browser(environ.get("HTTP_USER_AGENT", ""))
    )


@lru_cache(maxsize=256)
def _is_browser(agent: str) -> bool:
    return bool(agent) and not NOT_A_READER.search(agent)
