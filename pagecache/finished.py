"""Finished pages: compressed once, with their headers, ready to be sent again and again."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from threading import Lock
from typing import Self

import brotli
from django.utils.http import parse_etags

from pagecache.decorators import DAILY
from pagecache.request import Address
from pagecache.response import INTERNAL, Headers, role_viewed

Coder = Callable[[bytes], bytes]

# Encodings that readers may ask for, best first. Level 4 takes half the time of 5 for a twentieth
# more bytes; pages are no longer than the window of 64 KB, or not by much.
ENCODE: dict[str, Coder] = {
    "br": lambda content: brotli.compress(content, brotli.MODE_TEXT, quality=4, lgwin=16),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
    "": bytes,
}
DECODE: dict[str, Coder] = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
# Readers and proxies may keep a page but ask each time whether it is still the one.
CACHE_CONTROL = "public, max-age=0, must-revalidate"
REPLACED = INTERNAL | {"cache-control", "content-length", "etag", "vary"}
# All that a reader who has the page is told again (RFC 9110, 15.4.5): for the rest, the strict
# headers among it, a browser goes by what came with the page.
HEADERS_ON_304 = {"cache-control", "etag", "vary"}
# What a body takes in memory besides its bytes: headers, address, objects.
OVERHEAD = 2_000


@dataclass(frozen=True, slots=True)
class Body:
    """A page's content in one encoding; `headers` go with the content, `unchanged` with a 304."""

    content: bytes
    etag: str
    headers: Headers
    unchanged: Headers

    @classmethod
    def of(cls, content: bytes, encoding: str, kept: Headers) -> Self:
        """The content, which is in `encoding` already, with Django's headers and our own.

        The ETag is that of both: with another header a page is another one.
        """
        both = b"\0".join([repr(kept).encode(), content])
        etag = f'"{blake2b(both, digest_size=12).hexdigest()}"'
        headers = [*kept, ("Content-Length", str(len(content))), ("ETag", etag)]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        unchanged = [header for header in headers if header[0].lower() in HEADERS_ON_304]
        return cls(content, etag, headers, unchanged)

    @property
    def stale_headers(self) -> Headers:
        """For a page that is older than the content may be: nobody is to keep or to compare it."""
        kept = [header for header in self.headers if header[0] not in ("ETag", "Cache-Control")]
        return [*kept, ("Cache-Control", "no-store"), ("X-Stale", "1")]


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A page as it was at one content version.

    `day` is there only for a page that shows something that changes once a day, `viewed` is the
    id of the role that it is about, and `bodies` has the encodings that were asked for so far.
    """

    version: int
    day: date | None
    viewed: int | None
    headers: Headers
    bodies: Mapping[str, Body]
    is_stale: bool = False

    @classmethod
    def of(cls, content: bytes, headers: Headers, encoding: str, version: int, today: date) -> Self:
        """What Django answered, made ready for readers who ask for `encoding`."""
        said = {name.lower(): value for name, value in headers}
        kept = [header for header in headers if header[0].lower() not in REPLACED]
        kept.append(("Cache-Control", said.get("cache-control", CACHE_CONTROL)))
        kept.append(("Vary", "Accept-Encoding"))
        return cls(
            version=version,
            day=today if DAILY.lower() in said else None,
            viewed=role_viewed(headers),
            headers=kept,
            bodies={encoding: Body.of(ENCODE[encoding](content), encoding, kept)},
        )

    def is_current(self, version: int, today: Callable[[], date]) -> bool:
        """Whether the page is still what Django would answer."""
        return self.version == version and (self.day is None or self.day == today())

    def also_in(self, encoding: str) -> Self:
        """The page with a body in `encoding` beside those it has."""
        known, body = next(iter(self.bodies.items()))
        content = ENCODE[encoding](DECODE[known](body.content))
        added = {encoding: Body.of(content, encoding, self.headers)}
        return replace(self, bodies={**self.bodies, **added})

    def as_stale(self) -> Self:
        """The page as it is shown while nobody can tell whether it is current."""
        return replace(self, is_stale=True)

    @property
    def size(self) -> int:
        """What the page takes in memory, in bytes, about."""
        return sum(len(body.content) + OVERHEAD for body in self.bodies.values())


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """The encoding to answer an Accept-Encoding header with; "" is none.

    Of those that the reader likes equally it is the smallest. What cannot be read is left out.
    """
    weights = dict(_weight(part) for part in accepted.lower().split(","))
    anything = weights.get("*", 0.0)
    coded = {name: weights.get(name, anything) for name in ENCODE if name}
    best = max(coded, key=coded.__getitem__)
    return best if coded[best] > 0 else ""


def _weight(part: str) -> tuple[str, float]:
    name, _, quality = part.partition(";")
    name, quality = name.strip(), quality.replace(" ", "").removeprefix("q=")
    try:
        return name, float(quality or 1)
    except ValueError:
        return name, 0.0


def matches(condition: str, etag: str) -> bool:
    """Whether an If-None-Match header names the ETag: in a list, as a weak one, or as "*"."""
    if condition == etag:  # nearly always
        return True
    tags = parse_etags(condition)
    return tags == ["*"] or etag in (tag.removeprefix("W/") for tag in tags)


class PageStore:
    """The newest page of each address, within a bound of bytes; the least recently used go."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._pages: OrderedDict[Address, FinishedPage] = OrderedDict()
        self._lock = Lock()

    def get(self, address: Address) -> FinishedPage | None:
        """The page kept for the address, whatever its version."""
        # Without the lock, which would take a fiftieth of a finished page: either step is whole for
        # other threads, of which one may take the page out before or between.
        try:
            self._pages.move_to_end(address)
            return self._pages[address]
        except KeyError:
            return None

    def put(self, address: Address, page: FinishedPage) -> None:
        """Keeps the page in place of the one that was kept before."""
        with self._lock:
            self._take_out(address)
            if page.size > self._max_bytes:
                return
            self._pages[address] = page
            self._bytes += page.size
            while self._bytes > self._max_bytes:
                _, oldest = self._pages.popitem(last=False)
                self._bytes -= oldest.size

    def drop(self, address: Address) -> None:
        """Keeps no page of the address any more: it is gone, or no longer everybody's."""
        with self._lock:
            self._take_out(address)

    def _take_out(self, address: Address) -> None:
        if page := self._pages.pop(address, None):
            self._bytes -= page.size
