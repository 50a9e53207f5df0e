"""Sites with as many roles as are asked for, each in a database of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.servers import environment, make_site
from tests.tools.postgres import throwaway_server

DATABASES = ("SQLite", "PostgreSQL")
SHIPPED = 4  # roles of the reference content
DOWNLOADED = 3_000  # about as many as a download of ESCO has


@contextmanager
def filled_site(database: str, roles: int, esco: str = "") -> Iterator[dict[str, str]]:
    """The environment of a site with the reference content and, if more are asked for, so many
    roles of a classification: imported as far as a download has them, the others generated.

    Its search index is not up to date. `database` is "SQLite" or "PostgreSQL".
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="rolebook-bench-")))
        more = {"PAGE_CACHE_MEGABYTES": "0"}
        if database == "PostgreSQL":
            more["DATABASE_URL"] = stack.enter_context(throwaway_server())
        make_site(folder, **more)
        variables = environment(folder, **more)
        if roles > SHIPPED:
            _fill(variables, roles, esco)
        yield variables


def _fill(variables: dict[str, str], roles: int, esco: str) -> None:
    if esco:
        run_python(["manage.py", "import_esco", esco], variables)
        roles -= DOWNLOADED
    if roles > 0:
        run_python(["-m", "benchmarks.generate", "--roles", str(roles)], variables)


def run_python(command: list[str], variables: dict[str, str]) -> str:
    """What a program writes. Ends all if it fails; it has said why."""
    run = subprocess.run(
        [sys.executable, *command], env=variables, stdout=subprocess.PIPE, text=True
    )
    if run.returncode:
        raise SystemExit(f"{' '.join(command[:2])} failed, so there is nothing to measure.")
    return run.stdout


def download() -> str:
    """Where the download of ESCO is, if `ESCO` says so. Raises SystemExit if it is not there."""
    path = os.environ.get("ESCO", "")
    if path and not Path(path).exists():
        raise SystemExit(f"There is no download of ESCO at {path}.")
    return path
