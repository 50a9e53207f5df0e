"""What a request asks for and who asks, read straight from WSGI.

Leans on parts of Django that its documentation does not describe (tests/test_private_names.py):

- `split_domain_port` and `validate_host`, with which Django checks a host, too
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from core.wsgi import Environ, scheme

MAX_QUERY_LENGTH = 2_000
MAX_PARAMETERS = 20
# CUBOT is a brand of telephones, whose owners are readers.
BOT = re.compile(r"(?<!cu)bot|crawl|spider|slurp|preview|monitor|curl|wget|python", re.I)


class Address(NamedTuple):
    """All of a request that a cached page may depend on, besides its encoding."""

    scheme: str
    host: str
    path: str
    query: str


def address_of(environ: Environ) -> Address:
    """The address as the reader wrote it; the host is not checked yet."""
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    host, query = environ.get("HTTP_HOST", ""), environ.get("QUERY_STRING", "")
    return Address(scheme(environ), host, path, query)


def is_allowed_host(host: str) -> bool:
    """Whether the host, with or without a port, is one of ALLOWED_HOSTS."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def is_canonical_query(query: str, declared: Collection[str]) -> bool:
    """Whether the query has only declared parameters, few enough, as our links and forms write it.

    A page could be asked for under any number of other spellings of the same query, and each
    would be cached.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_PARAMETERS)
    except ValueError:
        return False
    # People write commas as they are, browsers as an escape.
    is_canonical = query in (urlencode(pairs), urlencode(pairs, safe=","))
    return is_canonical and all(name in declared for name, _ in pairs)


def is_view(environ: Environ) -> bool:
    """Whether a person reads the answer: no HEAD, no prefetch, no bot."""
    purpose = environ.get("HTTP_SEC_PURPOSE") or environ.get("HTTP_PURPOSE") or ""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and "prefetch" not in purpose
        and _is_browser(environ.get("HTTP_USER_AGENT", ""))
    )


@lru_cache(maxsize=256)
def _is_browser(agent: str) -> bool:
    return bool(agent) and not BOT.search(agent)
