"""Prints how fast pages are, as ratios to C.

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

from benchmarks.load import fetch, request, requests_a_second, site_map
from benchmarks.servers import make_site, serving

# Many short rounds: what else a machine does comes and goes within seconds.
ROUNDS = 60
SECONDS = 0.25
WARM_UP = 1
# What the ratio should reach at least.
TARGETS = {"finished page": 1.4, "unchanged page (304)": 1.5, "page that has to be made": 0.045}

Measure = Callable[[float], float]  # of seconds: how many requests are answered in one


def role_pages(port: int) -> list[str]:
    """The paths of all role pages, from the sitemap."""
    paths = [path for path in site_map(port) if re.match(r"/\w+/roles/.", path)]
    if not paths:
        raise SystemExit("The sitemap names no role page.")
    return paths


def etag_of(answer: bytes) -> str:
    """The ETag of a finished page."""
    if not (found := re.search(rb'\r\nETag: (".*?")', answer)):
        raise SystemExit(f"A page is not kept finished:\n{answer[:2_000].decode(errors='replace')}")
    return found[1].decode()


def measures(constant: int, site: int, bare: int) -> dict[str, Measure]:
    """What is compared, given the ports of C, the site, and the site without finished pages."""
    pages = role_pages(site)
    asked = [request(site, path) for path in pages]
    etags = [etag_of(fetch(site, message)) for message in asked]
    compared = [
        request(site, path, If_None_Match=etag) for path, etag in zip(pages, etags, strict=True)
    ]
    made = [request(bare, path) for path in pages]
    return {
        "C": partial(requests_a_second, constant, [request(constant, "/")], 200),
        "finished page": partial(requests_a_second, site, asked, 200),
        "unchanged page (304)": partial(requests_a_second, site, compared, 304),
        "page that has to be made": partial(requests_a_second, bare, made, 200),
    }


def print_table(compared: dict[str, Measure]) -> None:
    """Measures in rounds, so that what else the machine does falls on all alike."""
    for measure in compared.values():
        measure(WARM_UP)
    rounds = [{name: measure(SECONDS) for name, measure in compared.items()} for _ in range(ROUNDS)]
    print(f"{'way':26}{'a second':>10}{'× C':>8}{'target':>8}")
    for name in compared:
        speed = median(found[name] for found in rounds)
        ratio = median(found[name] / found["C"] for found in rounds)
        target = f"{TARGETS[name]:8.3f}" if name in TARGETS else ""
        print(f"{name:26}{speed:10.0f}{ratio:8.3f}{target}")


def main() -> None:
    """Makes a site in a folder that goes away again, and measures it."""
    # A plain kill would leave the servers running: made an exception, it stops them too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with TemporaryDirectory(prefix="rolebook-bench-") as name:
        folder = Path(name)
        make_site(folder)
        with (
            serving("benchmarks.constant", folder) as constant,
            serving("config.wsgi", folder) as site,
            serving("config.wsgi", folder, PAGE_CACHE_MEGABYTES="0") as bare,
        ):
            print_table(measures(constant, site, bare))


if __name__ == "__main__":
    main()
