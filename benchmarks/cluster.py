"""Several machines on one: a PostgreSQL primary, streaming replicas of it, a shared cache."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from redis import Redis

from tests.tools import postgres, setup

HOST = "127.0.0.1"


@dataclass
class RedisServer:
    """A Redis server without persistence."""

    folder: Path
    port: int = field(default_factory=postgres.free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://{HOST}:{self.port}/0"

    def start(self) -> None:
        options = {"--bind": HOST, "--port": str(self.port), "--save": "", "--dir": self.folder}
        arguments = [str(word) for option in options.items() for word in option]
        self._process = subprocess.Popen(["redis-server", *arguments], stdout=subprocess.DEVNULL)

    def hits_and_requests(self) -> tuple[int, int]:
        """The numbers of cache hits and of all lookups since it started."""
        stats = Redis.from_url(self.url).info("stats")
        return stats["keyspace_hits"], stats["keyspace_hits"] + stats["keyspace_misses"]

    def stop(self) -> None:
        """Kills it."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


@dataclass
class Database:
    """A PostgreSQL server that can be stopped and started again."""

    name: str
    server: postgres.Server
    is_running: bool = False

    @property
    def url(self) -> str:
        return self.server.url

    def start(self) -> None:
        self.server.start()
        self.is_running = True

    def stop(self) -> None:
        if self.is_running:
            self.is_running = False
            self.server.stop()


@dataclass
class Cluster:
    """What the site's machines share. `folder` holds the site's own files."""

    folder: Path
    primary: Database
    cache: RedisServer
    replicas: list[Database] = field(default_factory=list)

    def add_replica(self) -> None:
        """Adds a streaming replica from a base backup of the primary."""
        name = f"replica-{len(self.replicas) + 1}"
        server, data = self.primary.server, self.primary.server.data.with_name(name)
        postgres.run(
            "pg_basebackup",
            *("--host", HOST, "--port", server.port, "--username", "rolebook"),
            *("--pgdata", data, "--write-recovery-conf", "--checkpoint=fast", "--no-sync"),
            user=server.user,
            PGPASSWORD=server.password,
        )
        replica = Database(name, replace(server, data=data, port=postgres.free_port()))
        replica.start()
        self.replicas.append(replica)

    def environment(self) -> dict[str, str]:
        """The environment variables of a machine in the cluster."""
        return {
            "DATABASE_URL": self.primary.url,
            "DATABASE_REPLICA_URLS": ",".join(replica.url for replica in self.replicas),
            "CACHE_URL": self.cache.url,
        }

    def stop(self) -> None:
        for database in (*self.replicas, self.primary):
            database.stop()
        self.cache.stop()


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Runs a primary without replicas and a cache."""
    setup.main(["postgresql", "redis-server"])
    with ExitStack() as stack:
        folder.chmod(0o755)  # PostgreSQL runs as another user; its own folder stays closed
        for name in ("postgres", "site"):
            (folder / name).mkdir()
        server = postgres.new_server(folder / "postgres")
        shared = Cluster(folder / "site", Database("primary", server), RedisServer(folder / "site"))
        stack.callback(shared.stop)
        shared.primary.start()
        shared.cache.start()
        yield shared


def wait_until(condition: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Waits for a condition. Raises SystemExit if it is not met in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"It took too long until {what}.")
        time.sleep(0.02)
