import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError

from core.replicas import PRIMARY, RETRY_SECONDS, Replicas, Router, reading_from, source
from roles.models import Role, RoleFamily


class Servers:
    """A primary and its replicas, each at a version; None is one that does not answer."""

    def __init__(self) -> None:
        self.time = 100.0
        self.numbers: dict[str, int | None] = {PRIMARY: 10, "replica-1": 10, "replica-2": 10}
        self.asked: list[str] = []

    def __call__(self) -> float:
        return self.time

    def look_up(self, alias: str) -> int:
        self.asked.append(alias)
        if (number := self.numbers[alias]) is None:
            raise OperationalError("connection refused")
        return number


@pytest.fixture
def servers():
    return Servers()


@pytest.fixture
def replicas(servers):
    return Replicas(["replica-1", "replica-2"], servers.look_up, servers)


def test_thread_reads_from_a_replica_only_inside():
    with reading_from("replica-1"):
        assert source() == "replica-1"
        with reading_from(PRIMARY):
            assert source() == PRIMARY
        assert source() == "replica-1"

    assert source() == PRIMARY


def test_what_is_read_comes_from_the_replica_and_what_is_written_goes_to_the_primary(settings):
    role, family = Role(), RoleFamily()

    with reading_from("replica-1"):
        assert Role.objects.db == "replica-1"
        assert Role.objects.select_for_update()._chain().db == PRIMARY
        assert Session.objects.db == "replica-1"
        assert Router().db_for_write(Role, instance=role) == PRIMARY
    assert Role.objects.db == PRIMARY
    assert Router().allow_relation(role, family)


def test_migrations_run_on_the_primary_only():
    assert Router().allow_migrate(PRIMARY, "roles")
    assert not Router().allow_migrate("replica-1", "roles")


def test_site_without_replicas_reads_from_the_primary(servers):
    assert Replicas([], servers.look_up, servers).choose() == (PRIMARY, 10)


def test_process_keeps_to_one_replica(replicas, servers):
    first, _ = replicas.choose()

    assert first != PRIMARY
    assert {replicas.choose()[0] for _ in range(20)} == {first}
    assert set(servers.asked) == {first}


def test_processes_spread_over_the_replicas(servers):
    chosen = {
        Replicas(["replica-1", "replica-2"], servers.look_up, servers).choose()[0]
        for _ in range(100)
    }

    assert chosen == {"replica-1", "replica-2"}


def test_version_is_that_of_the_replica_that_is_read_however_far_the_primary_is(replicas, servers):
    servers.numbers[PRIMARY] = 99

    assert replicas.choose()[1] == 10


def test_lost_replica_is_left_for_the_other_one_and_not_asked_for_a_while(
    replicas, servers, caplog
):
    first, _ = replicas.choose()
    servers.numbers[first] = None

    second, number = replicas.choose()
    servers.time += RETRY_SECONDS - 1
    assert replicas.choose() == (second, number)

    assert {first, second} == {"replica-1", "replica-2"}
    assert number == 10
    assert servers.asked.count(first) == 2
    assert [record.message for record in caplog.records] == [
        f"{first} is lost, pages are read elsewhere: connection refused"
    ]


def test_primary_is_read_when_all_replicas_are_lost(replicas, servers):
    servers.numbers |= {"replica-1": None, "replica-2": None}

    assert replicas.choose() == (PRIMARY, 10)


def test_readers_are_told_nothing_is_there_only_if_nothing_answers(replicas, servers):
    servers.numbers = dict.fromkeys(servers.numbers)

    with pytest.raises(OperationalError):
        replicas.choose()


def test_pages_are_read_from_a_replica_while_the_primary_is_lost(replicas, servers):
    servers.numbers[PRIMARY] = None

    assert replicas.choose()[1] == 10


def test_replica_that_is_back_is_read_again(replicas, servers, caplog):
    caplog.set_level("INFO")
    first, _ = replicas.choose()
    servers.numbers[first] = None
    replicas.choose()
    servers.numbers[first] = 10
    servers.time += RETRY_SECONDS

    assert replicas.choose()[0] == first
    assert caplog.records[-1].message == f"{first} answers again"


def test_one_thread_tries_whether_a_lost_replica_is_back(servers):
    chosen_meanwhile = []

    def look_up(alias):
        if alias == "replica-1" and servers.time > 100 and not chosen_meanwhile:
            chosen_meanwhile.append(replicas.choose()[0])
        return servers.look_up(alias)

    replicas = Replicas(["replica-1"], look_up, servers)
    servers.numbers["replica-1"] = None
    replicas.choose()
    servers.numbers["replica-1"] = 10
    servers.time += RETRY_SECONDS

    assert replicas.choose()[0] == "replica-1"
    assert chosen_meanwhile == [PRIMARY]


def test_pages_never_go_back_in_time_when_a_replica_is_lost(replicas, servers):
    first, _ = replicas.choose()
    servers.numbers |= {"replica-1": 9, "replica-2": 9} | {first: None}

    assert replicas.choose() == (PRIMARY, 10)


def test_replica_that_has_caught_up_is_read_again(replicas, servers):
    first, _ = replicas.choose()
    servers.numbers |= {"replica-1": 9, "replica-2": 9} | {first: None}
    replicas.choose()
    servers.numbers |= {"replica-1": 10, "replica-2": 10} | {first: None}

    assert replicas.choose()[0] not in (first, PRIMARY)


def test_replica_is_not_behind_because_another_thread_was_quicker(servers):
    def look_up(alias):
        number = servers.look_up(alias)
        if number == 10:
            servers.numbers["replica-1"] = 11
            assert replicas.choose() == ("replica-1", 11)
        return number

    replicas = Replicas(["replica-1"], look_up, servers)

    assert replicas.choose() == ("replica-1", 10)


def test_version_of_a_restored_backup_is_believed(replicas, servers):
    replicas.choose()
    servers.numbers = {PRIMARY: 3, "replica-1": 3, "replica-2": 3}

    assert replicas.choose() == (PRIMARY, 3)
    assert replicas.choose()[0] != PRIMARY
