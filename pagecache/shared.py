"""Cached pages that several machines share, in a Redis-compatible cache such as Valkey.

A change of the content invalidates nearly every page, and each process would make each page again.
With a shared cache, one process makes it and the others read it there. Nothing depends on it: a
page that is missing, or does not come quickly, is made.

A page is filed under the version that it was made at. One that says what it was made of is filed
without: it may outlive any number of changes, and whoever reads it knows which there were since.
"""

import json
import logging
import sys
import time
from collections.abc import Callable
from datetime import date
from hashlib import blake2b
from hmac import compare_digest
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from core.made_of import MadeOf
from core.wsgi import Headers
from pagecache.cached_page import Body, CachedPage
from pagecache.request import Address

# In seconds: how long an answer may take, how long the cache is not asked after it failed, how long
# it stores a page.
TIMEOUT = 0.25
RETRY_AFTER = 5
LIFETIME = 86_400
SIGNATURE_BYTES = 16

logger = logging.getLogger(__name__)


class Client(Protocol):
    """What is used of redis.Redis."""

    def mget(self, keys: list[bytes]) -> Any: ...

    def set(self, name: bytes, value: bytes, ex: int) -> Any: ...

    def ping(self) -> Any: ...


class SharedPages:
    """Pages by address, encoding and version, signed with the site's secret.

    A page with another signature is ignored. `program` tells programs apart that would make another
    page of the same content. Without a client nothing is shared.
    """

    def __init__(
        self,
        client: Client | None,
        secret: str = "",
        program: bytes = b"",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._secret = blake2b(secret.encode()).digest()
        self._program = program
        self._clock = clock
        self._retry_at = clock()

    def get(self, address: Address, encoding: str, version: int, today: date) -> CachedPage | None:
        """The page, made by any machine: of this content version, or of another one and with what
        it was made of."""
        if self._client is None:
            return None
        keys = [self._key(address, encoding, filed) for filed in (version, None)]
        values = self._ask(lambda client: client.mget(keys)) or ()
        found = (self._read(*filed, encoding) for filed in zip(keys, values, strict=False))
        return next((page for page in found if page and page.is_of_today(lambda: today)), None)

    def _read(self, key: bytes, value: bytes | None, encoding: str) -> CachedPage | None:
        """A page as it was filed; None if there is none, or not by us."""
        if value is None:
            return None
        signature, packed = value[:SIGNATURE_BYTES], value[SIGNATURE_BYTES:]
        if not compare_digest(signature, self._signature(key, packed)):
            logger.warning("A page in the shared cache is not ours")
            return None
        return _unpack(packed, encoding)

    def put(self, address: Address, encoding: str, page: CachedPage) -> None:
        """Stores the page for other machines."""
        if self._client is None:
            return
        key = self._key(address, encoding, page.version if page.made_of is None else None)
        value = _pack(page, encoding)
        self._ask(lambda client: client.set(key, self._signature(key, value) + value, ex=LIFETIME))

    def state(self) -> str:
        """ "ok" or "lost", or "none" where no cache is shared."""
        if self._client is None:
            return "none"
        return "ok" if self._ask(lambda client: client.ping()) else "lost"

    def _ask(self, command: Callable[[Client], Any]) -> Any:
        """What the cache answers; None if it fails, and for some seconds after that."""
        if self._client is None or self._clock() < self._retry_at:
            return None
        try:
            return command(self._client)
        except Exception as error:  # no failure of the cache may reach a reader
            logger.warning("The shared cache is lost, each process makes its own pages: %s", error)
            self._retry_at = self._clock() + RETRY_AFTER
            return None

    def _key(self, address: Address, encoding: str, version: int | None) -> bytes:
        name = json.dumps([*address, encoding, version]).encode()
        return blake2b(self._program + name, key=self._secret, digest_size=24).digest()

    def _signature(self, key: bytes, value: bytes) -> bytes:
        return blake2b(key + value, key=self._secret, digest_size=SIGNATURE_BYTES).digest()


def _pack(page: CachedPage, encoding: str) -> bytes:
    day = page.day and page.day.isoformat()
    head = {
        "version": page.version,
        "day": day,
        "viewed_key": page.viewed_key,
        "subjects": page.subjects and page.subjects.header(),
        "made_of": page.made_of and page.made_of.header(),
        "headers": page.headers,
    }
    return json.dumps(head).encode() + b"\n" + page.bodies[encoding].content


def _unpack(value: bytes, encoding: str) -> CachedPage:
    head, _, content = value.partition(b"\n")
    fields = json.loads(head)
    headers = [(name, text) for name, text in fields["headers"]]
    return CachedPage(
        version=fields["version"],
        day=fields["day"] and date.fromisoformat(fields["day"]),
        viewed_key=fields["viewed_key"],
        subjects=_made_of(fields["subjects"]),
        made_of=_made_of(fields["made_of"]),
        headers=headers,
        bodies={encoding: Body.of(content, encoding, headers)},
    )


def _made_of(header: str | None) -> MadeOf | None:
    return None if header is None else MadeOf.of(header)


def connect_shared_pages(headers: Headers) -> SharedPages:
    """The shared pages of CACHE_URL; connects when the first page is asked for.

    `headers` are those that the server adds to every page.
    """
    if not settings.CACHE_URL:
        return SharedPages(None)
    # Imported here: the client takes 20 MB, which a site without a cache need not spend.
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    client = Redis.from_url(
        settings.CACHE_URL,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
        retry=Retry(NoBackoff(), 0),
    )
    return SharedPages(client, settings.SECRET_KEY, program_digest(headers))


def program_digest(headers: Headers) -> bytes:
    """A digest of all that makes the same content look different: code, files, libraries, settings.

    So a new program never reads an older one's pages, even if its RELEASE has the same name.
    """
    packages = [name for name in settings.INSTALLED_APPS if (settings.BASE_DIR / name).is_dir()]
    files = [
        path
        for folder in (*packages, "pagecache", "templates", "locale", "static")
        for path in sorted((settings.BASE_DIR / folder).rglob("*"))
        if path.is_file() and path.suffix not in (".pyc", ".po")
    ]
    libraries = sorted(f"{library.name} {library.version}" for library in distributions())
    options = [settings.RELEASE, settings.DEBUG, settings.TIME_ZONE, sys.version, *headers]
    digest = blake2b(json.dumps([libraries, options]).encode(), digest_size=16)
    for path in files:
        digest.update(_digest(path))
    return digest.digest()


def _digest(path: Path) -> bytes:
    name = path.relative_to(settings.BASE_DIR).as_posix()
    return blake2b(name.encode()).digest() + blake2b(path.read_bytes()).digest()
