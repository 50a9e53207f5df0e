import json
import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest

from config import fork_server
from config.fork_server import ForkServer, adopt_orphans
from tests.support.servers import (
    ROOT,
    children,
    served,
    server_of,
    serving_command,
    wait_until,
)

# Says which process loaded it, which one answers, and how much is exempted from collection.
PROGRAM = """
import gc, os

loaded_by = os.getpid()

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    frozen = gc.isenabled() and gc.get_freeze_count()
    return [f"{loaded_by} {os.getpid()} {os.getppid()} {frozen}".encode()]
"""


def ask(address):
    with urllib.request.urlopen(address) as answer:
        return [int(number) for number in answer.read().split()]


def test_workers_share_a_program_that_the_server_has_not_loaded(tmp_path):
    with served(tmp_path, PROGRAM, WEB_CONCURRENCY="2") as (address, log):
        loaded_by, worker, server, frozen = ask(address)

        assert server == server_of(log)
        assert loaded_by not in (worker, server)
        wait_until(lambda: len(children(server)) == 2)  # what has ended has been let go
        assert not Path(f"/proc/{loaded_by}").exists()
        assert frozen > 10_000


def test_worker_that_is_killed_is_replaced_as_soon_as_the_program_can_be_loaded(tmp_path):
    with served(tmp_path, PROGRAM, WEB_CONCURRENCY="1") as (address, log):
        loaded_by, worker, server, _ = ask(address)
        (tmp_path / "scheme.py").write_text("raise SystemExit('broken')")
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: "The program could not be loaded" in log.read_text())
        (tmp_path / "scheme.py").write_text(PROGRAM)
        os.kill(server, signal.SIGHUP)
        again = ask(address)

        assert again[0] != loaded_by
        assert again[2] == server


def test_server_of_a_program_that_cannot_be_loaded_ends(tmp_path):
    (tmp_path / "scheme.py").write_text("raise SystemExit('broken')")
    command, settings = serving_command(tmp_path)
    server = subprocess.run(command, cwd=ROOT, env=settings, stderr=subprocess.PIPE, timeout=30)

    said = [json.loads(line)["message"] for line in server.stderr.splitlines()]
    assert server.returncode == 4
    assert said[-1] == "The program could not be loaded"


def test_program_that_could_not_be_loaded_is_tried_again_after_a_while(monkeypatch):
    tried = []
    its = ForkServer(SimpleNamespace(), [])
    monkeypatch.setattr(its, "fork_workers", lambda: tried.append(time.monotonic()))
    its.replace()
    its.replace()
    monkeypatch.setattr(fork_server.time, "monotonic", lambda: tried[0] + 11)
    its.replace()

    assert len(tried) == 2


@pytest.mark.parametrize(("library", "can"), [({}, False), ({"prctl": lambda *_: -1}, False)])
def test_system_that_gives_orphans_no_other_parent_is_known(monkeypatch, library, can):
    monkeypatch.setattr(fork_server.ctypes, "CDLL", lambda name: SimpleNamespace(**library))

    assert adopt_orphans() is can
