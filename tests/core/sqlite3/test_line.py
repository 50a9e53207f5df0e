import sqlite3
import time
from contextlib import closing
from threading import Thread

import pytest

from core.sqlite3.line import WritersLine


@pytest.fixture
def connect(tmp_path):
    """Opens connections that wait for so many seconds."""

    def connect_(seconds=5.0):
        place = tmp_path / "database"
        return closing(
            sqlite3.connect(place, isolation_level=None, timeout=seconds, check_same_thread=False)
        )

    return connect_


def test_who_waits_in_vain_is_told_so_and_the_next_one_writes(connect):
    line = WritersLine()
    with connect() as writer, connect(0.2) as impatient, connect() as patient:
        place = line.begin(writer)
        start = time.monotonic()
        with pytest.raises(sqlite3.OperationalError, match="locked") as raised:
            line.begin(impatient)
        assert time.monotonic() - start >= 0.2
        assert raised.value.sqlite_errorcode == sqlite3.SQLITE_BUSY
        assert impatient.execute("PRAGMA busy_timeout").fetchone() == (200,)

        writer.rollback()
        line.leave(place)
        line.begin(patient)
        assert patient.in_transaction


def test_first_waits_for_another_process(connect):
    line = WritersLine()
    with connect() as other, connect(0.1) as impatient, connect() as patient:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            line.begin(impatient)
        waiting = Thread(target=line.begin, args=[patient])
        waiting.start()
        time.sleep(0.05)
        assert not patient.in_transaction
        other.execute("ROLLBACK")
        waiting.join()

        assert patient.in_transaction


def test_other_errors_are_no_reason_to_wait(connect):
    line = WritersLine()
    with connect() as driver:
        driver.execute("BEGIN")
        start = time.monotonic()
        with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
            line.begin(driver)

        assert time.monotonic() - start < 3


def test_processes_let_each_other_go_first(connect):
    """A line stands for a process."""
    crowd, other, wrote = WritersLine(), WritersLine(), []

    def write(line, name):
        with connect(20) as driver:
            place = line.begin(driver)
            time.sleep(0.05)
            wrote.append(name)
            driver.rollback()
            line.leave(place)

    threads = [Thread(target=write, args=[crowd, number]) for number in range(8)]
    threads.insert(2, Thread(target=write, args=[other, "other"]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrote.index("other") < 7
