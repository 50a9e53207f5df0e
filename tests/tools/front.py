"""Both configurations of nginx, tried with nginx itself: that of the containers (deploy/nginx.conf)
and that of docs/deploy.md."""

import re
import shutil
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

from tests.tools.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
START_SECONDS = 5
BLOCK = re.compile(r"```nginx\n(.*?)```", re.S)
HEAD = "daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn;"
BY_HAND = """
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def nginx_path() -> str | None:
    """Where nginx is, if it is installed."""
    return shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


def container_front(folder: Path, port: int, resolver: int, web: int) -> str:
    """The configuration of the containers, with ports of ours and all it writes in `folder`."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = re.sub(r"^(pid|error_log) .*\n", "", text, flags=re.M)
    changes = {
        "listen 8080": f"listen {HOST}:{port}",
        "resolver 127.0.0.11": f"resolver {HOST}:{resolver}",
        "http://web:8000": f"http://web:{web}",
        " /tmp/": f" {folder}/",
        "/srv/rolebook/deploy/too-long": str(_too_long(folder)),
    }
    return HEAD.format(folder=folder) + _changed(text, changes)


def front_by_hand(folder: Path, port: int, web: int) -> str:
    """The configuration of docs/deploy.md, without TLS."""
    block = BLOCK.search((ROOT / "docs" / "deploy.md").read_text())
    if block is None:
        raise ValueError("docs/deploy.md has no configuration of nginx.")
    changes = {
        "listen 80;": f"listen {HOST}:{free_port()};",
        "listen 443 ssl http2;": f"listen {HOST}:{port};",
        "server 127.0.0.1:8000;": f"server {HOST}:{web};",
        "/srv/rolebook/deploy/too-long": str(_too_long(folder)),
        # Who asks here is taken for a balancer that has ended TLS.
        "X-Forwarded-Proto $scheme": "X-Forwarded-Proto https",
    }
    site = re.sub(r"^ *ssl_certificate.*\n", "", _changed(block[1], changes), flags=re.M)
    return HEAD.format(folder=folder) + BY_HAND.format(folder=folder, site=site)


def _too_long(folder: Path) -> Path:
    """The page for requests that are too long, and what leads to it, in `folder`."""
    copy = folder / "too-long"
    shutil.copytree(ROOT / "deploy" / "too-long", copy)
    server = copy / "server.conf"
    server.write_text(server.read_text().replace("/srv/rolebook/deploy", str(folder)))
    return copy


def _changed(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        if old not in text:
            raise ValueError(f"The configuration of nginx has no “{old}”.")
        text = text.replace(old, new)
    return text


@contextmanager
def fronting(folder: Path, configuration: str, port: int) -> Iterator[None]:
    """nginx with a configuration, at a port, until the end of the block."""
    path = folder / "nginx.conf"
    path.write_text(configuration)
    with open(folder / "said", "wb") as said:
        server = subprocess.Popen([nginx_path() or "nginx", "-c", path], stderr=said)
    try:
        if seconds_until(lambda: _listens(port, server), START_SECONDS) >= START_SECONDS:
            raise RuntimeError(f"nginx does not start: {(folder / 'said').read_text()}")
        yield
    finally:
        server.terminate()
        server.wait()


def _listens(port: int, server: subprocess.Popen[bytes]) -> bool:
    with socket.socket() as probe:
        return server.poll() is None and probe.connect_ex((HOST, port)) == 0


class NameServer:
    """Tells where `web` is, as the resolver of the containers does; `address` may change."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((HOST, 0))
        self.port: int = self._socket.getsockname()[1]
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            question, asker = self._socket.recvfrom(512)
            self._socket.sendto(self.answer(question), asker)

    def answer(self, question: bytes) -> bytes:
        """The answer (RFC 1035): the address, valid for ten minutes; nothing but IPv4."""
        end = question.index(b"\0", 12) + 5
        (kind,) = struct.unpack(">H", question[end - 4 : end - 2])
        count = int(kind == 1)
        head = question[:2] + struct.pack(">HHHHH", 0x8180, 1, count, 0, 0)
        record = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 600, 4) + socket.inet_aton(self.address)
        return head + question[12:end] + record * count


def status(port: int, target: bytes, host: str = HOST) -> int:
    """The status of the answer to a request, of which the target is sent as it is; 0: none."""
    with socket.create_connection((HOST, port), timeout=40) as connection:
        connection.sendall(
            b"GET %b HTTP/1.1\r\nHost: %b\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
            % (target, host.encode())
        )
        return int(connection.recv(12)[9:] or 0)


def seconds_until(is_so: Callable[[], bool], most: float) -> float:
    """How long it takes until something is so; `most` if it does not become so."""
    start = time.monotonic()
    while not is_so():
        if time.monotonic() - start > most:
            return most
        time.sleep(0.05)
    return time.monotonic() - start


def answers(port: int, path: str = "/") -> bool:
    """Whether a path is answered with a 200."""
    connection = HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
