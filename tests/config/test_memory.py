from types import SimpleNamespace

from config import memory
from config.memory import Giver, limit_arenas


def test_threads_allocate_from_the_same_memory(monkeypatch):
    asked = []
    library = SimpleNamespace(mallopt=lambda *option: asked.append(option))
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: library)

    limit_arenas()
    del library.mallopt  # as another C library than glibc
    limit_arenas()

    assert asked == [(-8, 1), (-3, 1_048_576), (-1, 1_048_576)]


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
