"""Prints how long a classification takes to be imported, and how much memory.

`make bench PART=imports ESCO=path`. See README.md beside this file.
"""

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.servers import environment
from tests.tools.postgres import throwaway_server

# Seconds that an import should take at most, by database; megabytes that it should need.
TARGETS = {("SQLite", "first"): 60, ("PostgreSQL", "first"): 90}
SECONDS_AGAIN = 20
MEGABYTES = 400


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds by the clock, seconds of work, megabytes at most."""

    seconds: float
    work: float
    megabytes: float


def cost(command: list[str], variables: dict[str, str]) -> Cost:
    """Runs `manage.py` with a command to its end. Work that a database server does is not in it."""
    run = [sys.executable, "manage.py", *command]
    start = time.monotonic()
    child = subprocess.Popen(run, env=variables, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"manage.py {command[0]} failed, so there is nothing to measure.")
    seconds = time.monotonic() - start
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(database: str, path: str, variables: dict[str, str]) -> None:
    """Imports twice into an empty site, and prints a line for each."""
    cost(["migrate", "--verbosity", "0"], variables)
    cost(["load_content"], variables)
    for name in ("first", "again"):
        found = cost(["import_esco", path], variables)
        target = TARGETS.get((database, name), SECONDS_AGAIN)
        print(
            f"{database:12}{name:8}{found.seconds:10.1f}{target:8}{found.work:10.1f}"
            f"{found.megabytes:10.0f}{MEGABYTES:8}"
        )


def main() -> None:
    """Measures on both databases, in a folder that goes away again."""
    path = os.environ.get("ESCO") or "".join(sys.argv[1:2])
    if not Path(path).exists() or not path:
        raise SystemExit("Say where the download is: make bench PART=imports ESCO=path")
    heads = ("seconds", "target", "of work", "MB", "target")
    print(f"{'database':12}{'import':8}{'{:>10}{:>8}{:>10}{:>10}{:>8}'.format(*heads)}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="rolebook-bench-")))
        measure("SQLite", path, environment(folder))
        server = stack.enter_context(throwaway_server())
        measure("PostgreSQL", path, environment(folder, DATABASE_URL=server))


if __name__ == "__main__":
    main()
