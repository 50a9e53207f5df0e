"""Finished pages that several machines share, in a Redis-compatible cache such as Valkey.

A change of the content makes every page old, and each process would make each page anew. With a
shared cache those that come later find it there. Nothing rests on it: a page that is not
there, or cannot be asked for quickly, is made.
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

from pagecache.finished import Body, FinishedPage
from pagecache.request import Address
from pagecache.response import Headers

# Seconds: how long the cache may take to answer, is left alone after it did not, keeps a page.
PATIENCE = 0.25
REST = 5
LIFETIME = 86_400
SEAL = 16  # bytes

logger = logging.getLogger(__name__)


class Client(Protocol):
    """What is needed of redis.Redis."""

    def get(self, name: bytes) -> bytes | None: ...

    def set(self, name: bytes, value: bytes, ex: int) -> Any: ...

    def ping(self) -> Any: ...


class SharedPages:
    """Pages by address, encoding and version, sealed with the site's secret.

    What somebody else has written into the cache is not believed. `program` tells programs apart
    that would make another page of the same content. Without a client nothing is shared.
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
        self._rests_until = clock()

    def get(
        self, address: Address, encoding: str, version: int, today: date
    ) -> FinishedPage | None:
        """The page as it was made of this version of the content, by any machine."""
        key = self._key(address, encoding, version)
        value = self._ask(lambda client: client.get(key))
        if value is None:
            return None
        if not compare_digest(value[:SEAL], self._seal(key, value[SEAL:])):
            logger.warning("A page in the shared cache is not ours")
            return None
        page = _unpacked(value[SEAL:], encoding, version)
        return page if page.is_current(version, lambda: today) else None

    def put(self, address: Address, encoding: str, page: FinishedPage) -> None:
        """Lets other machines find the page."""
        key = self._key(address, encoding, page.version)
        value = _packed(page, encoding)
        self._ask(lambda client: client.set(key, self._seal(key, value) + value, ex=LIFETIME))

    def state(self) -> str:
        """ "ok" or "lost", or "none" where no cache is shared."""
        if self._client is None:
            return "none"
        return "ok" if self._ask(lambda client: client.ping()) else "lost"

    def _ask(self, question: Callable[[Client], Any]) -> Any:
        """What the cache answers; None if it does not, for some seconds without asking."""
        if self._client is None or self._clock() < self._rests_until:
            return None
        try:
            return question(self._client)
        except Exception as error:  # whatever it is, a reader is not to see it
            logger.warning("The shared cache is lost, each process makes its own pages: %s", error)
            self._rests_until = self._clock() + REST
            return None

    def _key(self, address: Address, encoding: str, version: int) -> bytes:
        named = json.dumps([*address, encoding, version]).encode()
        return blake2b(self._program + named, key=self._secret, digest_size=24).digest()

    def _seal(self, key: bytes, value: bytes) -> bytes:
        return blake2b(key + value, key=self._secret, digest_size=SEAL).digest()


def _packed(page: FinishedPage, encoding: str) -> bytes:
    day = page.day and page.day.isoformat()
    head = {"day": day, "viewed": page.viewed, "headers": page.headers}
    return json.dumps(head).encode() + b"\n" + page.bodies[encoding].content


def _unpacked(value: bytes, encoding: str, version: int) -> FinishedPage:
    head, _, content = value.partition(b"\n")
    said = json.loads(head)
    headers = [(name, text) for name, text in said["headers"]]
    return FinishedPage(
        version=version,
        day=said["day"] and date.fromisoformat(said["day"]),
        viewed=said["viewed"],
        headers=headers,
        bodies={encoding: Body.of(content, encoding, headers)},
    )


def connect(headers: Headers) -> SharedPages:
    """The pages of CACHE_URL; the cache itself is asked only when there is a page to ask for.

    `headers` are those that the server adds to every page.
    """
    if not settings.CACHE_URL:
        return SharedPages(None)
    # Only here: the client takes 20 MB, which a site without a cache need not spend.
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    client = Redis.from_url(
        settings.CACHE_URL,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )
    return SharedPages(client, settings.SECRET_KEY, program(headers))


def program(headers: Headers) -> bytes:
    """A digest of all that makes the same content look different: code, files, libraries, settings.

    So a new program never meets an older one's pages, even if its RELEASE has the same name.
    """
    parts = [name for name in settings.INSTALLED_APPS if (settings.BASE_DIR / name).is_dir()]
    files = [
        path
        for part in (*parts, "templates", "locale", "static")
        for path in sorted((settings.BASE_DIR / part).rglob("*"))
        if path.is_file() and path.suffix not in (".pyc", ".po")
    ]
    libraries = sorted(f"{found.name} {found.version}" for found in distributions())
    chosen = [settings.RELEASE, settings.DEBUG, settings.TIME_ZONE, sys.version]
    chosen += headers
    digest = blake2b(json.dumps([libraries, chosen]).encode(), digest_size=16)
    for path in files:
        digest.update(_digest(path))
    return digest.digest()


def _digest(path: Path) -> bytes:
    name = path.relative_to(settings.BASE_DIR).as_posix()
    return blake2b(name.encode()).digest() + blake2b(path.read_bytes()).digest()
