import time
from contextlib import contextmanager
from threading import Thread

import pytest
from django.db import DatabaseError, OperationalError, connections
from django.db.transaction import TransactionManagementError

from core.sqlite3 import base
from core.sqlite3.base import MAX_KEPT, ConnectionPool, DatabaseWrapper, give_back


@pytest.fixture
def pool(monkeypatch):
    kept = ConnectionPool()
    kept.is_open = True
    monkeypatch.setattr(base, "pool", kept)
    yield kept
    kept.close_all()


@pytest.fixture
def open_database(tmp_path, django_db_blocker):
    settings = connections.configure_settings({"default": {}})["default"]

    def open_(name="database"):
        database = DatabaseWrapper(settings | {"NAME": str(tmp_path / name)})
        database.ensure_connection()
        return database

    with django_db_blocker.unblock():  # the files of these tests, not the database of all
        yield open_


def in_thread(work):
    found = []
    thread = Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]


def test_connection_that_one_thread_gives_back_is_taken_by_another(pool, open_database):
    database = open_database()
    driver = database.connection
    database.close()

    assert database.connection is None
    assert in_thread(lambda: open_database().connection) is driver
    assert open_database().connection is not driver


def test_thread_gives_its_own_connections_back_and_is_given_one_when_it_reads_again(
    pool, open_database
):
    own, others = open_database(), in_thread(open_database)
    driver = own.connection
    give_back()

    assert own.connection is None
    assert others.connection
    own.ensure_connection()
    assert own.connection is driver
    give_back()
    assert own.connection is None


def test_connection_within_a_transaction_is_not_given_back(pool, open_database):
    writing = open_database()
    writing.in_atomic_block = True
    give_back()

    assert writing.connection


def test_connection_that_was_given_back_last_is_taken_first(pool, open_database):
    first, second = open_database(), open_database()
    drivers = [first.connection, second.connection]
    first.close()
    second.close()

    assert [open_database().connection for _ in drivers] == drivers[::-1]


def test_connection_to_another_file_is_not_taken(pool, open_database):
    open_database("one").close()
    two = open_database("two")

    with two.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        assert cursor.fetchone()[2].endswith("/two")


def test_connection_after_an_error_or_within_a_transaction_is_not_kept(pool, open_database):
    failed, writing = open_database(), open_database()
    with pytest.raises(DatabaseError), failed.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    with writing.cursor() as cursor:
        cursor.execute("CREATE TABLE one (number)")
        cursor.execute("BEGIN")
        cursor.execute("INSERT INTO one VALUES (1)")
    failed.close()
    writing.close()

    with open_database().cursor() as cursor:
        assert cursor.execute("SELECT * FROM one").fetchall() == []


def test_old_connections_and_too_many_are_closed(pool, open_database, monkeypatch):
    databases = [open_database() for _ in range(MAX_KEPT + 1)]
    drivers = [database.connection for database in databases]
    for database in databases:
        database.close()
    assert [kept.driver for kept in pool._idle] == drivers[-MAX_KEPT:]

    monkeypatch.setattr("time.monotonic", lambda: float("inf"))
    assert open_database().connection not in drivers
    assert pool._idle == []


def test_no_connection_is_kept_where_nobody_asked_for_it(monkeypatch, open_database):
    closed = ConnectionPool()
    monkeypatch.setattr(base, "pool", closed)

    open_database().close()

    assert closed._idle == []


@pytest.mark.parametrize("is_replaced", [True, False])
def test_connection_to_a_file_that_is_there_no_more_is_not_used_again(
    pool, open_database, tmp_path, is_replaced
):
    kept, held = open_database(), open_database()
    drivers = [kept.connection, held.connection]
    kept.close()
    (tmp_path / "database").unlink()
    if is_replaced:
        (tmp_path / "database").touch()

    held.close_if_unusable_or_obsolete()

    assert held.connection is None
    assert {open_database().connection for _ in range(3)}.isdisjoint(drivers)


@pytest.mark.parametrize("is_open", [True, False])
def test_rows_are_those_that_a_cursor_reads(pool, open_database, is_open):
    database = open_database()
    sql = "SELECT %s, '100%%', '%%s' UNION SELECT %s, %s, '%%%%'"
    params = ["%s ?", "one", "%(a)s :a ?"]
    if not is_open:
        database.close()

    with database.cursor() as cursor:
        read = cursor.execute(sql, params).fetchall()
    assert database.rows(database.driver_sql(sql), params) == read
    assert read == [("%s ?", "100%", "%s"), ("one", "%(a)s :a ?", "%%")]
    assert database.rows("SELECT 1 WHERE 1 = ?", [2]) == []


def test_rows_that_cannot_be_read_are_an_error_of_django_and_the_connection_is_not_kept(
    pool, open_database
):
    database = open_database()
    driver = database.connection

    with pytest.raises(OperationalError, match="no such table: missing"):
        database.rows("SELECT * FROM missing", ())
    database.close()

    assert open_database().connection is not driver


def test_rows_are_not_read_in_a_transaction_that_has_failed(pool, open_database):
    database = open_database()
    database.in_atomic_block = database.needs_rollback = True

    with pytest.raises(TransactionManagementError):
        database.rows("SELECT 1", ())


def test_connection_within_a_transaction_is_held(pool, open_database, tmp_path):
    held = open_database()
    held.in_atomic_block = True
    (tmp_path / "database").unlink()

    held.close_if_unusable_or_obsolete()

    assert held.connection


@contextmanager
def writing(database):
    database.set_autocommit(True)
    with database.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 5000")
    database._start_transaction_under_autocommit()
    try:
        yield
    finally:
        database._rollback()
        database.close()


def test_threads_write_in_the_order_in_which_they_came(pool, open_database):
    came, wrote = [], []

    def write(number):
        with writing(open_database()):
            wrote.append(number)

    with writing(open_database()):
        for number in range(6):
            came.append(Thread(target=write, args=[number]))
            came[-1].start()
            time.sleep(0.03)
        assert wrote == []
    for thread in came:
        thread.join()

    assert wrote == [*range(6)]


@pytest.mark.parametrize("end", ["_commit", "_rollback", "close"])
def test_line_goes_on_whatever_ends_a_transaction(pool, open_database, end):
    first = open_database()
    first._start_transaction_under_autocommit()
    getattr(first, end)()

    with writing(open_database()):
        pass


def test_commands_do_not_stand_in_line(monkeypatch, open_database):
    monkeypatch.setattr(base, "pool", ConnectionPool())
    monkeypatch.setattr(base.WritersLine, "begin", None)

    with writing(open_database()):
        pass


def test_line_goes_on_after_a_disk_was_full(pool, open_database):
    """SQLite ends such a transaction itself."""
    full = open_database()
    with full.cursor() as cursor:
        cursor.execute("CREATE TABLE one (text)")
        cursor.execute("PRAGMA max_page_count = 3")
    with pytest.raises(DatabaseError, match="full"), transaction_of(full), full.cursor() as cursor:
        cursor.execute("INSERT INTO one VALUES (?)", ["x" * 100_000])

    assert not full._line._places


@contextmanager
def transaction_of(database):
    """As `transaction.atomic` does it."""
    database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        yield
    except DatabaseError:
        database.rollback()
        raise
    finally:
        database.set_autocommit(True)
