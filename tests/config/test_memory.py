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


class Measuring(Thread):
    def __init__(self):
        super().__init__(target=self.measure)

    def measure(self):
        self.cleared = most_pages_cleared(depth=300)


class MeasuringAsUsual(Measuring):
    def run(self):
        self.measure()


def measured_by(thread):
    thread.start()
    thread.join()
    return thread.cleared


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

    keep_stacks()

    assert measured_by(MeasuringAsUsual()) >= LOOP
    assert measured_by(Measuring()) < LOOP


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
