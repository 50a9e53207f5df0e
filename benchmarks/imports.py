"""Measures how long an import of ESCO takes, and how much memory.

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

# The most seconds that an import should take, by database; the most megabytes.
TARGETS = {("SQLite", "first"): 60, ("PostgreSQL", "first"): 90}
REPEATED_TARGET = 20
MEGABYTES = 400


@dataclass(frozen=True)
class ImportCost:
    """The wall-clock seconds, CPU seconds and peak megabytes of a command."""

    seconds: float
    cpu_seconds: float
    megabytes: float


def run_command(command: list[str], variables: dict[str, str]) -> ImportCost:
    """Runs a command of `manage.py`. The work of a database server is not measured."""
    start = time.monotonic()
    arguments = [sys.executable, "manage.py", *command]
    child = subprocess.Popen(arguments, env=variables, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"manage.py {command[0]} failed, so there is nothing to measure.")
    seconds = time.monotonic() - start
    return ImportCost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(database: str, path: str, variables: dict[str, str]) -> None:
    """Imports twice into an empty site, and prints a line for each import."""
    run_command(["migrate", "--verbosity", "0"], variables)
    run_command(["load_content"], variables)
    for name in ("first", "again"):
        cost = run_command(["import_esco", path], variables)
        target = TARGETS.get((database, name), REPEATED_TARGET)
        print(
            f"{database:12}{name:8}{cost.seconds:10.1f}{target:8}{cost.cpu_seconds:10.1f}"
            f"{cost.megabytes:10.0f}{MEGABYTES:8}"
        )


def main() -> None:
    """Measures on both databases, in a temporary folder."""
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
