"""Makes sites of any size, each with its own database."""

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
SHIPPED_ROLES = 4  # roles of the reference content
ESCO_ROLES = 3_000  # about as many as ESCO has


@contextmanager
def filled_site(database: str, roles: int, esco: str = "") -> Iterator[dict[str, str]]:
    """A temporary site with the reference content and about `roles` roles. Yields its environment.

    With a path `esco`, the first 3,000 are imported from there; the others are generated. The
    search index is not up to date, and pages are not cached. `database` is one of DATABASES.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="rolebook-bench-")))
        more = {"PAGE_CACHE_MEGABYTES": "0"}
        if database == "PostgreSQL":
            more["DATABASE_URL"] = stack.enter_context(throwaway_server())
        make_site(folder, **more)
        variables = environment(folder, **more)
        if roles > SHIPPED_ROLES:
            fill(variables, roles, esco)
        yield variables


def fill(variables: dict[str, str], roles: int, esco: str) -> None:
    """Adds about `roles` roles to a site: with a path `esco`, the first 3,000 from there."""
    if esco:
        run_python(["manage.py", "import_esco", esco], variables)
        roles -= ESCO_ROLES
    if roles > 0:
        run_python(["-m", "benchmarks.generate", "--roles", str(roles)], variables)


def run_python(command: list[str], variables: dict[str, str]) -> str:
    """The output of a Python process. Raises SystemExit if it fails."""
    run = subprocess.run(
        [sys.executable, *command], env=variables, stdout=subprocess.PIPE, text=True
    )
    if run.returncode:
        raise SystemExit(f"{' '.join(command[:2])} failed, so there is nothing to measure.")
    return run.stdout


def esco_path() -> str:
    """The path in the variable `ESCO`, or empty. Raises SystemExit if it does not exist."""
    path = os.environ.get("ESCO", "")
    if path and not Path(path).exists():
        raise SystemExit(f"There is no download of ESCO at {path}.")
    return path
