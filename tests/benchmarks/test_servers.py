import os
import time

from benchmarks.servers import cpu_seconds, environment


def test_environment_replaces_the_databases_and_caches_of_the_shell(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://x.org/production")
    monkeypatch.setenv("CACHE_URL", "redis://x.org")
    variables = environment(tmp_path, PORT="8000")

    assert variables["DATABASE_URL"] == f"sqlite:///{tmp_path / 'site.sqlite3'}"
    assert (variables["CACHE_URL"], variables["PORT"]) == ("", "8000")


def test_work_of_a_process_is_that_of_its_clock():
    before, own, after = time.process_time(), cpu_seconds(os.getpid()), time.process_time()

    assert before <= own <= after
