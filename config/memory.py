"""How a process asks the system for memory, and gives it back.

Of glibc; with another C library nothing is done.
"""

import ctypes
import threading
import time
from contextlib import suppress

M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD = -8, -3, -1  # of mallopt(3)
# In bytes. Brotli takes half as much for each page, and gives it back: what is new from the system
# has to be cleared first, which would take a twentieth of making a page.
LARGE = 1024 * 1024
# Values of 8 bytes. Python takes the next power of two for them: 1 MB, half of it for others.
FIRST_FRAME = 66_000
PAUSE = 10  # seconds between two times that a process gives back what is free


def limit_arenas() -> None:
    """Lets all threads of a process allocate from the same memory.

    glibc would give each a part of its own, and what one frees in it is of no use to the others.
    Python runs one thread at a time, so that they hardly wait for each other. What is large goes
    back to the system as soon as it is freed; glibc would soon keep that, too.
    """
    with suppress(AttributeError):  # another C library
        library = ctypes.CDLL(None)
        library.mallopt(M_ARENA_MAX, 1)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)
        library.mallopt(M_TRIM_THRESHOLD, LARGE)


def keep_stacks() -> None:
    """Lets each thread that starts keep the memory for its frames.

    Python takes 16 KB from the system once all before are full of frames, and gives them back as
    soon as they are empty. A loop whose calls go just beyond has them cleared anew at each step:
    six hundred times for a page of admin. So a thread's first frame asks for room that it never
    uses, and the others have the rest. What nobody writes to takes no memory.
    """
    run_target = threading.Thread.run

    def run(self: threading.Thread) -> None:
        run_target(self)

    run.__code__ = run.__code__.replace(co_stacksize=FIRST_FRAME)
    threading.Thread.run = run  # type: ignore[method-assign]


def give_back() -> None:
    """Gives memory back to the system that was needed for a moment, e.g. to compile templates."""
    with suppress(AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


class Giver:
    """Gives back now and then what lies between pieces that are in use, which glibc never does."""

    def __init__(self) -> None:
        self._next = 0.0

    def work(self) -> None:
        """To be called again and again; most times nothing is done."""
        if (now := time.monotonic()) >= self._next:
            self._next = now + PAUSE
            give_back()
