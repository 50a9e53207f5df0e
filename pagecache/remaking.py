"""A thread makes pages anew while readers are sent those from before the last change."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Lock

from core.wsgi import Environ
from pagecache.request import Address

# Pages that may wait for the thread; a reader who finds more makes the page himself.
MOST_PENDING = 50
# What a page may depend on besides its address is in no header.
READER_HEADERS = {"HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"}

logger = logging.getLogger(__name__)


class Remaking:
    """Calls `make(address, environ)` in a thread of its own, for one page after another."""

    def __init__(self, make: Callable[[Address, Environ], object]) -> None:
        self._make = make
        self._pending: set[Address] = set()
        self._lock = Lock()
        self._executor = ThreadPoolExecutor(1, "pages")  # starts the thread when it is needed

    def start(self, address: Address, environ: Environ) -> bool:
        """Lets the thread make a page soon, if it is not to already. Returns whether it will."""
        with self._lock:
            if address in self._pending:
                return True
            if len(self._pending) >= MOST_PENDING:
                return False
            self._pending.add(address)
        self._executor.submit(self._run, address, without_reader(environ))
        return True

    def _run(self, address: Address, environ: Environ) -> None:
        try:
            self._make(address, environ)
        except Exception:
            logger.exception("A page could not be made anew")
        finally:
            with self._lock:
                self._pending.discard(address)


def without_reader(environ: Environ) -> Environ:
    """A request for the same page that outlives the reader's: nothing of the connection is in it,
    nor of what the reader has."""
    texts = {
        name: value
        for name, value in environ.items()
        if isinstance(value, str) and name not in READER_HEADERS
    }
    wsgi = {name: environ[name] for name in ("wsgi.version", "wsgi.errors", "wsgi.multithread",
            "wsgi.multiprocess", "wsgi.run_once")}  # fmt: skip
    return texts | wsgi | {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO()}
