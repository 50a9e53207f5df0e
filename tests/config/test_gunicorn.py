import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    names = ("wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO")
    return ["|".join(environ[name] for name in names).encode()]
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(folder, **environment):
    """gunicorn with the project's configuration around a tiny application: its address and log."""
    (folder / "scheme.py").write_text(APPLICATION)
    port, log = free_port(), folder / "log"
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "scheme"]
    settings = {"PATH": "", "HOME": str(folder), "PYTHONPATH": str(folder), "PORT": str(port)}
    with open(log, "w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=settings | environment, stderr=output)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}/", log
    finally:
        server.terminate()
        # A worker that is told to stop while it starts is waited for as long as a slow answer.
        server.wait(timeout=60)


def wait_for(port):
    for _ in range(200):
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("gunicorn does not answer.")


@pytest.mark.parametrize(
    "header", [{"X-Forwarded-Proto": "https"}, {"SCRIPT_NAME": "/prefix"}, {"PATH_INFO": "/other"}]
)
def test_word_of_another_program_on_the_machine_is_not_believed(tmp_path, header):
    with served(tmp_path) as (address, _):
        request = urllib.request.Request(f"{address}page", headers=header)
        with urllib.request.urlopen(request) as answer:
            assert answer.read() == b"http||/page"


def test_a_refused_request_is_logged_as_one_json_line_without_the_readers_address(tmp_path):
    with served(tmp_path) as (address, log), pytest.raises(urllib.error.HTTPError, match="414"):
        urllib.request.urlopen(address + "a" * 9000)

    records = [json.loads(line) for line in log.read_text().splitlines()]
    refused = [record["message"] for record in records if record["levelname"] == "WARNING"]
    assert refused == ["Invalid request: Request Line is too large (9014 > 8190)"]


def test_no_control_socket_is_opened(tmp_path):
    with served(tmp_path, LOG_FORMAT="text") as (address, log):
        urllib.request.urlopen(address).close()

    assert list(tmp_path.rglob("*.ctl")) == []
    assert "Shutting down: Master" in log.read_text()
