import os
import signal
import subprocess
import sys
import time
import urllib.request
from types import SimpleNamespace

import pytest

from config import reloading
from config.reloading import (
    gently,
    inherited_address,
    inherited_workers,
    retire,
    take_place,
    try_out,
    variables,
)
from tests.support.servers import children, served, server_of, wait_until

# What a program reads when it is loaded: its own code, a file beside it, a setting.
PROGRAM = """
import os
from pathlib import Path

said = "|".join(["{code}", Path("{file}").read_text(), os.environ.get("WORD", "")])

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{{said}}|{{os.getppid()}}".encode()]
"""


def ask(address):
    with urllib.request.urlopen(address) as answer:
        *said, server = answer.read().decode().split("|")
        return said, int(server)


@pytest.fixture
def program(tmp_path):
    def write(code, template, word):
        template_file = tmp_path / "page.html"
        template_file.write_text(template)
        (tmp_path / "settings.env").write_text(f'# words\nWORD="{word}"\n')
        (tmp_path / "scheme.py").write_text(PROGRAM.format(code=code, file=template_file))

    return write


# A server, its trial and itself once more have to start: some seconds.
def test_reload_takes_code_templates_and_settings_and_keeps_the_process_id(tmp_path, program):
    file = str(tmp_path / "settings.env")
    environment = {"ENVIRONMENT_FILE": file, "PYTHONDONTWRITEBYTECODE": "1"}
    with served(tmp_path, WORD="start", **environment) as (address, log):
        program("code", "template", "setting")
        pid = server_of(log)
        old = children(pid)
        os.kill(pid, signal.SIGHUP)
        wait_until(lambda: urllib.request.urlopen(address).read().startswith(b"code"))
        # An old worker may still answer what has reached it before it ends.
        wait_until(lambda: not old & children(pid))
        assert ask(address) == (["code", "template", "setting"], pid)

        (tmp_path / "scheme.py").write_text("raise SystemExit('broken')")
        os.kill(pid, signal.SIGHUP)
        wait_until(lambda: "the old one goes on" in log.read_text())
        assert ask(address) == (["code", "template", "setting"], pid)

        # It passes the trial, and then it cannot be loaded after all.
        program("broken", "template", "setting")
        with (tmp_path / "scheme.py").open("a") as file:
            file.write("\nimport sys\nassert '--check-config' in sys.argv\n")
        os.kill(pid, signal.SIGHUP)
        wait_until(lambda: "the old workers go on" in log.read_text())
        assert ask(address) == (["code", "template", "setting"], pid)

        program("mended", "template", "setting")
        os.kill(pid, signal.SIGHUP)
        wait_until(lambda: urllib.request.urlopen(address).read().startswith(b"mended"))
        assert server_of(log) == pid


def test_trial_loads_what_others_load_when_somebody_asks_for_it(monkeypatch, tmp_path):
    program = "from config import wsgi; from core.lazy_views import _find_admins as find"
    command = [sys.executable, "-c", f"{program}; assert find.cache_info().currsize"]
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
        "VAR_DIR": str(tmp_path),
    }

    try_out(command, environment)

    with pytest.raises(subprocess.CalledProcessError):  # nor is it loaded at another time
        subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL)


def test_variables_are_read_as_systemd_reads_them(tmp_path):
    file = tmp_path / "settings.env"
    file.write_text("# a comment\n; another\n\nONE=1\nTWO=\"a b\"\nTHREE='c=d'\n")

    assert variables(str(file)) == {"ONE": "1", "TWO": "a b", "THREE": "c=d"}
    assert variables("") == {}


def test_server_inherits_the_socket_and_the_workers_once(monkeypatch):
    monkeypatch.setenv("ROLEBOOK_LISTENER", "5")
    monkeypatch.setenv("ROLEBOOK_OLD_WORKERS", "12 13")

    assert (inherited_address(), inherited_workers()) == ("fd://5", [12, 13])
    assert (inherited_address(), inherited_workers()) == (None, [])


@pytest.fixture
def killed(monkeypatch):
    found = []
    monkeypatch.setattr(os, "kill", lambda pid, number: found.append(pid))
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    return found


@pytest.mark.parametrize(("age", "old"), [(1, [11, 13]), (2, [12]), (3, [])])
def test_each_new_worker_warms_up_and_takes_the_place_of_its_share(monkeypatch, killed, age, old):
    warmed = []
    site = SimpleNamespace(warm_up=lambda: warmed.append(list(killed)))
    monkeypatch.setitem(sys.modules, "config.wsgi", site)
    worker = SimpleNamespace(age=age, cfg=SimpleNamespace(workers=2))

    take_place(worker, [11, 12, 13])

    assert killed == old
    assert warmed == ([[]] if old else [])


def test_others_go_first_while_something_is_done_gently_and_not_afterwards():
    mine = os.nice(0)
    found = []

    gently(lambda: found.append(os.nice(0)))

    assert (found, os.nice(0)) == ([min(mine + 10, 19)], mine)


@pytest.mark.parametrize("error", [ValueError, SystemExit])
def test_what_goes_wrong_gently_is_an_error_all_the_same(error):
    def work():
        raise error("broken")

    with pytest.raises(error, match="broken"):
        gently(work)


def test_retired_worker_keeps_connections_a_while(monkeypatch):
    monkeypatch.setattr(reloading.gthread, "STOP_KEEPALIVE_LINGER", 2.0)
    ended = []

    retire(SimpleNamespace(handle_exit=lambda number, frame: ended.append(number)))

    assert ended == [signal.SIGTERM]
    assert reloading.gthread.STOP_KEEPALIVE_LINGER == 10


def test_worker_that_cannot_make_its_first_pages_takes_its_place_all_the_same(monkeypatch, killed):
    logged = []
    site = SimpleNamespace(warm_up=lambda: 1 / 0)
    monkeypatch.setitem(sys.modules, "config.wsgi", site)
    log = SimpleNamespace(exception=logged.append)
    take_place(SimpleNamespace(cfg=SimpleNamespace(workers=1), age=1, log=log), [11])

    assert killed == [11]
    assert logged == ["A new worker could not make its first pages"]


def sleeper():
    """A worker that ends when it is told to, and answers nothing."""
    return subprocess.Popen(["sleep", "60"])


def test_server_that_cannot_be_loaded_ends_if_no_old_worker_is_left():
    worker = sleeper()
    worker.kill()
    while reloading.is_running(worker.pid):
        time.sleep(0.01)

    assert reloading.try_again(5, [worker.pid]) is None
    worker.wait()


def test_server_that_cannot_be_loaded_ends_with_its_old_workers_when_it_is_told_to(monkeypatch):
    worker = sleeper()
    received = SimpleNamespace(si_signo=signal.SIGTERM)
    monkeypatch.setattr(signal, "sigtimedwait", lambda numbers, seconds: received)
    reloading.try_again(5, [worker.pid])

    assert not reloading.is_running(worker.pid)
    worker.wait()


@pytest.mark.parametrize("received", [None, SimpleNamespace(si_signo=signal.SIGHUP)])
def test_server_that_cannot_be_loaded_is_executed_again_with_new_settings(
    monkeypatch, tmp_path, received
):
    became = []
    file = tmp_path / "settings.env"
    file.write_text("WORD=new")
    monkeypatch.setenv("ENVIRONMENT_FILE", str(file))
    monkeypatch.setattr(signal, "sigtimedwait", lambda numbers, seconds: received)
    monkeypatch.setattr(os, "execve", lambda *execution: became.append(execution))
    worker = sleeper()
    try:
        reloading.try_again(5, [worker.pid])
    finally:
        worker.kill()
        worker.wait()

    [(program, command, environment)] = became
    assert [program, program] == [sys.executable, command[0]]
    assert environment["WORD"] == "new"
    assert environment["ROLEBOOK_LISTENER"] == "5"
    assert environment["ROLEBOOK_OLD_WORKERS"] == str(worker.pid)
