"""Measures the CPU time of pages, and how many are sent a second, as ratios to C
(`benchmarks.constant`). The ratio by CPU time counts: other load changes it less.

`make bench PART=ratios`. See README.md beside this file.
"""

import re
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.load import Work, fetch, request, sitemap_paths, work
from benchmarks.servers import make_site, serving

# Many short rounds: other load of a machine comes and goes within seconds.
ROUNDS = 60
SECONDS = 0.25
WARM_UP = 1
# The least ratios.
TARGETS = {"cached page": 1.4, "unchanged page (304)": 1.5, "page that has to be made": 0.06}

# Lets a server work for some seconds.
Measure = Callable[[float], Work]


def role_pages(port: int) -> list[str]:
    """The paths of all role pages, from the sitemap."""
    paths = [path for path in sitemap_paths(port) if re.match(r"/\w+/roles/.", path)]
    if not paths:
        raise SystemExit("The sitemap names no role page.")
    return paths


def etag_of(response: bytes) -> str:
    """The ETag of a cached page."""
    if not (match := re.search(rb'\r\nETag: (".*?")', response)):
        raise SystemExit(f"The page was not cached:\n{response[:2_000].decode(errors='replace')}")
    return match[1].decode()


def measures(constant: int, site: int, uncached: int) -> dict[str, Measure]:
    """The measures by name, given the ports of C, the site, and the site without a page cache."""
    pages = role_pages(site)
    requests = [request(site, path) for path in pages]
    etags = [etag_of(fetch(site, message)) for message in requests]
    conditional = [
        request(site, path, If_None_Match=etag) for path, etag in zip(pages, etags, strict=True)
    ]
    to_uncached = [request(uncached, path) for path in pages]
    return {
        "C": partial(work, constant, [request(constant, "/")], 200),
        "cached page": partial(work, site, requests, 200),
        "unchanged page (304)": partial(work, site, conditional, 304),
        "page that has to be made": partial(work, uncached, to_uncached, 200),
    }


def print_table(measures: dict[str, Measure]) -> None:
    """Measures in rounds, so that other load of the machine affects all alike."""
    for measure in measures.values():
        measure(WARM_UP)
    rounds = [{name: measure(SECONDS) for name, measure in measures.items()} for _ in range(ROUNDS)]
    print(f"{'way':26}{'work, µs':>10}{'× C':>8}{'target':>8}{'a second':>10}{'× C':>8}")
    for name in measures:
        done = [each[name] for each in rounds]
        cpu = median(1e6 / one.per_cpu_second for one in done)
        ratio = median(one[name].per_cpu_second / one["C"].per_cpu_second for one in rounds)
        speed = median(one.per_second for one in done)
        speeds = median(one[name].per_second / one["C"].per_second for one in rounds)
        target = f"{TARGETS[name]:8.3f}" if name in TARGETS else f"{'':8}"
        print(f"{name:26}{cpu:10.0f}{ratio:8.3f}{target}{speed:10.0f}{speeds:8.3f}")


def main() -> None:
    """Makes a site in a temporary folder, and measures it."""
    # As an exception, SIGTERM stops the servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with TemporaryDirectory(prefix="rolebook-bench-") as name:
        folder = Path(name)
        make_site(folder)
        with (
            serving("benchmarks.constant", folder) as constant,
            serving("config.wsgi", folder) as site,
            serving("config.wsgi", folder, PAGE_CACHE_MEGABYTES="0") as uncached,
        ):
            print_table(measures(constant, site, uncached))


if __name__ == "__main__":
    main()
