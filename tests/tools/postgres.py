"""A throwaway PostgreSQL server.

`python -m tests.tools.postgres COMMAND…` starts one, runs COMMAND with its DATABASE_URL, and
leaves nothing behind.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.tools import FOLDER

DEBIAN_FOLDER = Path("/usr/lib/postgresql")
# Nothing here has to survive a power cut.
OPTIONS = (
    "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
)


def server_folder() -> Path:
    """The folder of initdb and pg_ctl.

    Raises FileNotFoundError where no server is installed; `make test` installs one first.
    """
    newest_first = sorted(
        DEBIAN_FOLDER.glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True
    )
    for folder in (None, *newest_first, FOLDER / "postgresql" / "bin"):
        if found := shutil.which("initdb", path=folder):
            return Path(found).resolve().parent
    raise FileNotFoundError("No PostgreSQL server is installed.")


@dataclass(frozen=True)
class Server:
    """A server on loopback, with its data, its superuser's password, and whom it runs as."""

    data: Path
    port: int
    password: str
    user: str | None

    @property
    def url(self) -> str:
        return f"postgres://rolebook:{self.password}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        log = self.data.with_suffix(".log")
        options = ("-w", "-l", log, "-o", f"-p {self.port} {OPTIONS}")
        run("pg_ctl", "start", "-D", self.data, *options, user=self.user)

    def stop(self) -> None:
        """Ends it as an accident would: nothing is said to whom it was talking to."""
        run("pg_ctl", "stop", "-D", self.data, "-w", "-m", "immediate", user=self.user)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It takes questions and answers none meanwhile."""
        processes = self._processes()
        _signal(processes, signal.SIGSTOP)
        try:
            yield
        finally:
            _signal(processes, signal.SIGCONT)

    def _processes(self) -> list[int]:
        """The ids of the server and of those it has started, itself first. This needs Linux."""
        own = int((self.data / "postmaster.pid").read_text().split()[0])
        states = (path.read_text() for path in Path("/proc").glob("[0-9]*/stat") if path.exists())
        fields = ((state.split()[0], state.rpartition(")")[2].split()[1]) for state in states)
        return [own, *(int(process) for process, parent in fields if parent == str(own))]


def _signal(processes: list[int], number: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, number)


@contextmanager
def throwaway_server() -> Iterator[str]:
    """A running server: yields its address as a DATABASE_URL, then stops and removes it."""
    with running_server() as server:
        yield server.url


@contextmanager
def running_server() -> Iterator[Server]:
    """A running server, which is stopped and removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rolebook-postgres-") as folder:
        server = new_server(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def new_server(folder: Path) -> Server:
    """An empty server in `folder`, which is given to whom it runs as. It is not started yet."""
    user = _unprivileged_user(folder)
    password = secrets.token_urlsafe(16)
    return Server(_new_cluster(folder, password, user), free_port(), password, user)


def _unprivileged_user(folder: Path) -> str | None:
    """Whom the server runs as, now the owner of `folder`; None for us: it refuses to be root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return user


def _new_cluster(folder: Path, password: str, user: str | None) -> Path:
    data, password_file = folder / "data", folder / "password"
    password_file.write_text(password)
    if user:
        shutil.chown(password_file, user)
    run(
        "initdb",
        *("--pgdata", data, "--username", "rolebook", "--pwfile", password_file),
        *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        user=user,
    )
    return data


def free_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(program: str, *arguments: object, user: str | None, **variables: str) -> None:
    """Run one of the server's programs, silently; what it said is raised if it fails."""
    result = subprocess.run(
        [server_folder() / program, *map(str, arguments)],
        user=user,
        cwd="/",
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if result.returncode:
        raise RuntimeError(f"{program} failed:\n{result.stdout}")


def main(command: list[str]) -> int:
    """Run `command` with the server's DATABASE_URL; returns its exit status."""
    # A plain kill would leave the server running: make it an exception, which cleans up.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with throwaway_server() as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
