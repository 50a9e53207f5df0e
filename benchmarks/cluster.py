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
class Cache:
    """A Redis-compatible server that keeps nothing on disk."""

    folder: Path
    port: int = field(default_factory=postgres.free_port)
    _process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"redis://{HOST}:{self.port}/0"

    def start(self) -> None:
        options = {"--bind": HOST, "--port": str(self.port), "--save": "", "--dir": self.folder}
        run = ["redis-server", *(str(word) for option in options.items() for word in option)]
        self._process = subprocess.Popen(run, stdout=subprocess.DEVNULL)

    def found(self) -> tuple[int, int]:
        """How often something was found in it, of how many times it was asked for something."""
        said = Redis.from_url(self.url).info("stats")
        return said["keyspace_hits"], said["keyspace_hits"] + said["keyspace_misses"]

    def stop(self) -> None:
        """Ends it as an accident would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


@dataclass
class Database:
    """A PostgreSQL server that can be stopped and started while others go on."""

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
    """What the site's machines share. `folder` is for what the site itself keeps."""

    folder: Path
    primary: Database
    cache: Cache
    replicas: list[Database] = field(default_factory=list)

    def add_replica(self) -> None:
        """One more streaming replica, with all that the primary holds now."""
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
        """The variables of a machine that uses all of this."""
        return {
            "DATABASE_URL": self.primary.url,
            "DATABASE_REPLICA_URLS": ",".join(replica.url for replica in self.replicas),
            "CACHE_URL": self.cache.url,
        }

    def stop(self) -> None:
        for part in (*self.replicas, self.primary, self.cache):
            part.stop()


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """A primary without replicas and a cache, which are there until the end of this."""
    setup.main(["postgresql", "redis-server"])
    with ExitStack() as end:
        folder.chmod(0o755)  # the server is another user's, its own folder is closed to others
        for name in ("postgres", "site"):
            (folder / name).mkdir()
        server = postgres.new_server(folder / "postgres")
        found = Cluster(folder / "site", Database("primary", server), Cache(folder / "site"))
        end.callback(found.stop)
        found.primary.start()
        found.cache.start()
        yield found


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Raises SystemExit if it is not so in time."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise SystemExit(f"It took too long until {what}.")
        time.sleep(0.02)
