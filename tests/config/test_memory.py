from types import SimpleNamespace

from config import memory
from config.memory import limit_arenas


def test_threads_allocate_from_the_same_memory(monkeypatch):
    asked = []
    library = SimpleNamespace(mallopt=lambda *option: asked.append(option))
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: library)

    limit_arenas()
    del library.mallopt  # as another C library than glibc
    limit_arenas()

    assert asked == [(-8, 1), (-3, 1_048_576), (-1, 1_048_576)]
