"""Cached pages: compressed once, with their headers, and the LRU store that holds them."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from threading import Lock
from typing import Self

import brotli  # type: ignore[import-untyped]  # it has no types
from django.utils.http import parse_etags

from core.made_of import MadeOf
from core.wsgi import Headers
from pagecache.decorators import DAILY_HEADER
from pagecache.request import Address
from pagecache.response import INTERNAL, made_of, subjects, viewed_key

Coder = Callable[[bytes], bytes]

# Encodings that readers may ask for, best first. Level 3 takes three fifths of the time of 4, and
# that half of 5, for a twentieth more bytes each; pages are no longer than the window of 64 KB, or
# not by much.
ENCODE: dict[str, Coder] = {
    "br": lambda content: brotli.compress(content, brotli.MODE_TEXT, quality=3, lgwin=16),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
    "": bytes,
}
DECODE: dict[str, Coder] = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
# Browsers and proxies may cache a page but revalidate it each time.
CACHE_CONTROL = "public, max-age=0, must-revalidate"
REPLACED = INTERNAL | {"cache-control", "content-length", "etag", "vary"}
# The headers of a 304 (RFC 9110, 15.4.5). A browser keeps all others, the security headers among
# them, as they came with the page.
HEADERS_ON_304 = {"cache-control", "etag", "vary"}
# What a body takes in memory besides its content, in bytes: headers, address, objects.
OVERHEAD = 2_000


@dataclass(frozen=True, slots=True)
class Body:
    """A page's content in one encoding, with its headers for a 200 and for a 304."""

    content: bytes
    etag: str
    headers: Headers
    headers_304: Headers

    @classmethod
    def of(cls, content: bytes, encoding: str, page_headers: Headers) -> Self:
        """Adds the headers of a body to those of its page; `content` is in `encoding` already.

        The ETag covers the page's headers, too, so that a change of them reaches every reader.
        """
        tagged = b"\0".join([repr(page_headers).encode(), content])
        etag = f'"{blake2b(tagged, digest_size=12).hexdigest()}"'
        headers = [*page_headers, ("Content-Length", str(len(content))), ("ETag", etag)]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return cls(content, etag, headers, on_304(headers))

    @property
    def stale_headers(self) -> Headers:
        """For a page that may be older than the content: neither cached nor compared by anyone."""
        headers = [header for header in self.headers if header[0] not in ("ETag", "Cache-Control")]
        return [*headers, ("Cache-Control", "no-store"), ("X-Stale", "1")]


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A page as it was at one content version.

    `day` is None unless the page shows something that changes once a day; `viewed_key` is None
    unless its views are counted. `subjects` are the objects that it is about, None if that is not
    known; `made_of` is None if any change of the content may outdate it. `bodies` holds the
    encodings that were asked for so far.
    """

    version: int
    day: date | None
    viewed_key: str | None
    subjects: MadeOf | None
    made_of: MadeOf | None
    headers: Headers
    bodies: Mapping[str, Body]
    is_stale: bool = False

    @classmethod
    def of(cls, content: bytes, headers: Headers, encoding: str, version: int, today: date) -> Self:
        """Django's response, compressed for readers who ask for `encoding`."""
        by_name = {name.lower(): value for name, value in headers}
        page_headers = [header for header in headers if header[0].lower() not in REPLACED]
        page_headers.append(("Cache-Control", by_name.get("cache-control", CACHE_CONTROL)))
        page_headers.append(("Vary", "Accept-Encoding"))
        return cls(
            version=version,
            day=today if DAILY_HEADER.lower() in by_name else None,
            viewed_key=viewed_key(headers),
            subjects=subjects(headers),
            made_of=made_of(headers),
            headers=page_headers,
            bodies={encoding: Body.of(ENCODE[encoding](content), encoding, page_headers)},
        )

    def is_current(self, version: int, today: Callable[[], date]) -> bool:
        """Whether the page is still what Django would answer."""
        return self.version == version and (self.day is None or self.day == today())

    def is_of_today(self, today: Callable[[], date]) -> bool:
        return self.day is None or self.day == today()

    def at_version(self, version: int) -> Self:
        """The page at a later version, from which it would be made as it is."""
        return replace(self, version=version)

    def with_encoding(self, encoding: str) -> Self:
        """The page with a body in `encoding` added."""
        present, body = next(iter(self.bodies.items()))
        content = ENCODE[encoding](DECODE[present](body.content))
        added = {encoding: Body.of(content, encoding, self.headers)}
        return replace(self, bodies={**self.bodies, **added})

    def as_stale(self) -> Self:
        """The page, marked: no version can be read, so nobody knows whether it is current."""
        return replace(self, is_stale=True)

    @property
    def size(self) -> int:
        """About what the page takes in memory, in bytes."""
        made_of = self.made_of.size if self.made_of else 0
        return made_of + sum(len(body.content) + OVERHEAD for body in self.bodies.values())


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """The encoding to answer an Accept-Encoding header with; "" is none.

    Of equal weights the best compression wins. Parts that cannot be parsed are ignored.
    """
    weights = dict(_weight(part) for part in accepted.lower().split(","))
    wildcard = weights.get("*", 0.0)
    supported = {name: weights.get(name, wildcard) for name in ENCODE if name}
    best = max(supported, key=supported.__getitem__)
    return best if supported[best] > 0 else ""


def _weight(part: str) -> tuple[str, float]:
    name, _, quality = part.partition(";")
    name, quality = name.strip(), quality.replace(" ", "").removeprefix("q=")
    try:
        return name, float(quality or 1)
    except ValueError:
        return name, 0.0


def is_unchanged(headers: Headers, condition: str | None) -> bool:
    """Whether an If-None-Match header names the ETag that a view has given its response."""
    etag = next((value for name, value in headers if name == "ETag"), None)
    return condition is not None and etag is not None and matches(condition, etag)


def on_304(headers: Headers) -> Headers:
    """Those of some headers that a 304 has."""
    return [header for header in headers if header[0].lower() in HEADERS_ON_304]


def matches(condition: str, etag: str) -> bool:
    """Whether an If-None-Match header names the ETag: in a list, as a weak one, or as "*"."""
    if condition == etag:  # nearly always
        return True
    tags = parse_etags(condition)
    return tags == ["*"] or etag in (tag.removeprefix("W/") for tag in tags)


class PageStore:
    """An LRU cache of the newest page of each address, within a bound of bytes."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._pages: OrderedDict[Address, CachedPage] = OrderedDict()
        self._lock = Lock()

    def get(self, address: Address) -> CachedPage | None:
        """The cached page of the address, whatever its version."""
        with self._lock:
            if page := self._pages.get(address):
                self._pages.move_to_end(address)
            return page

    def put(self, address: Address, page: CachedPage) -> None:
        """Caches the page in place of an earlier one."""
        with self._lock:
            self._remove(address)
            if page.size > self._max_bytes:
                return
            self._pages[address] = page
            self._bytes += page.size
            while self._bytes > self._max_bytes:
                _, oldest = self._pages.popitem(last=False)
                self._bytes -= oldest.size

    def drop(self, address: Address) -> None:
        """Removes the page of an address that is gone, or no longer public."""
        with self._lock:
            self._remove(address)

    def _remove(self, address: Address) -> None:
        if page := self._pages.pop(address, None):
            self._bytes -= page.size
