"""Measures how long after its start a site answers, and what its start imports. See README.md.

`make bench PART=start`
"""

import re
import signal
import subprocess
import sys
import time
from collections import Counter
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.servers import HOST, TIMEOUT, environment, make_site, running

STARTS = 9
MAX_SECONDS = 0.8  # until the first byte, on a machine that has nothing else to do
SHOWN = 25  # packages with what importing their modules takes
# Without the modules below it, in microseconds.
IMPORTED = re.compile(r"^import time: +(\d+) \| +\d+ \| +(\S+)$", re.MULTILINE)


def first_byte(folder: Path) -> float:
    """The seconds from starting a site of two processes to the first byte of its home page."""
    start = time.perf_counter()
    with running("config.wsgi", folder, WEB_CONCURRENCY="2") as (port, _server):
        connection = HTTPConnection(HOST, port, timeout=TIMEOUT)
        connection.request("GET", "/en/")
        connection.getresponse().read(1)
        seconds = time.perf_counter() - start
        connection.close()
    return seconds


def import_times(told: str) -> list[tuple[str, float, int]]:
    """The packages that Python tells of (`-X importtime`), with milliseconds and modules."""
    microseconds, modules = Counter[str](), Counter[str]()
    for taken, module in IMPORTED.findall(told):
        package = module.partition(".")[0]
        microseconds[package] += int(taken)
        modules[package] += 1
    return [
        (package, taken / 1_000, modules[package]) for package, taken in microseconds.most_common()
    ]


def told_of_imports(folder: Path) -> str:
    """What Python tells of the imports of the whole program, all addresses included."""
    # Without garbage collection, as the server loads it.
    code = (
        "import gc; gc.disable(); import django; django.setup(); import config.urls, config.loading"
    )
    variables = environment(folder, DJANGO_SETTINGS_MODULE="config.settings")
    run = [sys.executable, "-X", "importtime", "-c", code]
    return subprocess.run(run, env=variables, stderr=subprocess.PIPE, text=True).stderr


def main() -> None:
    """Exits with 1 if the first byte comes too late."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with TemporaryDirectory(prefix="rolebook-start-") as name:
        folder = Path(name)
        make_site(folder)
        first_byte(folder)  # makes what later starts find: compiled modules and templates
        seconds = sorted(first_byte(folder) for _ in range(STARTS))
        packages = import_times(told_of_imports(folder))
    print("First byte after s:", " ".join(f"{each:.2f}" for each in seconds))
    print(f"Median: {median(seconds):.2f} (at most {MAX_SECONDS})")
    print(f"\n{'imports, ms':24}{sum(each for _, each, _ in packages):8.1f}")
    for package, milliseconds, modules in packages[:SHOWN]:
        print(f"{package:24}{milliseconds:8.1f}{modules:6} modules")
    sys.exit(median(seconds) > MAX_SECONDS)


if __name__ == "__main__":
    main()
