from collections import Counter
from threading import Event, current_thread

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.transaction import TransactionManagementError

from core import counting
from core.counting import BufferedCounter


class BrokenConnection:
    """A database connection; closing it may fail, as that of one that broke does."""

    def __init__(self) -> None:
        self.connection: object = object()
        self.close_error: Exception | None = None
        self.closed = 0

    def close(self) -> None:
        self.closed += 1
        if self.close_error:
            raise self.close_error


class WordCounter(BufferedCounter):
    """Fails with some errors, one a write, and then stores."""

    label = "words"

    def __init__(self, *errors: Exception, interval: float = 60) -> None:
        super().__init__(interval)
        self.errors = list(errors)
        self.stored: Counter[str] = Counter()
        self.threads: set[str] = set()
        self.is_stored = Event()

    def store(self, counts: Counter[str]) -> None:
        self.threads.add(current_thread().name)
        if self.errors:
            raise self.errors.pop()
        self.stored += counts
        self.is_stored.set()


@pytest.fixture(autouse=True)
def connection(monkeypatch):
    connection = BrokenConnection()
    monkeypatch.setattr(counting, "connection", connection)
    monkeypatch.setattr(counting.atexit, "register", lambda stop: None)
    return connection


@pytest.fixture
def without_thread(monkeypatch):
    monkeypatch.setattr(WordCounter, "_start", lambda counter: None)


def test_events_are_counted_and_written_together(without_thread):
    counter = WordCounter()
    for word in ("a", "b", "a"):
        counter.add(word)

    assert len(counter) == 2
    counter.write()

    assert counter.stored == {"a": 2, "b": 1}
    assert len(counter) == 0


def test_nothing_is_stored_where_nothing_was_counted(without_thread):
    counter = WordCounter(OperationalError("not asked"))

    counter.write()

    assert len(counter.errors) == 1


ERRORS = [
    OperationalError("server closed the connection unexpectedly"),
    InterfaceError("connection already closed"),
    DatabaseError("something else"),
    TransactionManagementError("the transaction is broken"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_counts_are_kept_after_any_database_error(without_thread, error, caplog):
    counter = WordCounter(error)
    counter.add("a")
    counter.write()
    counter.add("a")

    counter.write()

    assert counter.stored == {"a": 2}
    assert [record.message for record in caplog.records] == [
        "words could not be written; they are written with the next batch"
    ]


@pytest.mark.parametrize("close_error", [None, *ERRORS], ids=lambda error: type(error).__name__)
def test_thread_survives_every_database_error(connection, close_error):
    connection.close_error = close_error
    counter = WordCounter(*ERRORS, interval=0.001)

    counter.add("a")

    assert counter.is_stored.wait(timeout=10)
    assert counter.stored == {"a": 1}
    assert counter.threads == {"words-counter"}
    assert connection.closed >= len(ERRORS)
    assert (connection.connection is None) == (close_error is not None)
    counter.stop()
    counter._thread.join(timeout=10)
    assert not counter._thread.is_alive()


def test_process_that_ends_writes_what_is_left(without_thread):
    counter = WordCounter()
    counter.add("a")

    counter.stop()

    assert counter.stored == {"a": 1}
