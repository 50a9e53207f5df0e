from types import SimpleNamespace

import pytest

from benchmarks import machines
from benchmarks.machines import MAX_AGE, EditorSession, Ledger, Observation, report
from tests.support.clock import Clock


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(machines, "time", clock)
    return clock


@pytest.fixture
def databases():
    names = ("primary", "replica-1", "replica-2")
    return [SimpleNamespace(name=name, is_running=True) for name in names]


@pytest.fixture
def ledger(clock, databases):
    """Number 1 stands everywhere at 100 s, number 2 on the primary at 110 s."""
    ledger = Ledger(databases)
    for database in databases:
        ledger.record(database.name, 1)
    clock.time = 110
    ledger.record("primary", 2)
    return ledger


def observed(start: float, number: int) -> Observation:
    return Observation(start, 0.01, number, "/en/metrics/: 200")


def test_page_is_not_too_old_while_a_replica_has_not_got_the_edit(ledger, clock):
    clock.time = 115
    ledger.record("replica-1", 2)

    assert not ledger.is_too_old(observed(120, 1))
    assert ledger.age(observed(120, 1)) == 10


def test_page_is_too_old_soon_after_every_replica_has_the_edit(ledger, clock):
    clock.time = 115
    ledger.record("replica-1", 2)
    clock.time = 116
    ledger.record("replica-2", 2)

    assert ledger.lags() == [(100, 0), (116, 6)]
    assert not ledger.is_too_old(observed(116 + MAX_AGE, 1))
    assert ledger.is_too_old(observed(116.1 + MAX_AGE, 1))
    assert not ledger.is_too_old(observed(120, 2))


def test_replica_that_is_stopped_is_waited_for_no_longer(ledger, clock, databases):
    ledger.record("replica-1", 2)
    databases[2].is_running = False
    clock.time = 112
    ledger.ignore("replica-2")

    assert ledger.is_too_old(observed(114, 1))


def test_edit_that_is_seen_only_after_the_next_one_stands_everywhere_too(ledger, clock):
    ledger.record("primary", 3)
    ledger.record("replica-1", 3)
    ledger.record("replica-2", 3)

    assert ledger.everywhere.keys() == {1, 2, 3}


@pytest.fixture
def session():
    return EditorSession(editor=None, ports=[], form_path="", number=2, save_seconds=[0.5])


def test_what_readers_saw_is_counted(ledger, session, capsys):
    succeeded = report(ledger, [("all is well", 99)], [observed(105, 1), observed(112, 1)], session)

    assert succeeded
    assert "errors: 0\nolder than replication lag + 1.2 s: 0\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("observations", "missed", "line"),
    [
        ([Observation(105, 1, -1, "/en/: 500")], [], "errors: 1\n"),
        ([observed(105, 0)], [], "older than replication lag + 1.2 s: 1\n"),
        ([observed(105, 1)], ["edit 2: form"], "edits that the editor did not see at once: 1\n"),
    ],
)
def test_broken_promise_is_printed(ledger, session, capsys, observations, missed, line):
    session.missed += missed

    assert not report(ledger, [("all is well", 99)], observations, session)
    assert line in capsys.readouterr().out


def test_no_promise_is_kept_if_nobody_read(ledger, session):
    assert not report(ledger, [("all is well", 99)], [], session)
