from dataclasses import replace

import pytest

from benchmarks.cluster import Cluster, Database, RedisServer, wait_until
from tests.tools.postgres import Server


@pytest.fixture
def shared_servers(tmp_path):
    server = Server(data=tmp_path, port=5432, password="secret", user=None)
    return Cluster(tmp_path, Database("primary", server), RedisServer(tmp_path, port=6379))


def test_machines_of_a_cluster_know_all_its_servers(shared_servers):
    primary = shared_servers.primary
    shared_servers.replicas = [
        Database(name, replace(primary.server, port=port)) for name, port in (("a", 1), ("b", 2))
    ]

    assert shared_servers.environment() == {
        "DATABASE_URL": "postgres://rolebook:secret@127.0.0.1:5432/postgres",
        "DATABASE_REPLICA_URLS": (
            "postgres://rolebook:secret@127.0.0.1:1/postgres,"
            "postgres://rolebook:secret@127.0.0.1:2/postgres"
        ),
        "CACHE_URL": "redis://127.0.0.1:6379/0",
    }


def test_servers_that_do_not_run_are_stopped_without_an_error(shared_servers):
    shared_servers.stop()


def test_waiting_ends_when_the_condition_is_met():
    answers = iter([False, True])

    wait_until(lambda: next(answers), "it was so")

    with pytest.raises(SystemExit, match=r"It took too long until it was so\."):
        wait_until(lambda: False, "it was so", seconds=0)
