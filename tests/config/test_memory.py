import resource
import sys
from threading import Thread
from types import SimpleNamespace

import pytest

from config import memory
from config.memory import Giver, keep_stacks, limit_arenas

LOOP = 40


def leaf(depth):
    return leaf(depth - 1) if depth else None


def most_pages_cleared(depth):
    """The most pages of memory that the system clears for a loop of calls, at any depth."""
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _ in range(LOOP):
        leaf(3)
    cleared = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before
    return max(cleared, most_pages_cleared(depth - 1)) if depth else cleared


def measured_in_a_thread():
    found = []
    thread = Thread(target=lambda: found.append(most_pages_cleared(depth=300)))
    thread.start()
    thread.join()
    return found[0]


def test_threads_allocate_from_the_same_memory(monkeypatch):
    asked = []
    library = SimpleNamespace(mallopt=lambda *option: asked.append(option))
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: library)

    limit_arenas()
    del library.mallopt  # as another C library than glibc
    limit_arenas()

    assert asked == [(-8, 1), (-3, 1_048_576), (-1, 1_048_576)]


@pytest.mark.skipif(sys.platform != "linux", reason="another system counts otherwise")
def test_loop_takes_no_new_memory_for_frames_at_any_depth(monkeypatch):
    monkeypatch.setattr(Thread, "run", Thread.run)  # to be put back
    without = measured_in_a_thread()

    keep_stacks()

    assert without >= LOOP
    assert measured_in_a_thread() < LOOP


def test_memory_is_given_back_at_most_every_ten_seconds(monkeypatch):
    given, times = [], iter([100.0, 101.0, 109.9, 110.0, 125.0, 126.0])
    monkeypatch.setattr(memory.time, "monotonic", lambda: next(times))
    monkeypatch.setattr(memory, "give_back", lambda: given.append(True))
    giver = Giver()
    given_after = []
    for _ in range(6):
        giver.work()
        given_after.append(len(given))

    assert given_after == [1, 1, 1, 2, 3, 3]
